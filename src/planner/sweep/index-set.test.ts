import fc from "fast-check";
import { expect, it } from "vitest";
import type { Box } from "./box-state.ts";
import { boxSet } from "./index-set.ts";
import type { Space } from "./space.ts";

const asPlace = (place: bigint): bigint => place;

/** A space without strategies' texts: two axes at most three long and a block of three stretches. */
const spaces = fc
  .record({
    gridSizes: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
  })
  .map(({ gridSizes, sizes }): Space => {
    const offsets = sizes.map((_, i) => BigInt(sizes.slice(0, i).reduce((a, b) => a + b, 0)));
    const block = BigInt(sizes.reduce((a, b) => a + b, 0));
    const gridStrides = gridSizes.map(
      (_, i) => block * BigInt(gridSizes.slice(i + 1).reduce((a, b) => a * b, 1)),
    );
    return {
      strategies: [],
      gridSizes,
      gridStrides,
      offsets,
      sizes: sizes.map(BigInt),
      block,
      count: gridSizes.reduce((all, size) => all * BigInt(size), block),
    };
  });

/** Boxes over different strategies, so that they are disjoint: axes fixed alone, in pairs, or none. */
const cases = spaces.chain((space) =>
  fc.record({
    space: fc.constant(space),
    boxes: fc
      .array(fc.integer({ min: 0, max: 2 }), {
        minLength: space.sizes.length,
        maxLength: space.sizes.length,
      })
      .chain((owners) =>
        fc.tuple(
          ...[0, 1].map((owner) =>
            fixedOf(space).map((fixed): Box => {
              const mine = space.offsets.flatMap((start, i) =>
                owners[i] === owner ? [{ start, length: space.sizes[i] ?? 0n }] : [],
              );
              return { stretches: mine, fixed };
            }),
          ),
        ),
      ),
  }),
);

function fixedOf({ gridSizes }: Space): fc.Arbitrary<Box["fixed"]> {
  const axes = gridSizes.map((_, axis) => axis);
  return fc.tuple(fc.shuffledSubarray(axes), fc.boolean()).chain(([chosen, hasNone]) => {
    const groups: number[][] = hasNone ? [[]] : [];
    for (let i = 0; i < chosen.length; i += 2) {
      groups.push(chosen.slice(i, i + 2).toSorted((a, b) => a - b));
    }
    return fc.tuple(
      ...groups.map((group) => {
        const tuples = group.reduce((all, axis) => all * (gridSizes[axis] ?? 1), 1);
        return fc
          .subarray(Array.from({ length: tuples }, (_, i) => i))
          .map((allowed) => ({ axes: group, tuples: allowed }));
      }),
    );
  });
}

/** The slow path: ask for every combination whether a box has it. */
function elementsOf(space: Space, boxes: readonly Box[]): number[] {
  return Array.from({ length: Number(space.count) }, (_, i) => i).filter((i) => {
    const grid = space.gridSizes.map(
      (size, axis) => Math.floor(i / Number(space.gridStrides[axis])) % size,
    );
    const inBlock = BigInt(i) % space.block;
    return boxes.some(
      ({ stretches, fixed }) =>
        stretches.some(({ start, length }) => inBlock >= start && inBlock < start + length) &&
        fixed.every(({ axes, tuples }) =>
          Array.from(tuples).includes(
            axes.reduce((n, axis) => n * (space.gridSizes[axis] ?? 1) + (grid[axis] ?? 0), 0),
          ),
        ),
    );
  });
}

it("has, counts, finds and visits exactly the elements of its boxes", () => {
  fc.assert(
    fc.property(cases, ({ space, boxes }) => {
      const expected = elementsOf(space, boxes);
      const set = boxSet(space, boxes, asPlace);
      expect(Number(set.count)).toBe(expected.length);
      expect(expected.map((_, i) => Number(set.at(BigInt(i))))).toEqual(expected);
      expect(Array.from(set, Number)).toEqual(expected);
      const visited: number[] = [];
      set.forEachStretch((start, length) => {
        for (let i = 0; i < length; i++) visited.push(start + i);
      });
      expect(visited).toEqual(expected);
      for (let i = 0; i < Number(space.count); i++) {
        expect(set.has(BigInt(i))).toBe(expected.includes(i));
        expect(Number(set.countBelow(BigInt(i)))).toBe(expected.filter((one) => one < i).length);
      }
    }),
    { numRuns: 500 },
  );
});

it("finds elements of a set of 10^18 combinations at once", () => {
  const gridSizes = [1_000_000, 1_000_000, 1_000_000];
  const space: Space = {
    strategies: [],
    gridSizes,
    gridStrides: [10n ** 12n, 10n ** 6n, 1n],
    offsets: [0n],
    sizes: [1n],
    block: 1n,
    count: 10n ** 18n,
  };
  const boxes = [
    { stretches: [{ start: 0n, length: 1n }], fixed: [{ axes: [1], tuples: [7, 999_999] }] },
  ];
  const set = boxSet(space, boxes, asPlace);
  expect(set.count).toBe(2n * 10n ** 12n);
  expect(set.at(set.count - 1n)).toBe(10n ** 18n - 1n);
  expect(set.at(0n)).toBe(7_000_000n);
  expect(set.has(8_000_000n)).toBe(false);
});

it("refuses positions and visits beyond its reach", () => {
  const space: Space = {
    strategies: [],
    gridSizes: [],
    gridStrides: [],
    offsets: [0n],
    sizes: [2n ** 60n],
    block: 2n ** 60n,
    count: 2n ** 60n,
  };
  const set = boxSet(
    space,
    [{ stretches: [{ start: 0n, length: 2n ** 60n }], fixed: [] }],
    asPlace,
  );
  expect(() => set.at(2n ** 60n)).toThrow(RangeError);
  expect(() => set.forEachStretch(() => undefined)).toThrow(RangeError);
});

it.each([
  [10_000_000, 1],
  [10_000_001, 1],
  [1_000_000_000, 1_000_000_000],
])("iterates the elements of a set in %i × %i combinations", (outer, inner) => {
  const [rows, columns] = [BigInt(outer), BigInt(inner)];
  const space = {
    gridSizes: [outer, inner],
    gridStrides: [columns, 1n],
    block: 1n,
    count: rows * columns,
  };
  const fixed = [
    { axes: [0], tuples: [0, 7, outer - 1] },
    { axes: [1], tuples: [inner - 1] },
  ];
  const set = boxSet(space, [{ stretches: [{ start: 0n, length: 1n }], fixed }], asPlace);
  const last = columns - 1n;
  expect([...set]).toEqual([last, 7n * columns + last, rows * columns - 1n]);
});
