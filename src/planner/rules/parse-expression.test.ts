import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { referencesIn } from "./expression.ts";
import { parseExpression, type ParsedExpression } from "./parse-expression.ts";
import { expressions } from "./test-support/arbitrary-expression.ts";
import { printExpression } from "./test-support/print-expression.ts";

/** A rule as it is read, in the spelling with the fewest parentheses, or why it is not. */
function readAs(text: string): string {
  const parsed = parseExpression(text);
  return parsed.ok ? printExpression(parsed.expression) : problemOf(parsed);
}

function problemOf(parsed: ParsedExpression): string {
  if (parsed.ok) return "";
  const { problem } = parsed;
  return problem.code === "rule-syntax" ? problem.reason : `${problem.most}: ${problem.size}`;
}

/** What of the text a problem marks. */
function markedIn(text: string): string {
  const parsed = parseExpression(text);
  if (parsed.ok) return "";
  const { start, end } = parsed.problem.range;
  return text.slice(start, end);
}

describe("the language", () => {
  it.each([
    ["fast_period < slow_period", "fast_period < slow_period"],
    ["a<b<=c!=d", "a < b <= c != d"],
    ["(a < b) < c", "(a < b) < c"],
    ["a < (b < c)", "a < (b < c)"],
    ["a or b and not c == d", "a or b and not c == d"],
    ["(a or b) and c", "(a or b) and c"],
    ["a and (b and c)", "a and (b and c)"],
    ["not not a", "not not a"],
    ["1 - 2 - 3 * 4 // 5 % 6 / 7", "1 - 2 - 3 * 4 // 5 % 6 / 7"],
    ["1 - (2 - 3)", "1 - (2 - 3)"],
    ["-a * -b", "-a * -b"],
    ["--1", "--1"],
    ["-(a + b)", "-(a + b)"],
    ["1e3 + 1.5E-3 + .5 + 2. + 007.5", "1000.0 + 0.0015 + 0.5 + 2.0 + 7.5"],
    ["00 == 1e999", "0 == 1e999"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    [`'it\\'s' + "\\u00e9\\t\\\\"`, `"it's" + "é\\t\\\\"`],
    [
      "True == true and False == false and None == null",
      "true == true and false == false and null == null",
    ],
    ["kind in ['a', \"b\", -1, - 2.5, true, null,]", 'kind in ["a", "b", -1, -2.5, true, null]'],
    ["kind not in (1, 2)", "kind not in (1, 2)"],
    ["kind in (1,)", "kind in (1,)"],
    ["kind in () or kind in []", "kind in () or kind in []"],
    ["a < b in [1]", "a < b in [1]"],
    ["abs(a - b) < min(a, b, 3) + max(a, b,)", "abs(a - b) < min(a, b, 3) + max(a, b)"],
    ["min < max and abs > 0", "min < max and abs > 0"],
    ["risk . stop_loss < `stop loss`.`a.b`", "risk.stop_loss < `stop loss`.`a.b`"],
    ["`in` == `true`", "`in` == `true`"],
    ["größe < 日本", "größe < 日本"],
    ["  \t a < b \n", "a < b"],
    ["(a\n  < b\r\n)", "a < b"],
    ["a in [1,\n 2]", "a in [1, 2]"],
  ])("reads %j", (text, read) => {
    expect(readAs(text)).toBe(read);
  });

  const aValue = "a number, a text in quotes, true, false, null, a name or `(`";
  it.each([
    ["a <", "<", `it ends where ${aValue} is expected`],
    ["a < < b", "<", `\`<\` stands where ${aValue} is expected`],
    ["(a < b", "b", "it ends where an operator or `)` is expected"],
    ["a b", "b", "`b` stands where an operator or the end is expected"],
    ["a < b)", ")", "`)` stands where an operator or the end is expected"],
    ["a = b", "=", "found `=`; to compare, write `==`"],
    ["a === b", "===", "found `===`; write `==`"],
    ["a <> b", "<>", "found `<>`; write `!=`"],
    ["a && b", "&&", "found `&&`; write `and`"],
    ["a || b", "||", "found `||`; write `or`"],
    ["!a", "!", "found `!`; write `not`, or `!=` for unequal"],
    ["a ** 2", "**", "found `**`; there are no powers; write the product"],
    ["a ≤ b", "≤", "found `≤`; write `<=`"],
    ["a < b # small", "#", "found `#`; a rule has no comments"],
    [
      "a is null",
      "is",
      "`is` stands where an operator or the end is expected; to compare, write `==`",
    ],
    [
      "a if b else c",
      "if",
      "`if` stands where an operator or the end is expected; write it with `and` and `or`",
    ],
    [
      "lambda < 3",
      "lambda",
      `\`lambda\` stands where ${aValue} is expected; a name that Python keeps stands in backquotes`,
    ],
    [
      "risk.class < 3",
      "class",
      "`class` stands where a name is expected; a name that Python keeps stands in backquotes",
    ],
    [
      "round(a) < b",
      "(",
      "`(` stands where an operator or the end is expected; only abs, min and max can be called",
    ],
    [
      "`min`(a, b)",
      "(",
      "`(` stands where an operator or the end is expected; only abs, min and max can be called",
    ],
    [
      "a[0] < b",
      "[",
      "`[` stands where an operator or the end is expected; there are no subscripts, and lists stand after `in` alone",
    ],
    [
      "a == [1]",
      "[",
      `\`[\` stands where ${aValue} is expected; there are no subscripts, and lists stand after \`in\` alone`,
    ],
    ["+a", "+", `\`+\` stands where ${aValue} is expected`],
    ["1_000 < a", "1_000", "found `1_000`; write digits without `_`"],
    ["0x1F < a", "0x1F", "found `0x1F`; write the number in decimal digits"],
    ["010 < a", "010", "found `010`; write the number without the 0 before it"],
    ["1.5.2", ".2", "`.2` stands where an operator or the end is expected"],
    ["12px < a", "12px", "found `12px`, which is no number and no name"],
    [
      "'a' 'b' == c",
      "'b'",
      "`'b'` stands where an operator or the end is expected; join texts by `+`",
    ],
    ["a == 'b", "'", "found a text without its closing `'`"],
    [
      String.raw`a == "\x41"`,
      String.raw`\x`,
      String.raw`found ${"`\\x`"}; the escapes of a text are \\ \' \" \n \t and \uXXXX of a whole character`,
    ],
    [
      String.raw`a == "\ud83d\ude00"`,
      String.raw`\ud83d`,
      String.raw`found ${"`\\ud83d`"}; the escapes of a text are \\ \' \" \n \t and \uXXXX of a whole character`,
    ],
    ["a == `b", "`", "found a backquote that is not closed"],
    ["a == ``", "``", "found backquotes without a name between them"],
    ["a == “b”", "“", 'found `“`; quote texts with `"`'],
    ["a ¤ b", "¤", "found `¤` (U+00A4), which is no sign of a rule"],
    ["a\u00a0< b", "\u00a0", "found U+00A0, which is no sign of a rule"],
    ["ﬁ < b", "ﬁ", "found `ﬁ`; such a name stands in backquotes"],
    ["a <\nb", "\n", "found a line break; write the rule on one line"],
    ["a in (1)", "(1)", "one value in parentheses is no list; write it between `[` and `]`"],
    ["a in b", "b", "`b` stands where a written list, such as `[1, 2]`, is expected"],
    [
      "a in [b]",
      "b",
      "`b` stands where a number, a text in quotes, true, false or null is expected",
    ],
    [
      "a in [[1]]",
      "[",
      "`[` stands where a number, a text in quotes, true, false or null is expected; there are no subscripts, and lists stand after `in` alone",
    ],
    [
      "a in [1] == b",
      "==",
      "`==` stands where an operator or the end is expected; a written list ends its comparison",
    ],
    ["a not b", "b", "`b` stands where `in`, as in `not in`, is expected"],
    ["abs(a, b)", "abs(a, b)", "`abs` takes one value, found 2"],
    ["min(a) < b", "min(a)", "`min` takes two values or more, found 1"],
    ["max() < b", "max()", "`max` takes two values or more, found 0"],
    ["min(a b)", "b", "`b` stands where `,` or `)` is expected"],
    ["a, b", ",", "`,` stands where an operator or the end is expected"],
    ["true.x", ".", "`.` stands where an operator or the end is expected"],
    ["a == not b", "not", `\`not\` stands where ${aValue} is expected; write \`(not …)\``],
    ["a and and b", "and", `\`and\` stands where ${aValue} is expected`],
    ["", "", `it ends where ${aValue} is expected`],
  ])("refuses %j at %j: %s", (text, marked, reason) => {
    expect([markedIn(text), readAs(text)]).toEqual([marked, reason]);
  });
});

describe("the limits", () => {
  it.each([
    ["1,000 characters", `a < "${"x".repeat(994)}"`, `a < "${"x".repeat(995)}"`],
    ["1,000 characters", `a < "${"😀".repeat(994)}"`, `a < "${"😀".repeat(995)}"`],
    ["100 nodes", `a${" or a".repeat(98)}`, `a${" or a".repeat(99)}`],
    ["100 nodes", `a in [${"1,".repeat(97)}]`, `a in [${"1,".repeat(98)}]`],
    ["32 levels", `${"(".repeat(31)}a${")".repeat(31)}`, `${"(".repeat(32)}a${")".repeat(32)}`],
    ["32 levels", `${"-".repeat(31)}a`, `${"-".repeat(32)}a`],
    ["32 levels", `a${" + a".repeat(31)}`, `a${" + a".repeat(32)}`],
  ])("are %s a rule, no fewer: %#", (limit, allowed, refused) => {
    expect(parseExpression(allowed).ok).toBe(true);
    expect(readAs(refused)).toContain(`${limit} a rule: `);
  });
});

describe("the tree", () => {
  it("has the place of every node, parentheses left out", () => {
    const text = " -(a.b + 1) * 2 <= c in [3] ";
    const parsed = parseExpression(text);
    const places = new Set<string>();
    JSON.stringify(parsed, (_, value: unknown) => {
      if (typeof value === "bigint") return String(value);
      if (typeof value === "object" && value !== null && "range" in value) {
        const { start, end } = value.range as { start: number; end: number };
        places.add(text.slice(start, end));
      }
      return value;
    });
    expect([...places]).toEqual([
      "-(a.b + 1) * 2 <= c in [3]",
      "-(a.b + 1) * 2",
      "-(a.b + 1)",
      "a.b + 1",
      "a.b",
      "1",
      "2",
      "c",
      "[3]",
      "3",
    ]);
  });

  it("gives each distinct name once, with all its places", () => {
    const text = "a < b and `a` < risk . x and `risk.x` > risk.x";
    const parsed = parseExpression(text);
    const references = parsed.ok ? referencesIn(parsed.expression, text) : [];
    expect(
      references.map((reference) => [
        reference.segments,
        reference.text,
        reference.ranges.map(({ start, end }) => text.slice(start, end)),
      ]),
    ).toEqual([
      [["a"], "a", ["a", "`a`"]],
      [["b"], "b", ["b"]],
      [["risk", "x"], "risk . x", ["risk . x", "risk.x"]],
      [["risk.x"], "`risk.x`", ["`risk.x`"]],
    ]);
  });

  const segments = fc.array(
    fc.oneof(
      fc.constantFrom("a", "fast_period", "min", "in", "true", "a.b", "stop loss", "日本", "5"),
      fc.string({ minLength: 1, maxLength: 3 }).filter((name) => !/[`\r\n]/.test(name)),
    ),
    { minLength: 1, maxLength: 2 },
  );

  it("is the same after it was printed and parsed", () => {
    fc.assert(
      fc.property(expressions(segments), (expression) => {
        const parsed = parseExpression(printExpression(expression));
        fc.pre(parsed.ok || parsed.problem.code !== "rule-too-large");
        expect(parsed.ok && withoutRanges(parsed.expression)).toEqual(withoutRanges(expression));
      }),
      { numRuns: 500 },
    );
  });
});

function withoutRanges(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRanges);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([key]) => key !== "range");
  return Object.fromEntries(members.map(([key, inner]) => [key, withoutRanges(inner)]));
}

describe("hostile texts", () => {
  it.each([
    ["(", 1000],
    ["not ", 250],
    ["-", 1000],
    ["abs(", 250],
    ["a<", 500],
    ["a.", 500],
    ["[", 1000],
    ["9", 1000],
    ["`", 999],
    ['"\\', 500],
    ["\ud83d", 1000],
    ["\0", 1000],
    ["(", 1_000_000],
  ])("do not throw: %j × %i", (part, times) => {
    expect(parseExpression(part.repeat(times))).toBeTypeOf("object");
  });

  it("do not throw, and problems stand inside of them", () => {
    const piece = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        ..."a not in ( ) [ ] , . - + < == 'x' \"y\" `z` 1 2.5 min( and or é \\u12".split(" "),
      ),
      fc.constantFrom(" ", "\n"),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 30 }).map((parts) => parts.join("")),
        (text) => {
          const parsed = parseExpression(text);
          if (parsed.ok) return;
          const { start, end } = parsed.problem.range;
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
