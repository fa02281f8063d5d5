import { expect, it } from "vitest";
import { typedOf } from "../planner/test-support/typed.ts";
import { randomFrom, yamlTexts } from "../planner/test-support/yaml-texts.ts";
import { parseYaml12 } from "./parse/parse-yaml12.ts";
import { readYaml } from "./read-yaml.ts";

/** What a loader of YAML 1.2 holds of a text, or the codes of its errors. */
function read(text: string): unknown {
  const { value, diagnostics } = readYaml(text, "1.2", parseYaml12);
  return value ? typedOf(value) : diagnostics.map(({ code }) => code).join(" ");
}

const int = (value: number) => ({ int: String(value) });
const float = (value: string) => ({ float: value });
const map = (...entries: readonly (readonly [unknown, unknown])[]) => ({ map: entries });

it.each([
  ["true", true],
  ["False", false],
  ["yes", "yes"],
  ["on", "on"],
  ["~", null],
  ["NULL", null],
  ["010", int(10)],
  ["-012", int(-12)],
  ["0", int(0)],
  ["0o10", int(8)],
  ["0x1F", int(31)],
  ["0b1", "0b1"],
  ["1_000", "1_000"],
  ["16:00", "16:00"],
  ["1e-4", float("0.0001")],
  ["1.0e5", float("100000.0")],
  ["-.5", float("-0.5")],
  ["5.", float("5.0")],
  ["1e400", float("inf")],
  ["-.inf", float("-inf")],
  [".NaN", float("nan")],
  ["2001-01-01", "2001-01-01"],
  ["=", "="],
  ["! 1", "1"],
  ["!!str 1", "1"],
  ["!!int '7'", int(7)],
  ["!!float 7", float("7.0")],
  ["'1'", "1"],
  ["|\n  1\n", "1\n"],
])("holds %j as %o", (scalar, value) => {
  expect(read(`[${scalar}]`.includes("|") ? `- ${scalar}` : `[${scalar}]`)).toEqual([value]);
});

it.each([
  ["", null],
  ["a: 1\rb:\r\n  - 2\r", map(["a", int(1)], ["b", [int(2)]])],
  ["a: &x [1]\nb: *x\n<<: 2", map(["a", [int(1)]], ["b", [int(1)]], ["<<", int(2)])],
  ["&k a: 1\nb: *k", map(["a", int(1)], ["b", "a"])],
  ["a: &x 1\nb: &x 2\nc: *x", map(["a", int(1)], ["b", int(2)], ["c", int(2)])],
  ["? a\n: - b\n  -\n? c", map(["a", ["b", null]], ["c", null])],
  ["a:\n  !!map\n  b: 1", map(["a", map(["b", int(1)])])],
  ["a: 1\na: 2", map(["a", int(2)])],
  ["a\x85b: 1", map(["a\x85b", int(1)])],
  ["a: 1\n...\n", map(["a", int(1)])],
  ["a: 1\n---\nb: 2", "several-documents"],
  ["a: *x", "undefined-alias"],
  ["a: &a [*a]", "circular-alias"],
  ["a: !foo 1", "unknown-tag"],
  ["{[a]: 1}", "unhashable-key"],
])("reads %j", (text, held) => {
  expect(read(text)).toEqual(held);
});

it.each([
  ["a: 1\nb", "a `:` is missing"],
  ["a: b: c", "quote the text, or begin a new line"],
  ["a: [1, 2", "the `[` is never closed by `]`"],
  ["a: {b: 1", "the `{` is never closed by `}`"],
  ["a: [1 [2]]", "a comma is missing before this"],
  ["a: [1,,2]", "a comma too many"],
  ['a: "b', "closing double quote is missing"],
  ["a: 'b", "closing single quote is missing"],
  ['a: "\\z"', "backslash begins no escape"],
  ["a: @b", "a value cannot begin with this character: quote"],
  ["a: `b`", "cannot begin with this character: quote"],
  ["a:\n\tb: 1", "tab cannot indent"],
  ["a:\n   b: 1\n  c: 2", "indentation"],
  ["- a\n b\n- c\n -d: 1", "`:`"],
  ["a: &x &y b", "one anchor"],
  ["a: !x !y b", "one tag"],
  ["&x &y a", "one anchor"],
  ["[&x &y a]", "one anchor"],
  ["- a\nb: 1", ""],
  ["a: &x *y", "alias `*` cannot have"],
  ["a: b\n  #c\n d", ""],
  ["%FOO\na: 1", ""],
  ["a: 'b'#c", "a space is missing before the `#`"],
  ["a: |x\n b", "only + or -"],
  ["[a] b", "nothing may follow here"],
  ["--- a: 1", ""],
  ["{a: 1}}", "where quotes and brackets end"],
])("refuses %j, saying %j", (text, words) => {
  const { value, diagnostics } = readYaml(text, "1.2", parseYaml12);
  expect(value).toBeUndefined();
  const [first] = diagnostics;
  expect({ code: first?.code, blocking: first?.blocking }).toEqual({
    code: "syntax",
    blocking: true,
  });
  expect(first?.message).toContain(words);
});

it("never speaks in the words of a parser, nor marks more than a line", () => {
  const jargon = /flow|implicit|scalar|node|token|collection|indicator|sequence|compact/i;
  const wrong = yamlTexts(randomFrom(7), 1500).flatMap((text) =>
    readYaml(text, "1.2", parseYaml12)
      .diagnostics.filter(({ code }) => code === "syntax")
      .filter(
        ({ message, range: { start, end } }) =>
          jargon.test(message) || /[\r\n]./.test(text.slice(start, end)),
      )
      .map(({ message, range }) => ({ text, message, range })),
  );
  expect(wrong).toEqual([]);
});

it.each([
  ["aliases", `a: &a 1\nb: [${"*a,".repeat(100_001)}]`],
  ["items without values", "-\n".repeat(100_001)],
  ["directives", "%a\n".repeat(100_001)],
  ["brackets", `[${"[],".repeat(100_001)}]`],
])("names the limit of values before anything is built, for %s", (_, text) => {
  expect(read(text)).toBe("too-many-nodes");
});
