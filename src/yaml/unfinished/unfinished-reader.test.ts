import fc from "fast-check";
import { expect, it } from "vitest";
import {
  configTexts,
  mutate,
  randomFrom,
  type Random,
} from "../../planner/test-support/yaml-texts.ts";
import { placeAt, readEntries } from "./caret-place.ts";
import { stretchLimit } from "./read-stretches.ts";
import { createStretchReader } from "./remember-stretches.ts";
import { createUnfinishedReader, type UnfinishedReader } from "./unfinished-reader.ts";

const nested = `${"[".repeat(61)}{a: 1}${"]".repeat(61)}`;
const item = (i: number) => `  - type: strategy_${i}
    parameters:
      lookback_period: [10, 0${i}] # days
      threshold: {min: 1, max: ${i}.5}
    text: |
      - not an item
`;
const list = Array.from({ length: 12 }, (_, i) => item(i)).join("");
const longText = `# a sweep
strategies:
${list}
risk:
  commission: 1e-3
on:
${list.replaceAll(/^ {2}/gm, "")}
"execution":
  a: [
1]
portfolio: {initial_capital: 10000}
`;

/** The parts of a text that are read again after an edit. */
function partsReadAgain(before: string, after: string): readonly string[] {
  const reader = createStretchReader();
  reader.remember(before);
  const roots = new Set(reader.readStretches(before).map(({ part }) => part.root));
  // what is only read for a place is not remembered
  reader.readStretches("type: x\nrisk: y\n");
  const parts = reader.readStretches(after).map(({ part }) => part);
  return parts.flatMap(({ root, text }) => {
    const [line = ""] = text.slice(root.range.start).split("\n");
    return roots.has(root) ? [] : line;
  });
}

it.each([
  ["a value", "strategy_5", "another", ["- type: another"]],
  ["a key", "    parameters:\n", "    para\n$&", ["- type: strategy_0", "para", "parameters:"]],
  ["a section", "risk:\n", "ri\n$&", ["ri"]],
  ["an item", "  - type: strategy_5\n", "  - ty\n$&", ["- ty"]],
  ["a bracket that is not closed", "3.5}", "3.5", ["- type: strategy_3", "text: |"]],
  ["a quote that is not closed", "strategy_5", "'$&", ["- type: 'strategy_5", "parameters:"]],
  ["what stands before", "# a sweep", "#", ["strategies:"]],
])("reads only what was edited again: %s", (_, from, to, parts) => {
  const edited = longText.replace(from, to);
  expect(partsReadAgain(longText, edited)).toEqual(parts);
  const [before = "", after = ""] = [longText, edited].map((text) => text.replaceAll("\n", "\r\n"));
  expect(partsReadAgain(before, after)).toHaveLength(parts.length);
});

const withoutMemory: UnfinishedReader = {
  readEntries: (text) => readEntries(text),
  placeAt: (text, offset) => placeAt(text, offset),
};

/** What a reader says of a text, and of a place in it; as text, to compare thousands of entries fast. */
function answer(reader: UnfinishedReader, text: string, offset: number): string {
  // the place first: what is read for it must not be taken for the text
  const place = reader.placeAt(text, offset);
  return JSON.stringify({ text, offset, place, entries: reader.readEntries(text) }, null, 1);
}

it.each([
  ["an anchor", "risk: &r 1\nexecution: *r\nx: {*r : 1}\n"],
  ["an anchor in an item", list.replace("[10, 03]", "&a b").replace("[10, 05]", "{*a : 1}")],
  ["a second document", `a: 1\n${list}---\nb:\n  c: 2\n`],
  ["another indentation at first", " a: 1\nb:\n  c: 2\n"],
  ["words at first", "a\nb\n  c: 1\n"],
  ["a word below a key without a value", "a:\nb\n  c: 1\n"],
  ["a key without a value before a word", "? a\nb\n  c: 1\nd: 1\n"],
  ["quotes over items", list.replace("strategy_3", "'strategy_3").replace("strategy_5", "'")],
  ["brackets over sections", `a: [\nb: 1,\nc]\n${longText}`],
  ["an item that a section ends", `s:\n${list}1: x\n? y\nb: 1\n`],
  ["no more than so many parts", "a: 1\nwo\n".repeat(stretchLimit)],
  ["the last part before too many", `s:\n${list}1: x\n${"@\n".repeat(stretchLimit - 2)}b: 1\n`],
  [
    "the first part after so many",
    `s:\n${list}  wo\n${list}b: 1\n${"@\n".repeat(stretchLimit - 4)}c: 1\n`,
  ],
  ["a key between items", longText.replace(item(4), "  key: 1\n")],
  ["an item less far in", longText.replace(item(4), " - a: 1\n")],
  ["tabs", longText.replace("    parameters", "\tparameters")],
  ["a line break of Python's only", longText.replace("_5\n", "_5\x85")],
  ["too deep a nesting", longText.replace("strategy_3", nested)],
])("reads %s, as it is read as a whole", (_, text) => {
  const reader = createUnfinishedReader();
  for (const one of [longText, text, `${text}x`, text, longText]) {
    expect(answer(reader, one, one.length)).toBe(answer(withoutMemory, one, one.length));
  }
});

it("reads a text of too many values no farther than it is read as a whole", () => {
  const many = `[${"{k: 1}, ".repeat(20_000)}]`;
  const text = `a: ${many}\nb: ${many}\nc: 1\n`;
  expect(answer(createUnfinishedReader(), text, 0)).toBe(answer(withoutMemory, text, 0));
});

const pick = (random: Random, choices: readonly string[]): string =>
  choices[Math.floor(random() * choices.length)] ?? "";
const items = [
  "type: a\n  par: {x: [1, 2], y: 'q'}\n¦{type: b, x: [1,\n    2]}\n¦|\n  text\n    more\n\n¦- a\n  - b\n",
  "type: c\n  text: >-\n    - no item\n    a: b\n  z:\n  - 1\n  - k: v\n¦? a\n¦? a\n  : b\n¦&a x\n¦*a\n",
  '\n  type: d\n  word\n  z: 1\n¦\'quoted\n  text\': 1\n¦type: [a, b: c]\n  "q": "x\n\n    y"\n¦a\n',
].flatMap((row) => row.split("¦"));
const sections = [
  "risk:\n  a: 1\n  b: {c: d}\n¦type: x # c\n¦execution: {a: [1,\n  2]}\n¦k:\n- a\n- b: 1\n¦\"on\": 'x'\n¦",
  "t: |\n  a\n b\n¦\n# note\n¦word\n¦? a\n¦1: x\n¦z: &a 1\n¦y: *a\n¦]\n¦a: b: c\n¦x: 'un\n¦{a: 1}: b\n¦- a\n",
].flatMap((row) => row.split("¦"));
const typed = (
  "\n¦\n  - ¦\n- ¦x: ¦y:\n  ¦# c\n¦'¦\"¦{¦}¦[¦]¦, ¦? a\n¦|\n  ¦word¦\r\n¦\t¦---\n¦...\n¦&a ¦*a¦ ¦\n1: x\n¦@¦" +
  "\n z: 1\n¦<<: ¦\u2028"
).split("¦");

/** Sections around a list that is long enough to be read item by item. */
function randomText(random: Random): string {
  const some = (): string => pick(random, sections) + pick(random, sections);
  const indent = pick(random, ["", "  ", "    "]);
  let text = `${random() < 0.1 ? "---\n" : ""}${some()}strategies:\n`;
  for (const from = text.length; text.length < from + 520;) {
    text += `${indent}- ${pick(random, items).replaceAll("\n ", `\n${indent} `)}`;
  }
  text += some();
  return random() < 0.2 ? text.replaceAll("\n", "\r\n") : text;
}

it("answers as reading without a memory does, after any edits", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = randomFrom(seed);
      const reader = createUnfinishedReader();
      let text = random() < 0.8 ? randomText(random) : pick(random, configTexts);
      for (let i = 0; i < 6; i++) {
        const offset = Math.floor(random() * (text.length + 1));
        expect(answer(reader, text, offset)).toBe(answer(withoutMemory, text, offset));
        text = mutate(random, text, 1, typed);
      }
    }),
    { numRuns: 60 },
  );
});
