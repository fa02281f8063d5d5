import fc from "fast-check";
import { expect, it } from "vitest";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import { finish } from "../../text/steps.ts";
import { aggregates, heatAxis, heatGrid, longestAxis, type HeatRequest } from "./heat-grid.ts";
import { findPlateau, loneShare, neighbours, outlineOf, plateauShare } from "./plateau.ts";

const parameter = (id: string, values: number, codes: readonly number[]): RunParameter => ({
  id,
  name: id,
  section: "grid",
  axes: [id.charCodeAt(0)],
  values: Array.from({ length: values }, (_, i) => String(i)),
  numbers: Array.from({ length: values }, (_, i) => i),
  codes: Int32Array.from(codes),
});

const run = fc
  .record({
    n: fc.integer({ min: 0, max: 60 }),
    wide: fc.integer({ min: 1, max: 90 }),
    high: fc.integer({ min: 1, max: 5 }),
  })
  .chain(({ n, wide, high }) => {
    const list = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: n, maxLength: n });
    return fc.record({
      across: list(fc.integer({ min: -1, max: wide - 1 })).map((codes) =>
        parameter("a", wide, codes),
      ),
      down: list(fc.integer({ min: -1, max: high - 1 })).map((codes) =>
        parameter("d", high, codes),
      ),
      figure: list(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constant(Number.NaN))).map(
        (values) => Float64Array.from(values),
      ),
      known: list(fc.constantFrom(0, 1, 1)).map((values) => Uint8Array.from(values)),
    });
  });

type Given = Readonly<Record<"across" | "down", RunParameter>> & {
  readonly figure: Float64Array;
  readonly known: Uint8Array;
};

/** What is on a map of some rows; `more` tells what is not as usual. */
const mapOf = (given: Given, more: Partial<HeatRequest> = {}) =>
  finish(
    heatGrid({
      run: given,
      across: heatAxis(given.across),
      down: heatAxis(given.down),
      figure: given.figure,
      higherIsBetter: true,
      aggregate: "mean",
      fixed: [],
      ...more,
    }),
  );

/** The members of a cell one by one, as it was done before there were a million rows. */
function slowCell(values: readonly number[], higher: boolean, aggregate: string): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[0], sorted.at(-1)];
  switch (aggregate) {
    case "mean":
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case "median":
      return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
    case "best":
      return higher ? high : low;
    case "worst":
      return higher ? low : high;
    default:
      return values.length;
  }
}

it("gives every cell what its combinations come to, and the best of them", () => {
  fc.assert(
    fc.property(
      run,
      fc.boolean(),
      fc.constantFrom(...aggregates),
      fc.boolean(),
      (given, higher, aggregate, isFixed) => {
        const [across, down] = [heatAxis(given.across), heatAxis(given.down)];
        const third = Int32Array.from(given.known, (_, place) => place % 2);
        const fixed = isFixed ? [{ codes: third, code: 1 }] : [];
        const grid = mapOf(given, { higherIsBetter: higher, aggregate, fixed });
        expect(grid.cells).toHaveLength(across.steps.length * down.steps.length);
        let counted = 0;
        for (const cell of grid.cells) {
          const [from, to] = across.steps[cell.column]?.codes ?? [0, -1];
          const places = Array.from(given.known.keys()).filter((place) => {
            const a = given.across.codes[place] ?? -1;
            const isIn = a >= from && a <= to && given.down.codes[place] === cell.row;
            const isOn = !isFixed || third[place] === 1;
            return isIn && isOn && given.known[place] === 1 && !Number.isNaN(given.figure[place]);
          });
          const members = places.map((place) => given.figure[place] ?? 0);
          counted += members.length;
          expect(cell.count).toBe(members.length);
          const isEmpty = members.length === 0;
          expect(cell.value).toBe(isEmpty ? Number.NaN : slowCell(members, higher, aggregate));
          const best = slowCell(members, higher, "best");
          expect(cell.best).toBe(isEmpty ? -1 : places[members.indexOf(best)]);
        }
        expect(grid.counted).toBe(counted);
      },
    ),
  );
});

it("has no axis of more steps than can be read, and each value in one of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat({ max: 8 }), (values, less) => {
      const { steps } = heatAxis(parameter("a", values, []), longestAxis - less);
      expect(steps.length).toBeLessThanOrEqual(longestAxis - less);
      expect(steps.length).toBe(values < longestAxis - less ? values : steps.length);
      let next = 0;
      for (const { codes } of steps) {
        expect(codes[0]).toBe(next);
        next = codes[1] + 1;
      }
      expect(next).toBe(values);
    }),
  );
  // ten by ten rather than eleven by nine and one
  const { steps } = heatAxis(parameter("a", 100, []), 12);
  expect(steps.map(({ codes: [from, to] }) => to - from + 1)).toEqual(Array(10).fill(10));
});

it("marks a connected plateau around the best cell, none of it below the stated share", () => {
  fc.assert(
    fc.property(run, fc.boolean(), (given, higher) => {
      const grid = mapOf(given, { higherIsBetter: higher });
      const plateau = findPlateau(grid, higher);
      const sign = higher ? 1 : -1;
      const values = grid.cells.map(({ value }) => sign * value);
      const known = values.filter((value) => !Number.isNaN(value)).toSorted((a, b) => a - b);
      expect(plateau === undefined).toBe(new Set(known).size < 2);
      if (!plateau) return;
      const half = known.length / 2;
      const median = ((known[Math.ceil(half) - 1] ?? 0) + (known[Math.floor(half)] ?? 0)) / 2;
      const best = known.at(-1) ?? Number.NaN;
      const inside = new Set(plateau.cells);
      expect(values[plateau.best]).toBe(best);
      expect(inside.has(plateau.best)).toBe(true);
      // each cell of it is reached from another one of it, whichever it is started from
      const start = plateau.cells.at(-1) ?? -1;
      const reached = new Set([start]);
      for (const cell of reached) {
        for (const next of neighbours(grid, cell)) if (inside.has(next)) reached.add(next);
      }
      expect(reached).toEqual(inside);
      const isGood = (cell: number): boolean => {
        const value = values[cell] ?? Number.NaN;
        return value === best || value >= median + plateauShare * (best - median);
      };
      expect(plateau.cells.every(isGood)).toBe(true);
      // and no good cell beside it is left out
      const beside = plateau.cells.flatMap((cell) => neighbours(grid, cell));
      expect(beside.filter((cell) => !inside.has(cell)).some(isGood)).toBe(false);
      for (const cell of grid.cells.keys()) {
        const around = neighbours(grid, cell).flatMap((next) => values[next] ?? []);
        const present = around.filter((value) => !Number.isNaN(value));
        const own = values[cell] ?? Number.NaN;
        const isLone =
          isGood(cell) &&
          own > median &&
          present.length >= 2 &&
          Math.max(...present) < median + loneShare * (own - median);
        expect(plateau.lone.includes(cell)).toBe(isLone);
      }
    }),
  );
});

const drawn = (rows: readonly (readonly number[])[]) => {
  const wide = rows[0]?.length ?? 0;
  const flat = rows.flat();
  return mapOf({
    known: new Uint8Array(flat.length).fill(1),
    across: parameter(
      "a",
      wide,
      flat.map((_, i) => i % wide),
    ),
    down: parameter(
      "d",
      rows.length,
      flat.map((_, i) => Math.floor(i / wide)),
    ),
    figure: Float64Array.from(flat),
  });
};

it("finds the plateau of a hill, and flags a peak that stands alone", () => {
  const grid = drawn([
    [0, 0, 0, 0, 0],
    [0, 9, 9, 0, 0],
    [0, 9, 10, 0, 9.5],
    [0, 0, 0, 0, 0],
  ]);
  const plateau = findPlateau(grid, true);
  expect(plateau).toEqual({ best: 12, cells: [6, 7, 11, 12], lone: [14] });
  // a block of two by two has eight sides
  expect(outlineOf(grid.cells, plateau?.cells ?? [])).toHaveLength(8);
});

it("has no neighbours along names", () => {
  const grid = drawn([[1, 9, 9]]);
  const named = { ...grid, across: { ...grid.across, ordered: false } };
  expect(findPlateau(named, true)?.cells).toEqual([1]);
  expect(findPlateau(grid, true)?.cells).toEqual([1, 2]);
});
