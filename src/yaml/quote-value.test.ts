import { expect, it } from "vitest";
import { kindOf, quoteValue, shorten } from "./quote-value.ts";
import { readYaml } from "./read-yaml.ts";
import type { Value } from "./value.ts";

function read(yaml: string): Value {
  const { value } = readYaml(yaml, "pyyaml");
  if (!value) throw new Error(`cannot read ${yaml}`);
  return value;
}

it.each([
  ["12", "a number", "12"],
  ["1.0", "a number", "1.0"],
  ["-0.0", "a number", "-0.0"],
  ["1.0e-7", "a number", "1e-7"],
  [".inf", "a number", "Infinity"],
  ["abc", "text", '"abc"'],
  ["yes", "true or false", "true"],
  ["~", "null", "null"],
  ["2024-01-01", "a date", "2024-01-01"],
  ["!!binary aGk=", "binary data", "binary data"],
  ["!!set {a, b}", "a set", '["a", "b"]'],
  ["[1, [], {}]", "a list", "[1, [], {}]"],
  ["{a: 1, 2: b}", "a mapping", '{a: 1, 2: "b"}'],
  [`1${"0".repeat(60)}`, "a number", "an integer of more than 60 digits"],
])("names %s: %s, and quotes it as %s", (yaml, kind, quoted) => {
  const value = read(yaml);
  expect([kindOf(value), quoteValue(value)]).toEqual([kind, quoted]);
});

it("keeps quotes of large values short, whatever they hold", () => {
  const list = quoteValue(read(`[${"[12345678, {a: b}],".repeat(1000)}]`));
  expect(list.length).toBeLessThanOrEqual(61);
  expect(list).toMatch(/^\[\[12345678, .*…$/);
  expect(quoteValue(read(`a: ${"x".repeat(500)}`))).toHaveLength(61);
});

it("never cuts a character in two", () => {
  expect(shorten(`${"a".repeat(59)}😀b`)).toBe(`${"a".repeat(59)}…`);
  expect(shorten("a".repeat(60))).toBe("a".repeat(60));
});
