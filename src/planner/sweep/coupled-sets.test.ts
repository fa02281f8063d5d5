import fc from "fast-check";
import { expect, it } from "vitest";
import type { Box } from "./box-state.ts";
import { boxSet } from "./index-set.ts";
import { stridesOf, type Space } from "./space.ts";

const asPlace = (place: bigint): bigint => place;
const product = (sizes: readonly number[]): number => sizes.reduce((all, size) => all * size, 1);

/** Grid axes, and the axes of one strategy among others of one combination each. */
type Case = {
  readonly gridSizes: readonly number[];
  readonly own: readonly number[];
  readonly before: number;
  readonly after: number;
  /** Groups of axes, the grid's first, with the tuples that stay. */
  readonly groups: readonly {
    readonly axes: readonly number[];
    readonly tuples: readonly number[];
  }[];
};

const cases: fc.Arbitrary<Case> = fc
  .record({
    gridSizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    own: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
    before: fc.nat(2),
    after: fc.nat(2),
  })
  .chain((sizes) => {
    const all = [...sizes.gridSizes, ...sizes.own];
    return fc.shuffledSubarray([...all.keys()]).chain((axes) => {
      const half = Math.ceil(axes.length / 2);
      const lists = [axes.slice(0, half), axes.slice(half)].filter(({ length }) => length > 0);
      const groups = lists.map((list) => {
        const sorted = list.toSorted((a, b) => a - b);
        const count = product(sorted.map((axis) => all[axis] ?? 1));
        const tuples = fc.subarray(Array.from({ length: count }, (_, i) => i));
        return tuples.map((kept) => ({ axes: sorted, tuples: kept }));
      });
      return fc.tuple(...groups).map((made): Case => ({ ...sizes, groups: made }));
    });
  });

function spaceOf({ gridSizes, own, before, after }: Case): Space {
  const length = product(own);
  const block = before + length + after;
  return {
    strategies: [],
    gridSizes,
    gridStrides: stridesOf(gridSizes).map((stride) => stride * BigInt(block)),
    offsets: [],
    sizes: [],
    block: BigInt(block),
    count: BigInt(product(gridSizes) * block),
  };
}

/** The places of the strategy whose positions are among the tuples of every group. */
function placesOf({ gridSizes, own, before, after, groups }: Case): readonly number[] {
  const length = product(own);
  const block = before + length + after;
  const sizes = [...gridSizes, ...own];
  const strides = stridesOf(sizes).map(Number);
  return Array.from({ length: product(sizes) }, (_, tuple) => tuple)
    .filter((tuple) =>
      groups.every(({ axes, tuples }) =>
        tuples.includes(
          axes.reduce((n, axis) => {
            const size = sizes[axis] ?? 1;
            return n * size + (Math.floor(tuple / (strides[axis] ?? 1)) % size);
          }, 0),
        ),
      ),
    )
    .map((tuple) => Math.floor(tuple / length) * block + before + (tuple % length));
}

/** The box as one that ties own axes to the grid, or with those that are not in a set of their own. */
function boxOf(one: Case): Box {
  const { gridSizes, own, before, groups } = one;
  const [outside, inside] = [
    groups.filter(({ axes }) => axes.some((axis) => axis < gridSizes.length)),
    groups.filter(({ axes }) => axes.every((axis) => axis >= gridSizes.length)),
  ];
  const stretch = { start: BigInt(before), length: BigInt(product(own)) };
  const isTied = outside.some(({ axes }) => axes.some((axis) => axis >= gridSizes.length));
  if (isTied) return { stretches: [stretch], fixed: groups, own };
  const lattice = {
    gridSizes: own,
    gridStrides: stridesOf(own),
    block: 1n,
    count: stretch.length,
  };
  const fixed = inside.map(({ axes, tuples }) => {
    return { axes: axes.map((axis) => axis - gridSizes.length), tuples };
  });
  const within = boxSet(lattice, [{ stretches: [{ start: 0n, length: 1n }], fixed }], asPlace);
  return { stretches: [{ ...stretch, inside: within }], fixed: outside };
}

it("are what their tuples say, in plain numbers and in big ones", () => {
  fc.assert(
    fc.property(cases, (one) => {
      const space = spaceOf(one);
      const expected = placesOf(one);
      const box = boxOf(one);
      // beside a box without anything nothing is walked in plain numbers
      const nothing: Box = { stretches: [], fixed: [] };
      const sets = [boxSet(space, [box], asPlace), boxSet(space, [box, nothing], asPlace)];
      expect(sets.map(({ walk }) => walk !== undefined)).toEqual([true, false]);
      for (const set of sets) {
        expect(Number(set.count)).toBe(expected.length);
        expect(expected.map((_, i) => Number(set.at(BigInt(i))))).toEqual(expected);
        expect(Array.from(set, Number)).toEqual(expected);
        for (let place = 0; place < Number(space.count); place++) {
          expect(set.has(BigInt(place))).toBe(expected.includes(place));
          const below = expected.filter((other) => other < place).length;
          expect(Number(set.countBelow(BigInt(place)))).toBe(below);
        }
      }
    }),
    { numRuns: 150, endOnFailure: true },
  );
});
