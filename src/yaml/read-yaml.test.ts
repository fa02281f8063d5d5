import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalText } from "../planner/sharing/canonical/canonical.ts";
import { randomFrom, yamlTexts } from "../planner/test-support/yaml-texts.ts";
import { parseYaml12 } from "./parse/parse-yaml12.ts";
import { readYaml } from "./read-yaml.ts";

/** The canonical text of what a YAML text holds, or the codes of its errors. */
function read(text: string): string {
  const { value, diagnostics } = readYaml(text, "pyyaml");
  if (!value) return diagnostics.map(({ code }) => code).join(" ");
  const canonical = canonicalText(value);
  return canonical.ok ? canonical.text : canonical.reason;
}

/** Code and the marked text of every diagnostic. */
function marks(text: string): readonly string[] {
  return readYaml(text, "pyyaml").diagnostics.map(
    ({ code, range }) => `${code} ${text.slice(range.start, range.end)}`,
  );
}

function messages(text: string): string {
  return readYaml(text, "pyyaml")
    .diagnostics.map(({ message }) => message)
    .join("\n");
}

it("puts the entries of a merge key first, in its mapping's order", () => {
  const base = "base: &b {x: 1, y: 2}\n";
  const { value } = readYaml(`${base}own: {z: 3, y: 4, <<: *b, x: 5}`, "pyyaml");
  const own = value?.type === "map" ? [...value.entries.values()][1]?.value : undefined;
  const keys = own?.type === "map" ? Array.from(own.entries.keys()) : [];
  expect(keys).toEqual(["t:x", "t:y", "t:z"]);
  expect(read(`${base}own: {z: 3, y: 4, <<: *b, x: 5}`)).toBe(
    '{"base": {"x": 1, "y": 2}, "own": {"x": 5, "y": 4, "z": 3}}',
  );
});

it.each([
  ["a list of mappings: the first one's value wins", "<<: [*a, *b]", '{"x": 1, "y": 3}'],
  ["several merge keys: the later values win", "<<: *a\n  <<: *b", '{"x": 2, "y": 3}'],
  ["a mapping that is written there", "<<: {x: 9}", '{"x": 9}'],
  ["a merged mapping that merges", "<<: {<<: *b, y: 0}", '{"x": 2, "y": 0}'],
  ["an alias to the sign itself", "q: &m <<\n  *m : *a", "refused-scalar"],
  ["text in quotes, which is an ordinary key", '"<<": *a', '{"<<": {"x": 1}}'],
])("merges %s", (_, merge, held) => {
  const text = `a: &a {x: 1}\nb: &b {x: 2, y: 3}\nc:\n  ${merge}\n`;
  const { value } = readYaml(text, "pyyaml");
  const own = value?.type === "map" ? [...value.entries.values()][2]?.value : undefined;
  const canonical = own && canonicalText(own);
  expect(canonical?.ok ? canonical.text : read(text)).toBe(held);
});

it.each([
  ["a: {<<: 1}", ["bad-merge 1"]],
  ["a: {<<: [1]}", ["bad-merge 1"]],
  ["a: {<<: [[]]}", ["bad-merge []"]],
  ["a: {<<: *x}", ["undefined-alias *x"]],
  ["a: {<<: [*x]}", ["undefined-alias *x"]],
  ["a: {<<: {[b]: 1}}", ["unhashable-key [b]"]],
  ["a: {<<: [{[b]: 1}]}", ["unhashable-key [b]"]],
  ["a: &a {<<: *a}", ["circular-alias *a"]],
  ["a: &a {<<: [*a]}", ["circular-alias *a"]],
  ["a: [*x, 1, *y]", ["undefined-alias *x", "undefined-alias *y"]],
  ["a: &a [*a]", ["circular-alias *a"]],
  ["a: &a {b: {c: *a}}", ["circular-alias *a"]],
  ["&a {*a : 1}", ["circular-alias *a"]],
  ["a: &x 1\nb: &x 2", ["duplicate-anchor &x"]],
  ["{a: &x 1, b: &x 2, c: &x 3}", ["duplicate-anchor &x", "duplicate-anchor &x"]],
  ["{[a]: 1}", ["unhashable-key [a]"]],
  ["{{a: 1}: 1}", ["unhashable-key {a: 1}"]],
  ["? - a\n: 1", ["unhashable-key - a"]],
  ["a: !foo b", ["unknown-tag !foo"]],
  ["a: !!python/object:os.system {b: 1}", ["unknown-tag !!python/object:os.system"]],
  ["a: !foo [b]", ["unknown-tag !foo"]],
  ["a: !!map b", ["unknown-tag !!map"]],
  ["a: !!int x", ["refused-scalar x"]],
  ["a: =", ["refused-scalar ="]],
  ["a: !!pairs [b]", ["refused-scalar b"]],
  ["a: !!omap [*x]", ["undefined-alias *x"]],
  ["a: 1\n---\nb: 2", ["several-documents ---"]],
  ["a: 1\n...\n%YAML 1.1\n---\nb: 2", ["several-documents %YAML 1.1"]],
  ["\ta: 1", ["tab \t"]],
  ["a:\n\tb: 1", ["tab \t"]],
  ["a: [1,\t2]", ["tab \t"]],
  ["a: 1\t# c", ["tab \t"]],
  ["a: 1 \t# c", ["tab \t"]],
  ['a: "\t" # \t', []],
  ["a\0b\x07\x07: 1", ["control-character \0", "control-character \x07\x07"]],
  ["a: \x7f", ["control-character \x7f"]],
  ["a: \ud800", ["control-character \ud800"]],
  ["a: \udc00", ["control-character \udc00"]],
  ["a: \ufffe", ["control-character \ufffe"]],
  ["a: b\x85  c", ["line-break-to-python \x85"]],
  ["a: [b # c\u2028]", ["line-break-to-python \u2028"]],
  ["a: 1 # c\u2029b", ["syntax b", "other-line-break \u2029"]],
  ["{a: 1, b: 2, a: 3}", ["duplicate-key-ignored a", "duplicate-key a"]],
  [
    "{1: a, 1.0: b, true: c}",
    ["duplicate-key-ignored 1", "duplicate-key-ignored 1.0", "duplicate-key true"],
  ],
  ["{1: a, '1': b}", []],
  ['{"\\ud83d\\ude00": 1, "\\uff5e": 2}', ['halved-key "\\ud83d\\ude00"']],
  ['{"\\ud83d\\ude00": 1, a: 2}', []],
])("marks %j with %j", (text, wanted) => {
  expect(marks(text)).toEqual(wanted);
});

it.each([
  ["a: 1\nb", "a `:` is missing", "b"],
  ["a: 1\n b: 2", "a `:` cannot stand here: quote", ":"],
  ["a:\n   b: 1\n  c: 2", "the indentation of this line fits no block", "c"],
  ["a: [1, 2", "the `[` is never closed by `]`", "["],
  ["a: {b: 1", "the `{` is never closed by `}`", "{"],
  ["a: [1 2: 3: 4]", "", ":"],
  ["a: [1 [2]]", "a comma or `]` is missing before this; in brackets quote", "["],
  ["a: 'b", "quote", "'"],
  ['a: "b', "quote", '"'],
  ['a: "\\z"', "escape", "\\z"],
  ["a: 'b' c", "", "c"],
  ["a: @b", "quote", "@"],
  ["a: `b`", "quote", "`"],
  ["a: %b", "quote", "%"],
  ["a: [|]", "quote", "|"],
  ["a: - b", "begin the list on its own line, or quote", "-"],
  ["a: ? b", "begin it on its own line, or quote", "?"],
  ["a: |x\n b", "after `|` or `>` only + or -", "|x"],
  ["a: | x\n b", "begins on the next line", "| x"],
  ["a: >12\n b", "after `|` or `>` only + or -", ">12"],
  ["a: & b", "an anchor `&` needs a name", "& "],
  ["a: *", "an alias `*` needs a name", "*"],
  ["a: *b?x", "", "?x"],
  ["a: !<b c", "this tag is not complete", "!<b "],
  ["a: !a%zz b", "this tag is not complete", "!a%"],
  ["a: !e!b c", "the tag handle `!e!` is not declared", "!e!b"],
  ["a: [b]]", "", "]"],
  ["a: [- b]", "a list item `-` cannot stand between brackets; quote", "-"],
  ["...", "none has begun", "..."],
  ["%", "begins a directive, and this is none; quote", "%"],
  ["%YAML 2.0\n---\na: 1", "asks for another YAML than 1.x", "%YAML 2.0"],
  ["%YAML 1.1\n%YAML 1.1\n---\na: 1", "a second one", "%YAML 1.1"],
  ["%TAG !e! a\n%TAG !e! b\n---\na: 1", "a second one", "%TAG !e! b"],
  ["%YAML 1.1\na: 1", "a document begins with `---`", "a"],
  ["%YAML x\n---\n", "this is none; quote", "%YAML "],
  ["%TAG e b\n---\n", "this is none; quote", "%TAG "],
  ["%YAML 1.1 x\n---\n", "this is none; quote", "%YAML 1.1 "],
  ["&a &b c", "", "&b"],
  ["- a\nb: 1", "", "b"],
  ["a: 1\n...\nb: 2", "nothing may follow here", "b"],
  [`? ${"a".repeat(3)}\n  b\n: : :`, "", ":"],
])("refuses %j, saying %j at %j", (text, words, wanted) => {
  const { value, diagnostics } = readYaml(text, "pyyaml");
  expect(value).toBeUndefined();
  const [first] = diagnostics;
  const marked = first && text.slice(first.range.start, first.range.end);
  expect({ code: first?.code, marked, blocking: first?.blocking }).toEqual({
    code: "syntax",
    marked: wanted,
    blocking: true,
  });
  expect(first?.message).toContain(words);
});

it("names the length that Python allows for a key", () => {
  const key = "a".repeat(1024);
  expect(read(`a: 1\n${key}: 1`)).toBe(`{"a": 1, "${key}": 1}`);
  expect(messages(`a: 1\n${key}a: 1`)).toContain("a key may be 1024 characters long");
  expect(marks(`{${key}a: 1}`)).toEqual(["syntax :"]);
});

it.each([
  ["", "null"],
  ["\ufeffa: 1", '{"a": 1}'],
  ["a: 1\r\nb: 2\rc: 3\n", '{"a": 1, "b": 2, "c": 3}'],
  ["---\na: 1\n...\n", '{"a": 1}'],
  ["--- !!map\n? a\n: b\n", '{"a": "b"}'],
  ["%YAML 1.1\n---\na: 010", '{"a": 8}'],
  ["%TAG ! tag:yaml.org,2002:\n---\na: !str 1", '{"a": "1"}'],
  ["%TAG !y! tag:yaml.org,2002: # c\n---\n[!y!int '7', !!str 7]", '[7, "7"]'],
  ["%FOO bar\n---\na: 1", '{"a": 1}'],
  ["a: !<tag:yaml.org,2002:str> 1", '{"a": "1"}'],
  ["a: !!s%74r 1", '{"a": "1"}'],
  ["a: ! 1", '{"a": 1}'],
  ["a: !!float 1", '{"a": 1.0}'],
  ["a: !!null x", '{"a": null}'],
  ["a: !!seq [1]", '{"a": [1]}'],
  ["!!omap [a: 1, b: 2]", '[["a", 1], ["b", 2]]'],
  ["!!pairs [a: 1, a: 2]", '[["a", 1], ["a", 2]]'],
  ["a: !!str {=: 5}", '{"a": "5"}'],
  ["{=: 1}", '{"=": 1}'],
  ["a: &x [1]\nb: [*x, *x]", '{"a": [1], "b": [[1], [1]]}'],
  ["a: &x 1\n*x : b", "it mixes text keys and other keys (1), which Python cannot sort"],
  ["a: [b: 1, c]", '{"a": [{"b": 1}, "c"]}'],
  ["{a, b: , ? c}", '{"a": null, "b": null, "c": null}'],
  ["[? a : b, ? ,]", '[{"a": "b"}, {"null": null}]'],
  ["a:\n- 1\n-\n- - 2\nb: 3", '{"a": [1, null, [2]], "b": 3}'],
  ["? a\n? b\n: c", '{"a": null, "b": "c"}'],
  ["a: b\n  c\n\n  d", '{"a": "b c\\nd"}'],
  ["a: 'b\n\n  c'", '{"a": "b\\nc"}'],
  ['a: "b \\\n  c\\\td"', '{"a": "b c\\td"}'],
  ["a: |\n  b\n c", "syntax"],
  ["a: |2-\n   b\n\nc: >+\n d\n e\n\n", '{"a": " b", "c": "d e\\n\\n"}'],
  ["a: >\n b\n\n\n c\n  d\n e\n", '{"a": "b\\n\\nc\\n d\\ne\\n"}'],
  ["a: |-\n\n\n  b\n  \n", '{"a": "\\n\\nb"}'],
  ["a: &x", '{"a": null}'],
  ["a: !!str", '{"a": ""}'],
  ["a: http://b:80/c#d", '{"a": "http://b:80/c#d"}'],
  ["{a: b}  # c", '{"a": "b"}'],
  ["__proto__: 1\nconstructor: {toString: 2}", '{"__proto__": 1, "constructor": {"toString": 2}}'],
  ["🎈: '😀'", '{"\\ud83c\\udf88": "\\ud83d\\ude00"}'],
])("reads %j as %s", (text, held) => {
  expect(read(text)).toBe(held);
});

it("points from a duplicate key to the one that counts, and back", () => {
  const text = "a: 1\nb: 2\na: 3\n";
  const found = readYaml(text, "pyyaml").diagnostics;
  expect(found.map(({ range, related }) => [range.start, related?.[0]?.range.start])).toEqual([
    [0, 10],
    [10, 0],
  ]);
  expect(read(text)).toBe('{"a": 3, "b": 2}');
});

it("marks every git conflict, and only those", () => {
  const text = "a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n";
  expect(marks(text)).toEqual([
    "merge-conflict <<<<<<< ours",
    "merge-conflict =======",
    "merge-conflict >>>>>>> theirs",
  ]);
  expect(marks("a: |\n  text\n\n=======\n")).toEqual(["syntax ======="]);
  expect(messages(text)).toContain("choose one side");
});

// --- limits ---

it("names the limit of text", () => {
  const most = `a: ${"x".repeat(999_997)}`;
  expect(readYaml(most, "pyyaml").value).toBeDefined();
  expect(readYaml(`${most}x`, "pyyaml").value).toBeUndefined();
  expect(messages(`${most}x`)).toBe("limit of 1,000,000 characters of text: this has 1,000,001");
});

it.each([
  ["lists", (depth: number) => "[".repeat(depth) + "]".repeat(depth)],
  ["mappings", (depth: number) => `${"{a: ".repeat(depth)}1${"}".repeat(depth)}`],
  ["block lists", (depth: number) => `${"- ".repeat(depth)}1`],
])("names the limit of nesting, of %s", (_, nested) => {
  for (const reading of ["pyyaml", "1.2"] as const) {
    expect(readYaml(nested(64), reading, parseYaml12).value).toBeDefined();
    const { value, diagnostics } = readYaml(nested(65), reading, parseYaml12);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ message }) => message)).toEqual([
      "limit of 64 levels of nesting: this is deeper",
    ]);
  }
});

it("names the limit of values", () => {
  const most = `[${"1,".repeat(99_999)}]`;
  for (const reading of ["pyyaml", "1.2"] as const) {
    expect(readYaml(most, reading, parseYaml12).value).toBeDefined();
    const { value, diagnostics } = readYaml(most.replace("]", "1]"), reading, parseYaml12);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["too-many-nodes"]);
  }
});

it("counts what aliases stand for: a billion laughs end at the limit", () => {
  const laughs = Array.from({ length: 9 }, (_, i) => {
    const item = i === 0 ? "ha" : `*a${i - 1}`;
    return `a${i}: &a${i} [${Array.from({ length: 9 }, () => item).join(",")}]\n`;
  });
  expect(readYaml(laughs.slice(0, 4).join(""), "pyyaml").value).toBeDefined();
  const { value, diagnostics } = readYaml(laughs.join(""), "pyyaml");
  expect(value).toBeUndefined();
  expect(diagnostics.map(({ code }) => code)).toContain("too-many-nodes");
  expect(diagnostics.length).toBeLessThan(5);
  expect(messages(laughs.join(""))).toContain("limit of 100,000 values");
});

it("counts what merge keys bring", () => {
  const base = `a: &a {${Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join(",")}}\n`;
  const merging = (times: number) => `${base}b: [${"{<<: *a},".repeat(times)}]`;
  expect(readYaml(merging(50), "pyyaml").value).toBeDefined();
  expect(marks(merging(200)).map((mark) => mark.split(" ")[0])).toEqual(["too-many-nodes"]);
});

it.each([996, 997])("counts each alias as what it stands for: 98 of a thousand, and %i", (more) => {
  const text = `a: &a [${"1,".repeat(999)}]\nb: [${"*a,".repeat(98)}${"1,".repeat(more)}]`;
  for (const reading of ["pyyaml", "1.2"] as const) {
    const { value, diagnostics } = readYaml(text, reading, parseYaml12);
    // two keys, two lists and the mapping that holds them are nodes as well
    expect(value !== undefined).toBe(more <= 996);
    expect(diagnostics.map(({ code }) => code)).toEqual(more > 996 ? ["too-many-nodes"] : []);
  }
});

it.each([898, 899])("counts each merge as what it brings: 97 of a thousand, and %i", (more) => {
  const base = Array.from({ length: 1000 }, (_, i) => `k${i}: 1`).join(",");
  const text = `a: &a {${base}}\nb: [${"{<<: *a},".repeat(97)}${"1,".repeat(more)}]`;
  expect(marks(text).map((mark) => mark.split(" ")[0])).toEqual(
    more > 898 ? ["too-many-nodes"] : [],
  );
});

it.each([65, 66])("finds the text that 65 mappings hold in one another, not %i", (mappings) => {
  // by aliases, so that the text itself is nested two levels deep
  const inner = Array.from(
    { length: mappings - 1 },
    (_, i) => `m${i + 1}: &m${i + 1} {=: *m${i}}\n`,
  );
  const text = `m0: &m0 end\n${inner.join("")}outer: !!str {=: *m${mappings - 1}}\n`;
  expect(readYaml(text, "pyyaml").value !== undefined).toBe(mappings <= 65);
});

// --- laws ---

it("never throws, says why where it gives nothing, and never points past the text", () => {
  const texts = yamlTexts(randomFrom(20_260_101), 10_000);
  for (const reading of ["pyyaml", "1.2"] as const) {
    const wrong = texts.filter((text) => {
      const { value, diagnostics } = readYaml(text, reading, parseYaml12);
      const isOutside = diagnostics.some(
        ({ range: { start, end }, message }) =>
          start < 0 || end < start || end > text.length || message === "",
      );
      return isOutside || (value === undefined) !== diagnostics.some(({ blocking }) => blocking);
    });
    expect(wrong).toEqual([]);
  }
});

it("never throws for any text at all", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "binary" }),
      fc.constantFrom("pyyaml", "1.2"),
      (text, reading) => {
        expect(() => readYaml(text, reading, parseYaml12)).not.toThrow();
      },
    ),
  );
});

it("never speaks in the words of a parser, nor marks broken syntax over several lines", () => {
  const jargon = /flow|implicit|scalar|node|token|collection|indicator|sequence|compact/i;
  const wrong = yamlTexts(randomFrom(8), 1500).flatMap((text) =>
    readYaml(text, "pyyaml")
      .diagnostics.filter(({ code }) => code === "syntax" || code === "tab")
      .filter(
        ({ message, range: { start, end } }) =>
          jargon.test(message) || /[\r\n]./s.test(text.slice(start, end)),
      )
      .map(({ message }) => ({ text, message })),
  );
  expect(wrong).toEqual([]);
});
