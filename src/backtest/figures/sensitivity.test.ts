import fc from "fast-check";
import { expect, it } from "vitest";
import { finish } from "../../text/steps.ts";
import { sensitivityOf, type CodedAxis } from "./sensitivity.ts";

/** η² from the definition, sums in the order of the rows and of the groups. */
function slowShare(values: readonly number[], groups: readonly number[]): number {
  const meanOf = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  const mean = meanOf(values);
  const all = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const numbers = [...new Set(groups)].filter((group) => group >= 0).toSorted((a, b) => a - b);
  const between = numbers.reduce((sum, group) => {
    const own = values.filter((_, i) => groups[i] === group);
    return sum + own.length * (meanOf(own) - mean) ** 2;
  }, 0);
  return all > 0 ? Math.min(1, between / all) : 0;
}

const sizes = [3, 2, 4];
const row = fc.record({
  y: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
  isIn: fc.constantFrom(true, true, false),
  codes: fc.tuple(...sizes.map((size) => fc.integer({ min: -1, max: size - 1 }))),
});
const coded = (columns: readonly (readonly number[])[]): readonly CodedAxis[] =>
  columns.map((codes, axis) => ({ codes: Int32Array.from(codes), size: sizes[axis] ?? 0 }));

it("explains what the definition says, bit for bit", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 40 }), (given) => {
      const axes = coded(sizes.map((_, axis) => given.map(({ codes }) => codes[axis] ?? -1)));
      const places = Int32Array.from(given.flatMap(({ isIn }, place) => (isIn ? [place] : [])));
      const figure = Float64Array.from(given, ({ y, isIn }) => (isIn ? y : Number.NaN));
      const found = finish(sensitivityOf(figure, places, axes));
      const rows = given.filter(({ isIn }) => isIn);
      const values = rows.map(({ y }) => y);
      const of = (axis: number) => rows.map(({ codes }) => codes[axis] ?? -1);
      expect(found.rows).toBe(rows.length);
      expect(found.axes.map(({ explained }) => explained)).toEqual(
        sizes.map((_, axis) => slowShare(values, of(axis))),
      );
      expect(found.pairs.map(({ first, second }) => [first, second])).toEqual([
        [0, 1],
        [0, 2],
        [1, 2],
      ]);
      for (const { first, second, explained } of found.pairs) {
        const [a, b] = [of(first), of(second)];
        const cells = a.map((code, i) => {
          const other = b[i] ?? -1;
          return code < 0 || other < 0 ? -1 : code * (sizes[second] ?? 0) + other;
        });
        expect(explained).toBe(slowShare(values, cells));
      }
      for (const { explained, adjusted } of [...found.axes, ...found.pairs]) {
        expect(adjusted).toBeLessThanOrEqual(explained + 1e-12);
      }
    }),
  );
});

/** All rows of 3 × 2 × 4 values. */
const whole = Array.from({ length: 24 }, (_, i) => [
  Math.floor(i / 8),
  Math.floor(i / 4) % 2,
  i % 4,
]);

it("adds up to one where axes work by themselves, and tells which", () => {
  const axes = coded(sizes.map((_, axis) => whole.map((codes) => codes[axis] ?? -1)));
  const figure = Float64Array.from(whole, ([a = 0, b = 0]) => a + 10 * b);
  const places = Int32Array.from(whole.keys());
  const found = finish(sensitivityOf(figure, places, axes));
  expect(found.orthogonal).toBe(true);
  const [a = 0, b = 0, c = 0] = found.axes.map(({ explained }) => explained);
  expect(a + b).toBeCloseTo(1, 12);
  expect(b).toBeGreaterThan(0.9);
  expect(c).toBe(0);
  expect(found.pairs[0]?.explained).toBeCloseTo(1, 12);
  // the definition again where groups are too many for a list
  const wide = axes.map(({ codes }) => ({ codes: codes.map((code) => code * 3000), size: 9001 }));
  const same = finish(sensitivityOf(figure, places, wide));
  expect(same.pairs).toEqual(found.pairs);
});

it("sees that rows are missing, and that a row of its own explains nothing", () => {
  const rows = whole.filter(([a, b]) => a !== 0 || b !== 0);
  const axes = coded(sizes.map((_, axis) => rows.map((codes) => codes[axis] ?? -1)));
  const each = { codes: Int32Array.from(rows.keys()), size: rows.length };
  const figure = Float64Array.from(rows, (_, i) => (i * 7) % 5);
  const found = finish(sensitivityOf(figure, Int32Array.from(rows.keys()), [...axes, each]));
  expect(found.orthogonal).toBe(false);
  expect(found.axes.at(-1)).toEqual({ explained: 1, adjusted: 0 });
});

it("explains nothing of a figure that is always the same, or nowhere", () => {
  const axes = coded([[0, 1, 2]]);
  const none = { explained: 0, adjusted: 0 };
  const places = Int32Array.of(0, 1, 2);
  expect(finish(sensitivityOf(Float64Array.of(2, 2, 2), places, axes)).axes).toEqual([none]);
  expect(finish(sensitivityOf(new Float64Array(3), new Int32Array(), axes)).axes).toEqual([none]);
});
