import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonText, raw } from "./json-text.ts";

it("prints what JSON.parse reads back, on one line and indented", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 0, max: 4 }), (value, indent) => {
      const text = jsonText(JSON.parse(JSON.stringify(value)), indent);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

it("keeps integers of any size, and raw text as it stands", () => {
  expect(jsonText({ n: 8n, big: 10n ** 18n, config: raw('{"a": 1.0}'), none: undefined })).toBe(
    '{"n": 8, "big": "1000000000000000000", "config": {"a": 1.0}}',
  );
  expect(jsonText([-(2n ** 53n), 2n ** 53n - 1n])).toBe('["-9007199254740992", 9007199254740991]');
});

it("puts on one line what fits", () => {
  const text = jsonText({ a: { b: [1, 2], c: "x" }, list: ["y".repeat(80), "z".repeat(80)] }, 2);
  expect(text.split("\n")[1]).toBe('  "a": {"b": [1, 2], "c": "x"},');
  expect(jsonText({ empty: {}, none: [] }, 2)).toContain('"empty": {}');
});
