import fc from "fast-check";
import { expect, it } from "vitest";
import { thinTo } from "./thinning.ts";

const values = fc.float64Array({ minLength: 1, maxLength: 400, noNaN: true });

it("keeps the ends, every high and every low, in no more points than asked for", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 4, max: 200 }), (series, points) => {
      const { bars, extremes, highest } = thinTo(series.length, points);
      const thinned = extremes(series);
      expect(bars.length).toBeLessThanOrEqual(Math.max(points, Math.min(series.length, points)));
      expect(thinned).toHaveLength(bars.length);
      expect([thinned[0], thinned.at(-1)]).toEqual([series[0], series.at(-1)]);
      expect(Math.max(...thinned)).toBe(Math.max(...series));
      expect(Math.min(...thinned)).toBe(Math.min(...series));
      expect(Math.max(...highest(series))).toBe(Math.max(...series));
      expect([bars[0], bars.at(-1)]).toEqual([0, series.length - 1]);
      expect(bars.every((bar, i) => i === 0 || bar >= (bars[i - 1] ?? 0))).toBe(true);
    }),
  );
});

it("leaves a short curve as it is", () => {
  const series = Float64Array.of(1, 2, 3);
  expect(thinTo(3, 4).extremes(series)).toBe(series);
});

/** Where the lowest and the highest come more than once, the first of each counts. */
const level = fc
  .array(fc.constantFrom(1, 2, 3), { minLength: 10, maxLength: 200 })
  .map((heights) => Float64Array.from(heights));

it("gives the lowest and the highest of every stretch in their order in time", () => {
  fc.assert(
    fc.property(fc.oneof(values, level), fc.integer({ min: 4, max: 60 }), (series, points) => {
      const { bars, extremes } = thinTo(series.length, points);
      if (bars.length === series.length) return;
      const thinned = extremes(series);
      for (let at = 1; at + 2 < bars.length; at += 2) {
        const stretch = series.slice(bars[at] ?? 0, (bars[at + 1] ?? 0) + 1);
        const [low, high] = [Math.min(...stretch), Math.max(...stretch)];
        const inOrder = stretch.indexOf(low) < stretch.indexOf(high) ? [low, high] : [high, low];
        expect([thinned[at], thinned[at + 1]]).toEqual(inOrder);
      }
    }),
  );
});

it("leaves a curve of as many bars as points, and thins one of one more", () => {
  for (const points of [4, 5, 6, 101]) {
    const lengths = [points - 1, points, points + 1].map((n) => thinTo(n, points).bars.length);
    expect(lengths).toEqual([points - 1, points, 2 * Math.floor(points / 2)]);
  }
});
