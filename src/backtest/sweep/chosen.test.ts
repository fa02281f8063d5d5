import fc from "fast-check";
import { expect, it } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import {
  chooseAll,
  chooseList,
  chooseNumbers,
  chosenAt,
  chosenIfAny,
  placeOf,
  type Chosen,
} from "./chosen.ts";
import { combineKeys } from "./combined-keys.ts";
import { createNumberTable } from "./number-table.ts";

const ascending = fc
  .uniqueArray(fc.bigInt({ min: 0n, max: 60n }), { maxLength: 20 })
  .map((indices) => indices.toSorted((a, b) => (a < b ? -1 : 1)).map(combinationIndex));

it("finds every chosen combination at its place, and no other", () => {
  fc.assert(
    fc.property(ascending, fc.nat(20), (indices, count) => {
      const all = Array.from({ length: count }, (_, i) => combinationIndex(BigInt(i)));
      const cases: readonly (readonly [Chosen, readonly bigint[]])[] = [
        [chooseAll(count), all],
        [chooseList(indices), indices],
        [chooseNumbers(indices), indices],
      ];
      for (const [chosen, expected] of cases) {
        expect(chosen.count).toBe(expected.length);
        expect(expected.map((_, place) => chosenAt(chosen, place))).toEqual(expected);
        for (let index = 0n; index < 62n; index++) {
          const place = placeOf(chosen, combinationIndex(index));
          expect(place).toBe(expected.indexOf(index));
          expect(chosenIfAny(chosen, place)).toBe(place < 0 ? undefined : index);
        }
        expect(() => chosenAt(chosen, chosen.count)).toThrow(RangeError);
      }
    }),
  );
});

it("combines columns so that keys are equal where all of them are, however large they grow", () => {
  const column = (size: number) => fc.array(fc.nat(size - 1), { minLength: 30, maxLength: 30 });
  const sizes = fc.constantFrom(1, 2, 3, 2 ** 20, 2 ** 30);
  const columns = fc
    .array(
      sizes.chain((size) => column(Math.min(size, 3)).map((numbers) => ({ size, numbers }))),
      { minLength: 1, maxLength: 5 },
    )
    .map((list) =>
      // from both ends of what a column can hold
      list.map(({ size, numbers }) => ({
        size,
        numbers: numbers.map((number) => (number === 1 ? size - 1 : number)),
      })),
    );
  fc.assert(
    fc.property(columns, (list) => {
      const { keys, size } = combineKeys(30, list);
      const texts = Array.from(keys, (_, i) => list.map(({ numbers }) => numbers[i]).join());
      expect(keys.every((key) => Number.isSafeInteger(key) && key >= 0 && key < size)).toBe(true);
      for (const [i, text] of texts.entries()) {
        const first = texts.indexOf(text);
        expect(keys.indexOf(keys[i] ?? -1)).toBe(first);
      }
    }),
  );
});

it.each([8, 2 ** 24 + 1])("keeps numbers by keys below %i", (size) => {
  const table = createNumberTable(size);
  expect(table.get(size - 1)).toBeUndefined();
  table.set(size - 1, 0);
  table.set(0, 7);
  expect([table.get(size - 1), table.get(0), table.get(1)]).toEqual([0, 7, undefined]);
});
