import { expect, it } from "vitest";
import type { Value } from "../../yaml/value.ts";
import { plainOf, valueOf, type Literal } from "../test-support/literal.ts";
import { mergeMaps } from "./merge.ts";

function mapOf(literal: Literal): Extract<Value, { type: "map" }> {
  const value = valueOf(literal);
  if (value.type !== "map") throw new Error("no mapping");
  return value;
}

function merged(a: Literal, b: Literal): string {
  const entries = (value: unknown): unknown =>
    value instanceof Map ? Array.from(value, ([key, inner]) => [key, entries(inner)]) : value;
  return JSON.stringify(entries(plainOf(mergeMaps(mapOf(a), mapOf(b)))));
}

it("keeps the places of the first mapping and the values of the second", () => {
  expect(merged({ a: 1, b: 2 }, { c: 3, a: 4 })).toBe('[["a",4],["b",2],["c",3]]');
});

it("merges mappings deeply, and replaces everything else", () => {
  expect(merged({ a: { x: 1, y: [1] } }, { a: { y: [2], z: null } })).toBe(
    '[["a",[["x",1],["y",[2]],["z",null]]]]',
  );
  expect(merged({ a: { x: 1 } }, { a: 5 })).toBe('[["a",5]]');
  expect(merged({ a: 5 }, { a: { x: 1 } })).toBe('[["a",[["x",1]]]]');
});

it("takes 1, 1.0 and true for one key, in its first spelling", () => {
  expect(
    merged(
      new Map([[true, 1]]),
      new Map<Literal, Literal>([
        [1, 2],
        ["1", 3],
      ]),
    ),
  ).toBe('[[true,2],["1",3]]');
});

it("changes neither argument", () => {
  const [a, b] = [mapOf({ a: { x: 1 } }), mapOf({ a: { x: 2 } })];
  mergeMaps(a, b);
  expect([plainOf(a), plainOf(b)]).toEqual([plainOf(mapOf({ a: { x: 1 } })), plainOf(b)]);
});
