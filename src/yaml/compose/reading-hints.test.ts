import { expect, it } from "vitest";
import { typedOf } from "../../planner/test-support/typed.ts";
import { randomFrom, yamlTexts } from "../../planner/test-support/yaml-texts.ts";
import type { Fix } from "../../text/diagnostic.ts";
import { readYaml } from "../read-yaml.ts";

/** The one diagnostic of a text: its code, message, marked text, and what its fixes write. */
function hint(text: string) {
  const { diagnostics } = readYaml(text, "pyyaml");
  const [first] = diagnostics;
  if (diagnostics.length !== 1 || !first) return diagnostics.map(({ code }) => code);
  const { code, severity, message, range, fixes } = first;
  return {
    code,
    severity,
    message,
    marked: text.slice(range.start, range.end),
    fixes: fixes.map(({ edits }) => edits.map((edit) => edit.text).join()),
  };
}

function apply(text: string, { edits }: Fix): string {
  return edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce(
      (old, { range, text: now }) => old.slice(0, range.start) + now + old.slice(range.end),
      text,
    );
}

it.each([
  ["yes", "true", 'the text "yes"', ["true", '"yes"']],
  ["NO", "false", 'the text "NO"', ["false", '"NO"']],
  ["1e-4", 'the text "1e-4"', "0.0001", ["0.0001", '"1e-4"']],
  ["1.0e5", 'the text "1.0e5"', "100000.0", ["100000.0", '"1.0e5"']],
  ["5e-05", 'the text "5e-05"', "5e-05", ["0.00005", '"5e-05"']],
  ["1e-9", 'the text "1e-9"', "1e-09", ["1.0e-09", '"1e-9"']],
  ["-2.5e-8", "", "", []],
  ["-2.5e8", 'the text "-2.5e8"', "-250000000.0", ["-250000000.0", '"-2.5e8"']],
  ["-2e-6", 'the text "-2e-6"', "-2e-06", ["-0.000002", '"-2e-6"']],
  ["1e20", 'the text "1e20"', "1e+20", ["1.0e+20", '"1e20"']],
  ["1.5e20", 'the text "1.5e20"', "1.5e+20", ["1.5e+20", '"1.5e20"']],
  ["-.5", 'the text "-.5"', "-0.5", ["-0.5", '"-.5"']],
  ["010", "8", "10", ["8", "10"]],
  ["0o10", 'the text "0o10"', "8", ["8", '"0o10"']],
  ["08", 'the text "08"', "8", ["8", '"08"']],
  ["0b11", "3", 'the text "0b11"', ["3", '"0b11"']],
  ["1_000", "1000", 'the text "1_000"', ["1000", '"1_000"']],
  ["16:00", "960", 'the text "16:00"', ["960", '"16:00"']],
  ["2024-01-01", "the date 2024-01-01", 'the text "2024-01-01"', ['"2024-01-01"']],
])("says that %s is %s to Python and %s to YAML 1.2", (text, python, other, fixes) => {
  const wanted = {
    code: "yaml-readings-differ",
    severity: "warning",
    message: `Python reads \`${text}\` as ${python}; YAML 1.2 as ${other}`,
    marked: text,
    fixes,
  };
  expect(hint(`a: ${text} # c`)).toEqual(fixes.length === 0 ? [] : wanted);
});

it.each([
  "a: 09:30",
  "a: 1.5",
  "a: 12",
  "a: true",
  "a: ~",
  "a: 'yes'",
  "a: !!str yes",
  "a: -1",
  "a: text",
])("says nothing about %s, which is the same to both", (text) => {
  expect(hint(text)).toEqual([]);
});

it.each([
  ["a: .inf", "number-not-finite", "warning"],
  ["a: -.INF", "number-not-finite", "warning"],
  ["a: .nan", "number-not-finite", "warning"],
  ["a: -0.0", "unusual-number", "hint"],
  ["a: 9007199254740993", "unusual-number", "hint"],
  ["a: -9007199254740993", "unusual-number", "hint"],
])("marks %s: %s", (text, code, severity) => {
  expect(hint(text)).toMatchObject({ code, severity, marked: text.slice(3) });
});

it("offers no fix under a tag that it would not undo", () => {
  expect(hint("a: ! 1")).toMatchObject({ code: "yaml-readings-differ", fixes: [] });
});

it.each([
  ["sl\u200bippage: 1", "invisible-in-key", "sl[U+200B]ippage"],
  ["\u202eab: 1", "invisible-in-key", "U+202E"],
  ["a: {b\ufeffc: 1}", "invisible-in-key", "U+FEFF"],
  ["com\u043cission: 1", "look-alike-in-key", "(U+043C)"],
  ["ris\uff4b: 1", "look-alike-in-key", "(U+FF4B)"],
  ["caf\u00e9: 1\ncafe\u0301: 2", "twin-keys", "NFC and NFD"],
])("makes %j visible: %s", (text, code, words) => {
  const found = hint(text);
  expect(found).toMatchObject({ code, severity: "warning" });
  expect(JSON.stringify(found)).toContain(words);
});

it.each([
  ["\u043a\u043e\u043c\u0438\u0441\u0441\u0438\u044f: 1"],
  ["größe: 1\nlängd: 2"],
  ["\u03b1: 1\n\u03b2: 2"],
  ["日本: 1"],
  ['a: "\\u200b"'],
  ["\ufeffa: 1"],
  ["caf\u00e9: 1\nb: {caf\u00e9: 2}"],
])("says nothing about %j, which is what it seems", (text) => {
  expect(hint(text)).toEqual([]);
});

it("fixes keep the value of the reading that they name, and both readings agree on it", () => {
  const wrong: unknown[] = [];
  let applied = 0;
  for (const text of yamlTexts(randomFrom(99), 6000)) {
    const { value, diagnostics } = readYaml(text, "pyyaml");
    if (!value) continue;
    const fixes = diagnostics.flatMap((one) =>
      one.code === "yaml-readings-differ" ? one.fixes.map((fix) => ({ ...one, fix })) : [],
    );
    for (const { fix, range } of fixes) {
      applied++;
      const fixed = apply(text, fix);
      const after = readYaml(fixed, "pyyaml");
      const isLeft = after.diagnostics.some(
        (one) => one.code === "yaml-readings-differ" && one.range.start === range.start,
      );
      const isKept = after.value && isEqual(typedOf(after.value), typedOf(value));
      const isPython = fix.title.endsWith("as Python reads it");
      if (!after.value || isLeft || (isPython && !isKept)) wrong.push({ text, fixed });
    }
  }
  expect(wrong).toEqual([]);
  expect(applied).toBeGreaterThan(300);
});

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
