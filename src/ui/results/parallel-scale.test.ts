import fc from "fast-check";
import { expect, it } from "vitest";
import { finish } from "../../text/steps.ts";
import { nearestLine } from "./parallel-lines.ts";
import {
  brushedPlaces,
  moveBrush,
  niceTicks,
  parallelAxes,
  positionOn,
  valueAt,
  type ParallelAxis,
} from "./parallel-scale.ts";
import { shownRun } from "./test-support/shown-run.ts";

const axis = (id: string, values: readonly number[], figure = false): ParallelAxis => {
  const run = shownRun({
    parameters: figure ? {} : { [id]: values.map(String) },
    figures: { sharpe: values },
  });
  const [found] = parallelAxes(run, figure ? ["sharpe"] : []);
  return found ?? expect.fail(id);
};

const value = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(Number.NaN));

it("lets through what lies inside every brush, both ends included", () => {
  const columns = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 });
  const range = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
  fc.assert(
    fc.property(columns, range, range, (rows, first, second) => {
      const axes = [0, 1].map((column): ParallelAxis => ({
        ...axis("a", [0, 1], true),
        id: String(column),
        values: Float64Array.from(rows, (row) => row[column] ?? Number.NaN),
      }));
      const known = Uint8Array.from(rows, (_, place) => Number(place % 7 !== 6));
      const brushes = { "0": first, "1": second };
      const passing = finish(brushedPlaces(axes, brushes, known));
      const expected = rows.flatMap(([a, b], place) =>
        a >= first[0] && a <= first[1] && b >= second[0] && b <= second[1] && known[place] === 1
          ? [place]
          : [],
      );
      const places = rows.flatMap((_, place) => (passing?.has[place] === 1 ? [place] : []));
      expect(places).toEqual(expected);
      expect(passing?.count).toBe(expected.length);
      expect(finish(brushedPlaces(axes, { other: first }, known))).toBeUndefined();
    }),
  );
});

it("keeps a brush on its axis and ordered, whatever the keys", () => {
  const keys = fc.constantFrom("ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End", "x");
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 12 }),
      fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 12 }),
      fc.boolean(),
      (values, presses, figure) => {
        const on = axis("a", values, figure);
        let brush: readonly [number, number] | undefined;
        for (const [key, extend] of presses) brush = moveBrush(on, brush, key, extend) ?? brush;
        const [from, to] = brush ?? [on.low, on.high];
        expect(from).toBeGreaterThanOrEqual(on.low - 1e-9);
        expect(to).toBeLessThanOrEqual(on.high + 1e-9);
        expect(to).toBeGreaterThanOrEqual(from);
      },
    ),
  );
});

it("goes from value to position and back", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 12 }),
      fc.boolean(),
      (values, figure) => {
        const on = axis("a", values, figure);
        for (const one of figure ? values : values.keys()) {
          expect(valueAt(on, positionOn(on, one))).toBeCloseTo(one, 9);
        }
        expect([positionOn(on, on.low), positionOn(on, on.high)]).toEqual([0, 1]);
      },
    ),
  );
});

it("marks round values inside the range", () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
      (low, span) => {
        const ticks = niceTicks(low, low + span);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(
          ticks.every((tick) => tick >= low - span / 1e6 && tick <= low + span * 1.000001),
        ).toBe(true);
      },
    ),
  );
  expect(niceTicks(0, 0.4).map((tick) => tick.toFixed(2))).toEqual([
    "0.00",
    "0.10",
    "0.20",
    "0.30",
    "0.40",
  ]);
  expect(niceTicks(3, 3)).toEqual([3]);
});

it("finds the line under the pointer, between axes too", () => {
  const frame = { width: 120, height: 120, left: 10, right: 10, top: 10, bottom: 10 };
  const axes = [axis("a", [0, 1, 2]), axis("b", [0, 1, 2])];
  // from the bottom of one axis to the bottom of the other, the middle to the middle, top to top
  expect(nearestLine(frame, axes, [0, 1, 2], [60, 61], 8)).toBe(1);
  expect(nearestLine(frame, axes, [0, 1, 2], [60, 108], 8)).toBe(0);
  expect(nearestLine(frame, axes, [0, 1, 2], [60, 85], 8)).toBe(-1);
  expect(nearestLine(frame, axes, [0, 2], [60, 61], 8)).toBe(-1);
});
