import fc from "fast-check";
import { expect, it } from "vitest";
import { at, groupBy, lowerBound } from "./collections.ts";

it("gives the element at a place, and throws outside of the list", () => {
  expect(at(["a", "b"], 1)).toBe("b");
  for (const place of [-1, 2, 0.5]) expect(() => at(["a", "b"], place)).toThrow(RangeError);
});

it("groups elements by key, first appearance first, each in its order", () => {
  const groups = groupBy([5, 2, 9, 4, 1], (n) => (n % 2 === 0 ? "even" : "odd"));
  expect([...groups]).toEqual([
    ["odd", [5, 9, 1]],
    ["even", [2, 4]],
  ]);
});

it("finds the first place from which on something holds, as looking one by one does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -20, max: 20 })), fc.integer(), (numbers, wanted) => {
      const ascending = numbers.toSorted((a, b) => a - b);
      const first = ascending.findIndex((n) => n >= wanted);
      const place = lowerBound(ascending.length, (i) => at(ascending, i) >= wanted);
      expect(place).toBe(first < 0 ? ascending.length : first);
    }),
  );
});
