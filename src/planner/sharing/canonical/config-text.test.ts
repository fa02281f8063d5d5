import { expect, it } from "vitest";
import { readYaml } from "../../../yaml/read-yaml.ts";
import { configText, shownText } from "./config-text.ts";

function textOf(yaml: string): string {
  const { value } = readYaml(yaml, "pyyaml");
  if (!value) throw new Error("unreadable");
  return configText(value);
}

it("spells numbers as the canonical text does, and keeps the written order of keys", () => {
  expect(textOf("{b: 1.0, a: 1, c: 1.0e-5, d: true, e: null, f: é}")).toBe(
    '{"b": 1.0, "a": 1, "c": 1e-05, "d": true, "e": null, "f": "é"}',
  );
});

it("writes as text what JSON has no number or date for", () => {
  expect(textOf("[.nan, -.inf, 2024-01-01, !!binary aGk=]")).toBe(
    '["NaN", "-Infinity", "2024-01-01", "aGk="]',
  );
  expect(textOf("!!set {x, y}")).toBe('["x", "y"]');
});

it("turns keys into text as the canonical text does", () => {
  expect(textOf("{1: a, 1.5: b, yes: c, ~: d, 2024-01-01: e}")).toBe(
    '{"1": "c", "1.5": "b", "null": "d", "2024-01-01": "e"}',
  );
});

it("shows controls of direction as escapes, and keeps them in the configuration", () => {
  const { value } = readYaml('{"k\u2067": ["x\u202ey", "x\\u202dy"]}', "pyyaml");
  expect(value && shownText(value)).toBe('{"k\\u2067": ["x\\u202ey", "x\\u202dy"]}');
  expect(value && configText(value)).toBe('{"k\u2067": ["x\u202ey", "x\u202dy"]}');
});
