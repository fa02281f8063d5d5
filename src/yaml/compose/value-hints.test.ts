import { expect, it } from "vitest";
import { applyEdits } from "../../text/source-range.ts";
import { readYaml } from "../read-yaml.ts";

/** What is said of a text beside differences of readings: code, message, and the text after each fix. */
function said(text: string) {
  return readYaml(text, "pyyaml")
    .diagnostics.filter(({ code }) => code !== "yaml-readings-differ" && code !== "syntax")
    .map(({ code, message, fixes }) => ({
      code,
      message,
      after: fixes.map(({ edits }) => applyEdits(text, edits)),
    }));
}

it.each([
  ["a: [10,000]", ["a: [10000]"]],
  ["a: [1,000,000]", ["a: [1000000]"]],
  ["a: [1,000.50, 2]", ["a: [1000.50, 2]"]],
  ["a: [-1,500]", ["a: [-1500]", "a: [-1, 500]"]],
  ["a: [10,200]", ["a: [10200]", "a: [10, 200]"]],
  ["a: [0,001]", ["a: [0.001]"]],
  ["a: [1,05]", ["a: [1.05]"]],
  ["a: {max: 10,000, min: 1}", ["a: {max: 10000, min: 1}"]],
])("names the number that %s splits", (text, after) => {
  expect(said(text)).toMatchObject([{ code: "number-split", after }]);
});

it("takes pairs with spaces between them for decimal commas", () => {
  expect(said("a: [0,5, 1,5]").map(({ after }) => after[0])).toEqual([
    "a: [0.5, 1,5]",
    "a: [0,5, 1.5]",
  ]);
});

const lists = [
  "10, 200",
  "1, 000",
  "1,2,3",
  "100,200,300",
  "5,10",
  "10,20, 30",
  "a,100",
  "1000,200",
];

it.each(lists)("leaves the list [%s] as it is written", (list) => {
  expect(said(`a: [${list}]`)).toEqual([]);
});

it.each([
  ["10,000", ["10000"]],
  ["0,001", ["0.001"]],
  ["-1,5", ["-1.5"]],
  ["1.000,50", ["1000.50"]],
  ["1'000", ["1000"]],
  ["1\u2019000", ["1000"]],
  ["10 000", ["10000"]],
  ["5%", ["0.05", "5"]],
  ["12.5 %", ["0.125", "12.5"]],
  ["$1,000.50", ["1000.50"]],
  ["100 \u20ac", ["100"]],
  ["\u22120.01", ["-0.01"]],
  ["\u20130.01", ["-0.01"]],
  ["1e\u22124", ["0.0001"]],
  ["\uff11\uff10", ["10"]],
  ["\u0661\u0662", ["12"]],
  ["\u201cmy alpha\u201d", ['"my alpha"']],
  ["\u2018a\u2019", ['"a"']],
  ["10\uff0c20", ["[10, 20]"]],
  ["1\uff0c000", ["[1, 0]", "1000"]],
  ["\uff3b10, 20\uff3d", ["[10, 20]"]],
  ["range(1\uff0c9\uff0c2)", ['"range(1,9,2)"']],
  ["m\u043ementum", ["momentum"]],
  ["\uff54\uff52\uff55\uff45", ["true"]],
])("says that %s only looks like something else", (value, meant) => {
  const hints = said(`a: ${value}`);
  expect(hints.map(({ code }) => code)).toEqual(["look-alike-in-value"]);
  expect(hints[0]?.after).toEqual(meant.map((each) => `a: ${each}`));
});

it("names the character and what it looks like", () => {
  expect(said("a: [\u22120.01]")[0]?.message).toBe(
    "`\u22120.01` with \u2212 (U+2212) is text to YAML, and only looks like a number",
  );
});

it.each([
  ["a: 0.001\u00a0", "U+00A0", ["a: 0.001"]],
  ["a: [1,\u00a02]", "U+00A0", ["a: [1,2]"]],
  ["a: 10\u202f000", "U+202F", ["a: 10000"]],
  ["a: 10\u2009000.5", "U+2009", ["a: 10000.5"]],
  ["a: 1\u00a0# one", "U+00A0", []],
  ["a: abc\u200b", "U+200B", ["a: abc"]],
  ['a: "x\u2060y"', "U+2060", ['a: "xy"']],
  ["a: |\n  x\u00ady\n", "U+00AD", ["a: |\n  xy\n"]],
  ["a:\n\u00a0\u00a0b: 1\n\u00a0 c: 2\n", "U+00A0", ["a:\n  b: 1\n  c: 2\n"]],
  ["a: 1\nb:\u00a02\nc: 3\n", "U+00A0", ["a: 1\nb: 2\nc: 3\n"]],
])("names what nobody sees in %j: %s", (text, name, after) => {
  const [first] = said(text).filter(({ code }) => code === "invisible-in-value");
  expect(first?.message).toContain(name);
  expect(first?.after).toEqual(after);
});

it("names a colon that is none, where it breaks a text", () => {
  expect(said("a: 1\nb\uff1a2\nc: 3\n")).toMatchObject([
    { code: "look-alike-in-value", after: ["a: 1\nb: 2\nc: 3\n"] },
  ]);
});

it.each([
  ["a: x\u202ey", "a: xy"],
  ["a: \u2066x", "a: x"],
  ['a: ["\u200ex"]', 'a: ["x"]'],
])("warns of what turns the direction in %j", (text, after) => {
  expect(said(text)).toMatchObject([{ code: "bidi-in-value", after: [after] }]);
});

it("warns of an escape that turns the direction, and leaves it to the writer", () => {
  expect(said('a: "x\\u202ey"')).toMatchObject([{ code: "bidi-in-value", after: [] }]);
});

it.each([
  ["prose", "a: It\u2019s the \u201cbest\u201d \u2013 really, 5% more\u2026"],
  ["French prose", "a: Une marge de 5\u00a0% au plus\u202f!"],
  ["Chinese", "a: \u7b56\u7565\uff0c\u6d4b\u8bd5"],
  ["Cyrillic", "a: \u043c\u043e\u043c\u0435\u043d\u0442"],
  ["Greek letters", "a: \u03b1-neutral"],
  ["Persian joiners", "a: \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"],
  ["marks in Hebrew", "a: \u05e9\u05dc\u05d5\u05dd\u200f!"],
  ["joined pictures", "a: \ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67"],
  ["a range of years", "a: 2020\u20132021"],
  ["a version", "a: 1.2.3"],
  ["an address", "a: 192.168.100.200"],
  ["a clock", "a: 09:30"],
  ["quoted numbers", "a: '5%'"],
  ["an escape", 'a: "x\\u200by"'],
  ["a tag", "a: !!str 10,000"],
  ["keys", "5%: 1"],
  ["a comment", "a: 1 # 10,000 \u2212 5\u00a0%"],
])("says nothing about %s", (_, text) => {
  expect(said(text)).toEqual([]);
});

it.each([
  ["```yaml\na: 1\n```\n", "\na: 1\n"],
  ["Here it is:\n```yaml\na: 1\n```\nHave fun.\n", "\na: 1\n"],
  ["~~~\na: 1\n~~~\n", "\na: 1\n"],
  ["```\na: 1\n", "\na: 1\n"],
  ["a: 1\n```", "a: 1\n"],
])("offers what stands between the fences of %j", (text, after) => {
  const { value, diagnostics } = readYaml(text, "pyyaml");
  expect(value).toBeUndefined();
  expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(["markdown-fence"]));
  expect(said(text)[0]?.after).toEqual([after]);
});

it("takes a fence inside of a text for a part of it", () => {
  expect(said("a: |\n  ```yaml\n  b: 1\n  ```\n")).toEqual([]);
});
