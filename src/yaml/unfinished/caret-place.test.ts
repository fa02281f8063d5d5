import fc from "fast-check";
import { expect, it } from "vitest";
import { parseDocument, visit, isMap, isScalar, type Node } from "yaml";
import { placeAt, readEntries } from "./caret-place.ts";
import { readStretches, type TextPath } from "./read-stretches.ts";

const keysOf = (text: string): string[] =>
  readEntries(text).map(({ path, key, value }) =>
    [...path, key].join(".").concat(value && ` = ${value}`),
  );

it("finds keys by indentation, in lists and between brackets", () => {
  expect(
    keysOf(`type: optimization # what
strategies:
- type: momentum
  parameters: {lookback_period: [10, 20], "signal threshold": {min: 1,
    max: 2}}
-
  type: 'rsi'
risk:
    commission: 0.001
# note: none
    text: |
      inner: no key

      # other: none
    after: x
execution: {commission: 0.1
portfolio:
  a:b: c#d
`),
  ).toEqual([
    "type = optimization",
    "strategies",
    "strategies.0.type = momentum",
    "strategies.0.parameters",
    "strategies.0.parameters.lookback_period",
    "strategies.0.parameters.signal threshold",
    "strategies.0.parameters.signal threshold.min = 1",
    "strategies.0.parameters.signal threshold.max = 2",
    "strategies.1.type = rsi",
    "risk",
    "risk.commission = 0.001",
    "risk.text = inner: no key\n\n# other: none\n",
    "risk.after = x",
    "execution",
    "execution.commission = 0.1",
    "portfolio",
    "portfolio.a:b = c#d",
  ]);
});

/** Where `^` stands in a text is the place asked about. */
const placeIn = (marked: string) => {
  const at = marked.indexOf("^");
  const place = placeAt(marked.replace("^", ""), at);
  if (place.at === "text") return ["text"];
  return [place.path.join("."), place.at, marked.slice(place.start, at)];
};

it.each([
  ["^", "", "key", ""],
  ["ri^", "", "key", "ri"],
  ["risk:\n  ^", "risk", "key", ""],
  ["risk:\n  max^", "risk", "key", "max"],
  ["risk:\n  max_position_size: 1\n  ^\n", "risk", "key", ""],
  ["risk:\n  max_position_size: 1\n^", "", "key", ""],
  ["risk:\n\n\n  ^\nexecution:", "risk", "key", ""],
  ["strategies:\n  - ^", "strategies.0", "key", ""],
  ["strategies:\n- type: a\n- ^", "strategies.1", "key", ""],
  ["strategies:\n  - type: momentum\n    ^", "strategies.0", "key", ""],
  [
    "strategies:\n  - type: momentum\n    parameters:\n      lo^",
    "strategies.0.parameters",
    "key",
    "lo",
  ],
  ["strategies:\n  - type: mo^", "strategies.0.type", "value", "mo"],
  ["type: ^", "type", "value", ""],
  ["type:^", "type", "value", ""],
  ["risk: {max_position_size: 1, ^", "risk", "key", ""],
  ["risk: {al^", "risk", "key", "al"],
  ["risk: {allow_short: t^}", "risk.allow_short", "value", "t"],
  ["risk: {\n  a: 1,\n  ^\n}", "risk", "key", ""],
  ["risk: [1\nexec^", "", "key", "exec"],
  ["grid: [a, b^", "grid.1", "value", "b"],
  ["risk:\n  max_position_size: 1\n  sto\n  ^", "risk", "key", ""],
  ["risk:\n  a: b: c\n    d: 1\n  ^", "risk", "key", ""],
  ["strategies:\n- type: a\n  sto\n- ^", "strategies.1", "key", ""],
  ["strategies:\n- {type: a}\nsto\n- ^", "strategies.1", "key", ""],
  ["strategies:\n- {type: a}\nexecuti\n  ^", "executi", "key", ""],
  ["executi\n  commission: 1\n  ^", "executi", "key", ""],
  ["risk:\nexecuti\n  ^", "executi", "key", ""],
  ["strategies:\n-\nexecuti\n  ^", "executi", "key", ""],
  ["risk:\n  limits:\n  sto\n    ^", "risk.sto", "key", ""],
  ["risk: {\n  a: 1\n  b: 2,\n  ^", "risk", "key", ""],
  ["execution: {commission: 0.1,\nrisk:\n  ^", "risk", "key", ""],
  ["risk:\n  name: 'a\n  b: 1\nexecution:\n  ^", "execution", "key", ""],
  ["risk:\n  name: 'a\n\nexecution:\n  name: 'b'\n  ^", "execution", "key", ""],
  ["risk:\n  - a\n  b: 1\n  ^", "risk", "key", ""],
  ["a: 1\n---\nrisk:\n  ^", "risk", "key", ""],
])("knows where %j stands", (marked, path, kind, word) => {
  expect(placeIn(marked)).toEqual([path, kind, word]);
});

it.each(["type: a # ^", "text: |\n  risk: ^"])("knows that %j stands in a text", (marked) => {
  expect(placeIn(marked)).toEqual(["text"]);
});

/** The keys that the YAML library finds. */
function keysByLibrary(text: string): number[] {
  const starts: number[] = [];
  visit(parseDocument<Node>(text), {
    Map(_, map) {
      for (const { key } of map.items) {
        if (isScalar(key) && key.range) starts.push(key.range[0]);
      }
      return isMap(map) ? undefined : visit.SKIP;
    },
  });
  return starts.toSorted((a, b) => a - b);
}

const word = fc.constantFrom("risk", "a b", "x-1", '"q: r"', "'s, t'", "0.5", "true");
const flow = fc.letrec((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, word, tie("list"), tie("map")),
  list: fc.array(tie("node"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
  map: fc
    .uniqueArray(fc.tuple(word, tie("node")), { maxLength: 3, selector: ([key]) => key })
    .map((pairs) => `{${pairs.map(([key, value]) => `${key}: ${String(value)}`).join(", ")}}`),
})).node;

/** Lines of a mapping or a list, further in by what encloses them. */
const block: fc.Memo<string[]> = fc.memo((depth) => {
  const scalar = flow.map((value) => [String(value)]);
  if (depth <= 1) return scalar;
  const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
  const isBlock = (lines: readonly string[]): boolean =>
    lines.length > 1 || /:$|: |^- /.test(lines[0] ?? "");
  const map = fc
    .uniqueArray(fc.tuple(word, block(depth - 1)), {
      minLength: 1,
      maxLength: 3,
      selector: ([key]) => key,
    })
    .map((pairs) => pairs.flatMap(([key, lines]) => [`${key}: # note`, ...indented(lines)]));
  const list = fc
    .array(block(depth - 1), { minLength: 1, maxLength: 3 })
    .map((items) =>
      items.flatMap(([first = "", ...others]) => [`- ${first}`, ...indented(others)]),
    );
  return fc.oneof(
    scalar.filter((lines) => !isBlock(lines)),
    map,
    list,
  );
});

it("finds the keys that a parser finds, where the text is YAML", () => {
  fc.assert(
    fc.property(block(4), (lines) => {
      const text = `${lines.join("\n")}\n`;
      expect(readEntries(text).map(({ start }) => start)).toEqual(keysByLibrary(text));
    }),
    { numRuns: 300 },
  );
});

const pathsOf = (lines: readonly string[]): readonly TextPath[] =>
  readEntries(`${lines.join("\n")}\n`).map(({ path, key }) => [...path, key]);

it("finds them too where a line between them is half typed", () => {
  fc.assert(
    fc.property(block(4), fc.nat(), (lines, at) => {
      const line = 1 + (at % lines.length);
      // a line without a key would be the second one of the same text
      fc.pre(lines[line]?.endsWith("# note") ?? true);
      const indent = /^ */.exec(lines[line] ?? "")?.[0] ?? "";
      const typed = lines.toSpliced(line, 0, `${indent}wo`);
      expect(pathsOf(typed)).toEqual(pathsOf(lines));
    }),
    { numRuns: 300 },
  );
});

it("stops where a text is nested deeper than any configuration", () => {
  for (const piece of ["{a: ", "[", "- "]) {
    const text = piece.repeat(100_000);
    const place = placeAt(text, text.length);
    expect(readEntries(text).length).toBeLessThanOrEqual(64);
    expect(place.at === "text" ? 0 : place.path.length).toBeLessThanOrEqual(65);
  }
});

it.each([199, 200])("reads on after 199 breaks, not after %i", (breaks) => {
  expect(readEntries(`${"@\n".repeat(breaks)}risk: 1\n`)).toHaveLength(breaks < 200 ? 1 : 0);
});

it.each([2_000_000, 2_000_001])("reads on up to two million characters, not %i", (length) => {
  // as long as that is what stands before the break
  const text = `${"#".padEnd(length - 1, "x")}\n@\nrisk: 1\n`;
  expect(readStretches(text).length > 1).toBe(length <= 2_000_000);
});

it("takes so many lines between brackets, though they are not farther in", () => {
  const bracketed = (lines: number): string => `risk: {a: b,\n${"c: d,\n".repeat(lines)}}\n`;
  const pathOfLast = (text: string) => readEntries(text).at(-1)?.path;
  expect(pathOfLast(bracketed(100))).toEqual(["risk"]);
  expect(pathOfLast(bracketed(300))).toEqual([]);
});

it("answers for any text and place", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("a", ":", " ", "\n", "-", "{", "}", "[", "]", ",", "#", '"', "|"), {
        maxLength: 60,
      }),
      fc.nat(60),
      (signs, at) => {
        const text = signs.join("");
        const offset = Math.min(at, text.length);
        const entries = readEntries(text);
        const place = placeAt(text, offset);
        expect(entries.every(({ start, end }) => start < end && end <= text.length)).toBe(true);
        expect(place.at === "text" ? 0 : place.start).toBeLessThanOrEqual(offset);
      },
    ),
  );
});
