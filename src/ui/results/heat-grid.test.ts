import fc from "fast-check";
import { expect, it } from "vitest";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import { chooseAll } from "../../backtest/sweep/chosen.ts";
import { byInfluence, heatAxis, heatGrid, longestAxis } from "./heat-grid.ts";
import { findPlateau, loneShare, neighbours, outlineOf, plateauShare } from "./plateau.ts";

const parameter = (id: string, values: number, codes: readonly number[]): RunParameter => ({
  id,
  name: id,
  section: "grid",
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
      chosen: fc.constant(chooseAll(n)),
    });
  });

it("gives every cell the mean, the median and the best of its combinations", () => {
  fc.assert(
    fc.property(
      run,
      fc.boolean(),
      fc.constantFrom("mean", "median"),
      (given, higher, aggregate) => {
        const [across, down] = [heatAxis(given.across), heatAxis(given.down)];
        const grid = heatGrid(given, across, down, given.figure, higher, aggregate);
        expect(grid.cells).toHaveLength(across.steps.length * down.steps.length);
        let counted = 0;
        for (const cell of grid.cells) {
          const [from, to] = across.steps[cell.column]?.codes ?? [0, -1];
          const members = Array.from(given.known.keys())
            .filter((place) => {
              const a = given.across.codes[place] ?? -1;
              return (
                a >= from &&
                a <= to &&
                given.down.codes[place] === cell.row &&
                given.known[place] === 1
              );
            })
            .map((place) => given.figure[place] ?? Number.NaN)
            .filter((value) => !Number.isNaN(value))
            .toSorted((a, b) => a - b);
          counted += members.length;
          expect(cell.count).toBe(members.length);
          const half = members.length / 2;
          const mean = members.reduce((sum, value) => sum + value, 0) / members.length;
          const median =
            ((members[Math.ceil(half) - 1] ?? 0) + (members[Math.floor(half)] ?? 0)) / 2;
          const expected = aggregate === "mean" ? mean : median;
          const isEmpty = members.length === 0;
          expect(Number.isNaN(cell.value)).toBe(isEmpty);
          expect(isEmpty ? 0 : cell.value).toBeCloseTo(isEmpty ? 0 : expected, 9);
          expect(given.figure[cell.best]).toBe(members.at(higher ? -1 : 0));
          expect(cell.best >= 0).toBe(members.length > 0);
        }
        expect(grid.counted).toBe(counted);
      },
    ),
  );
});

it("has no axis of more steps than can be read, and each value in one of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (values) => {
      const { steps } = heatAxis(parameter("a", values, []));
      expect(steps.length).toBeLessThanOrEqual(longestAxis);
      let next = 0;
      for (const { codes } of steps) {
        expect(codes[0]).toBe(next);
        next = codes[1] + 1;
      }
      expect(next).toBe(values);
    }),
  );
});

it("marks a connected plateau around the best cell, none of it below the stated share", () => {
  fc.assert(
    fc.property(run, fc.boolean(), (given, higher) => {
      const grid = heatGrid(
        given,
        heatAxis(given.across),
        heatAxis(given.down),
        given.figure,
        higher,
        "mean",
      );
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
  return heatGrid(
    {
      chosen: chooseAll(flat.length),
      known: new Uint8Array(flat.length).fill(1),
    },
    heatAxis(
      parameter(
        "a",
        wide,
        flat.map((_, i) => i % wide),
      ),
    ),
    heatAxis(
      parameter(
        "d",
        rows.length,
        flat.map((_, i) => Math.floor(i / wide)),
      ),
    ),
    Float64Array.from(flat),
    true,
    "mean",
  );
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

it("names the parameter first that explains the figure, not the one with most values", () => {
  const n = 64;
  const places = Array.from({ length: n }, (_, i) => i);
  const given = {
    chosen: chooseAll(places.length),
    known: new Uint8Array(n).fill(1),
    parameters: [
      parameter("each its own", n, places),
      parameter(
        "noise",
        4,
        places.map((i) => i % 4),
      ),
      parameter(
        "cause",
        4,
        places.map((i) => Math.floor(i / 4) % 4),
      ),
      parameter(
        "one value",
        1,
        places.map(() => 0),
      ),
    ],
    figures: {
      ...emptyFigures,
      sharpe: Float64Array.from(places, (i) => 3 * (Math.floor(i / 4) % 4) + ((i * 7) % 5) / 10),
    },
  };
  const ranked = byInfluence(given, given.figures.sharpe).map(({ id }) => id);
  expect(ranked[0]).toBe("cause");
  expect(ranked).not.toContain("one value");
});

const none = new Float64Array();
const emptyFigures = {
  finalEquity: none,
  totalReturn: none,
  annualisedReturn: none,
  sharpe: none,
  maxDrawdown: none,
  trades: none,
  winRate: none,
  commission: none,
  slippage: none,
  rejects: none,
};
