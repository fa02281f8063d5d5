import fc from "fast-check";
import { expect, it } from "vitest";
import { configTexts, mutate, randomFrom } from "../../planner/test-support/yaml-texts.ts";
import { parseYaml12 } from "../parse/parse-yaml12.ts";
import { readYaml } from "../read-yaml.ts";
import { entryOf, type Value } from "../value.ts";
import { cutText } from "./cut-text.ts";
import { createYamlReader } from "./incremental-reader.ts";

const item = (i: number) => `  - type: strategy_${i}
    parameters:
      lookback_period: [10, 0${i}, yes] # days
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
  größe: 1
on:
${list.replaceAll(/^ {2}/gm, "")}
"execution":
  a: [
1]
portfolio: {initial_capital: 10000}
`;

/** Values that are the same objects in both. */
function keptItems(before: Value | undefined, after: Value | undefined): number {
  const [old = [], now = []] = [before, after].map((value) => {
    const strategies = value?.type === "map" ? entryOf(value, "strategies")?.value : undefined;
    return strategies?.type === "list" ? strategies.items : [];
  });
  return now.filter((value) => old.includes(value)).length;
}

it("reads a text as a reader without a memory does", () => {
  expect(createYamlReader(parseYaml12)(longText, "pyyaml")).toEqual(readYaml(longText, "pyyaml"));
});

it.each([
  ["an item", "strategy_5", "another_name", 11],
  ["what stands before the list", "# a sweep", "# another\n#", 12],
  ["what stands after it", "1e-3", "1e-4", 12],
])("keeps the items that were not edited, at their new places, after an edit of %s", (...edit) => {
  const [, from, to, kept] = edit;
  const read = createYamlReader(parseYaml12);
  const before = read(longText, "pyyaml").value;
  const edited = longText.replace(from, to);
  const after = read(edited, "pyyaml");
  expect(keptItems(before, after.value)).toBe(kept);
  expect(after).toEqual(readYaml(edited, "pyyaml"));
});

it.each([
  ["whose lines end as on Windows", longText.replaceAll("\n", "\r\n")],
  ["that begins with a mark", `---\n${longText}`],
  ["whose list follows a mark", longText.replace("# a sweep", "--- # a sweep")],
])("keeps the items of a text %s", (_, text) => {
  const read = createYamlReader(parseYaml12);
  const before = read(text, "pyyaml").value;
  const edited = text.replace("strategy_5", "another_name");
  const after = read(edited, "pyyaml");
  expect(keptItems(before, after.value)).toBe(11);
  expect(after).toEqual(readYaml(edited, "pyyaml"));
});

it("keeps the items around one that is inserted or deleted", () => {
  const read = createYamlReader(parseYaml12);
  const before = read(longText, "pyyaml").value;
  const shorter = longText.replace(item(3), "");
  const after = read(shorter, "pyyaml");
  expect(keptItems(before, after.value)).toBe(11);
  expect(after).toEqual(readYaml(shorter, "pyyaml"));
  const again = read(longText, "pyyaml");
  expect(keptItems(after.value, again.value)).toBe(11);
  expect(again).toEqual(readYaml(longText, "pyyaml"));
});

it("keeps the items between two edits, and one that is moved", () => {
  const read = createYamlReader(parseYaml12);
  const before = read(longText, "pyyaml").value;
  const twice = longText.replace("strategy_1", "one").replace("strategy_9", "nine");
  const after = read(twice, "pyyaml");
  expect(keptItems(before, after.value)).toBe(10);
  expect(after).toEqual(readYaml(twice, "pyyaml"));
  const moved = twice.replace(item(4), "").replace(item(7), item(7) + item(4));
  const again = read(moved, "pyyaml");
  expect(keptItems(after.value, again.value)).toBe(12);
  expect(again).toEqual(readYaml(moved, "pyyaml"));
});

it("remembers the text before a broken one", () => {
  const read = createYamlReader(parseYaml12);
  const before = read(longText, "pyyaml").value;
  const broken = longText.replace("strategy_5", "'strategy_5");
  expect(read(broken, "pyyaml")).toEqual(readYaml(broken, "pyyaml"));
  expect(keptItems(before, read(longText, "pyyaml").value)).toBe(12);
});

it.each([
  ["an anchor", "risk: &r {a: 1}\nexecution: *r\n"],
  ["a merge key", "risk: {a: 1}\n<<: {b: 2}\nc: 3\n"],
  ["a repeated key", "risk: {a: 1}\nexecution: 1\nrisk: 2\n"],
  ["quotes over the start of a line", "a: 'x\nb: y'\nc: 1\n"],
  ["brackets over the start of a line", "a: [\nb: 1,\nc]\nd: 2\n"],
  ["a second document", "a: 1\n---\nb: 2\n"],
  ["two marks at first", "---\n---\nb: 2\nc: 1\n"],
  ["a value beside the mark", "--- a\nb: 2\n"],
  ["another indentation at first", " a: 1\nb: 2\n"],
  ["a scalar at first", "a\nb: 1\n"],
  ["a flow mapping at first", "{a: 1}\nb: 1\n"],
  ["a line break of Python's only", "a: 1\x85b: 2\nc: 3\n"],
  ["keys that look alike", "e\u0301: 1\nb: {é: 2}\nc: 1\n"],
  ["text that is no mapping", "- a\n- b\n"],
  ["nothing", ""],
])("reads %s as a whole", (_, text) => {
  const read = createYamlReader(parseYaml12);
  read("a: 1\nb: 2\nc: 3\n", "pyyaml");
  expect(read(text, "pyyaml")).toEqual(readYaml(text, "pyyaml"));
  expect(read(text, "1.2")).toEqual(readYaml(text, "1.2", parseYaml12));
});

// --- limits ---

it.each([499, 500])("takes a list apart that is 500 characters long, not one of %i", (length) => {
  const section = "strategies:\n  - a\n  - b\n".padEnd(length - 1, "#");
  const kinds = cutText(`${section}\nrisk: {}\n`)?.map(({ kind }) => kind);
  expect(kinds).toEqual(length < 500 ? ["keys", "keys"] : ["list-key", "item", "item", "keys"]);
});

/** Whether what stands in the first line of a text is the same object once the rest is deleted. */
function keepsFirst(text: string): boolean {
  const read = createYamlReader(parseYaml12);
  const [before, after] = [text, text.slice(0, text.indexOf("\n") + 1)].map((one) => {
    const { value } = read(one, "pyyaml");
    return value?.type === "map" ? [...value.entries.values()][0]?.value : undefined;
  });
  return before !== undefined && before === after;
}

it.each([20_000, 20_001])("keeps what it read of 20,000 pieces, not of %i", (count) => {
  const text = Array.from({ length: count }, (_, i) => `k${i}: 1\n`).join("");
  expect(keepsFirst(text)).toBe(count <= 20_000);
});

it.each([99_992, 99_993])("keeps what it read of 100,000 nodes, not with %i in a list", (count) => {
  // the two pieces, their mappings and keys, a value and the list are counted too
  expect(keepsFirst(`a: 1\nb: [${"1,".repeat(count)}]\n`)).toBe(count <= 99_992);
});

it.each([99_995, 99_996])("counts the values of all pieces together: %i in two lists", (count) => {
  const text = `a: [${"1,".repeat(count - 40_000)}]\nb: [${"1,".repeat(40_000)}]\n`;
  const { value, diagnostics } = createYamlReader(parseYaml12)(text, "pyyaml");
  // two keys, two lists and the mapping that holds them are nodes as well
  expect(value !== undefined).toBe(count <= 99_995);
  expect(diagnostics.map(({ code }) => code)).toEqual(count > 99_995 ? ["too-many-nodes"] : []);
});

// --- laws ---

it("answers as a reader without a memory does, after any edits", () => {
  const texts = [longText, ...configTexts];
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const random = randomFrom(seed);
      const read = createYamlReader(parseYaml12);
      let good = texts[Math.floor(random() * 1.5 * texts.length) % texts.length] ?? "";
      if (random() < 0.5) good = longText;
      if (random() < 0.2) good = `---\n${good}`;
      for (let i = 0; i < 8; i++) {
        const text = mutate(random, good, 1);
        const fresh = readYaml(text, "pyyaml");
        expect({ text, ...read(text, "pyyaml") }).toEqual({ text, ...fresh });
        if (fresh.value) good = text;
      }
    }),
    { numRuns: 75 },
  );
});
