import fc from "fast-check";
import { expect, it } from "vitest";
import { spellFloat } from "../../../yaml/python-spelling.ts";
import { readYaml } from "../../../yaml/read-yaml.ts";
import type { Value } from "../../../yaml/value.ts";
import { hashOf } from "../containers/hash.ts";
import { canonicalText, equalityText, withoutIgnored } from "./canonical.ts";

function read(yaml: string): Value {
  const { value, diagnostics } = readYaml(yaml, "pyyaml");
  if (!value) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

function canonical(yaml: string): string {
  const text = canonicalText(read(yaml));
  return text.ok ? text.text : `refused: ${text.reason}`;
}

it.each([
  ["{}", "99914b93"],
  ["{max_position_size: 1000, commission: 0.001}", "f42c2275"],
  ["{slippage: 0.0005, commission: 0.001}", "f51c2b30"],
  ["{max_position_size: 2800, commission: 0.0356}", "1a5686bf"],
  ["{max_position_size: 6700, commission: 0.0325}", "1a5686bf"],
])("labels %s as %s", (yaml, hash) => {
  expect(hashOf(canonical(yaml))).toBe(hash);
});

it.each([
  [1e-5, "1e-05"],
  [0.0001, "0.0001"],
  [1e16, "1e+16"],
  [123456789012345680, "1.2345678901234568e+17"],
  [9999999999999998, "9999999999999998.0"],
  [-0, "-0.0"],
  [1e22, "1e+22"],
  [5e-324, "5e-324"],
  [-1.5e-7, "-1.5e-07"],
  [100, "100.0"],
  [NaN, "NaN"],
  [-Infinity, "-Infinity"],
])("spells %d as Python's repr, %s", (value, text) => {
  expect(spellFloat(value)).toBe(text);
});

it("spells every finite float so that it reads back", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = spellFloat(value);
      expect(Object.is(Number(text), value)).toBe(true);
      expect(text).toMatch(/^-?\d+(?:\.\d+)?(?:e[-+]\d{2,3})?$/);
      expect(text).toMatch(/[.e]/);
    }),
  );
});

it.each([
  [
    String.raw`{"\udfff": 1, "\ue000": 2, "\U00010000": 3}`,
    String.raw`{"\udfff": 1, "\ue000": 2, "\ud800\udc00": 3}`,
  ],
  [
    String.raw`{"\U00010000": 1, "\ud800\ud800": 2, "\ud800": 3}`,
    String.raw`{"\ud800": 3, "\ud800\ud800": 2, "\ud800\udc00": 1}`,
  ],
  [
    String.raw`{"\U00010001": 1, "\U00010000b": 2, "\ud800a": 3}`,
    String.raw`{"\ud800a": 3, "\ud800\udc00b": 2, "\ud800\udc01": 1}`,
  ],
])("orders %s by code points, halves of characters included", (yaml, text) => {
  expect(canonical(yaml)).toBe(text);
});

it("sorts text keys by code point and numbers by value, before they become text", () => {
  expect(canonical("{～: 1, 😀: 2, a: 3, A: 4}")).toBe(
    String.raw`{"A": 4, "a": 3, "\uff5e": 1, "\ud83d\ude00": 2}`,
  );
  expect(canonical("{10000: a, 9: b, 1.5: c, true: d}")).toBe(
    '{"true": "d", "1.5": "c", "9": "b", "10000": "a"}',
  );
  expect(canonical("{~: a}")).toBe('{"null": "a"}');
});

it("escapes what is not ASCII, DEL and control characters as Python does", () => {
  expect(canonical(String.raw`"é\x7f\b\f\0\"\\/"`)).toBe(String.raw`"\u00e9\u007f\b\f\u0000\"\\/"`);
});

it.each([
  ["{a: 1, 2: b}", "mixes text keys and other keys"],
  ["{a: {b: 1, ~: 2}}", "mixes text keys and other keys"],
  ["[2024-01-01]", "a date"],
  ["{2024-01-01: x}", "no text and no number"],
  ["!!set {a}", "a set"],
  ["!!binary aGk=", "bytes"],
])("refuses %s, as Python does, and says why", (yaml, reason) => {
  expect(canonical(yaml)).toContain(reason);
});

it("leaves out the keys of one combination at the top level only", () => {
  const config = read("{target_portfolio: p, combination_id: 1, b: {combination_index: 2}}");
  if (config.type !== "map") throw new Error("no mapping");
  expect(equalityText(withoutIgnored(config))).toBe('{"b": {"combination_index": 2}}');
});

it("tells apart what Python cannot hash, and never takes it for what Python can", () => {
  const texts = [
    "{a: 2024-01-01}",
    '{a: "2024-01-01"}',
    "{a: 2024-01-02}",
    "{a: 1, 2: b}",
    '{a: 1, "2": b}',
    "{a: !!set {x, y}}",
    "{a: [x, y]}",
    "{a: !!binary aGk=}",
    "{a: aGk=}",
  ].map((yaml) => equalityText(read(yaml)));
  expect(new Set(texts).size).toBe(texts.length);
  expect(equalityText(read("{2: b, a: 1}"))).toBe(equalityText(read("{a: 1, 2: b}")));
  expect(equalityText(read("!!set {x, y}"))).toBe(equalityText(read("!!set {y, x}")));
});
