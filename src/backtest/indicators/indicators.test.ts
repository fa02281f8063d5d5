import fc from "fast-check";
import { bollingerBands, donchianChannel, roc, rsi, sma } from "indicatorts";
import { describe, expect, it } from "vitest";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import {
  deviation,
  exponentialAverage,
  highestBefore,
  lowestBefore,
  macdGap,
  momentum,
  movingAverage,
  prefixSums,
  relativeStrength,
} from "./indicators.ts";

const timeframe = readTimeframe("1d");
if (!timeframe) throw new Error("1d is a timeframe");
const bars = syntheticBars({ bars: 600, seed: 7, timeframe, drift: 0.05, volatility: 0.3 });
const list = (values: Float64Array) => Array.from(values);

/** How far two series are apart at most; infinitely, where only one has a value. */
function distance(ours: Float64Array, theirs: readonly number[]): number {
  if (ours.length !== theirs.length) return Infinity;
  const far = theirs.map((value, i) => {
    const own = ours[i] ?? 0;
    if (Number.isNaN(own) && Number.isNaN(value)) return 0;
    return Number.isNaN(own) || Number.isNaN(value) ? Infinity : Math.abs(value - own);
  });
  return Math.max(0, ...far);
}

/** A peer's series, NaN where it fills the first places with something else. */
function from(first: number, theirs: readonly number[]): readonly number[] {
  return theirs.map((value, i) => (i < first ? Number.NaN : value));
}

describe("relative strength", () => {
  it("gives the published table of StockCharts for QQQQ, 14 days", () => {
    const close = Float64Array.from([
      44.3389, 44.0902, 44.1497, 43.6124, 44.3278, 44.8264, 45.0955, 45.4245, 45.8433, 46.0826,
      45.8931, 46.0328, 45.614, 46.282, 46.282, 46.0028, 46.0328, 46.4116, 46.2222, 45.6439,
      46.2122, 46.2521, 45.7137, 46.4515, 45.7835, 45.3548, 44.0288, 44.1783, 44.2181, 44.5672,
      43.4205, 42.6628, 43.1314,
    ]);
    const published = [
      70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99,
      41.46, 41.87, 45.46, 37.3, 33.08, 37.77,
    ];
    const values = relativeStrength(close, 14);
    expect(values.slice(0, 14).every(Number.isNaN)).toBe(true);
    expect(list(values.slice(14)).map((value) => Number(value.toFixed(2)))).toEqual(published);
  });

  it("is 100 when there was no loss, also when nothing moved", () => {
    expect(relativeStrength(Float64Array.of(1, 2, 3, 4), 2)[3]).toBe(100);
    expect(relativeStrength(Float64Array.of(5, 5, 5), 2)[2]).toBe(100);
    expect(relativeStrength(Float64Array.of(3, 2, 1), 2)[2]).toBe(0);
  });

  it("agrees with an independent library", () => {
    for (const period of [2, 7, 14]) {
      const ours = relativeStrength(bars.close, period);
      const theirs = rsi(list(bars.close), { period });
      // it seeds its averages in another way, which a Wilder average forgets by (1 − 1/period)^i
      const forgotten = period * 30;
      expect(ours.findIndex((value) => !Number.isNaN(value))).toBe(period);
      expect(distance(ours.slice(forgotten), theirs.slice(forgotten))).toBeLessThan(1e-8);
    }
  });
});

it("computes momentum as an independent library its rate of change, in per cent there", () => {
  for (const period of [1, 10, 50]) {
    const theirs = roc(list(bars.close), { period }).map((percent) => percent / 100);
    expect(distance(momentum(bars.close, period), from(period, theirs))).toBeLessThan(1e-8);
  }
});

it("computes moving averages as an independent library", () => {
  const sums = prefixSums(bars.close);
  for (const period of [1, 5, 50]) {
    const ours = movingAverage(bars.close, sums, period);
    const theirs = sma(list(bars.close), { period });
    expect(distance(ours, from(period - 1, theirs))).toBeLessThan(1e-8);
  }
});

it("computes Bollinger's bands as an independent library", () => {
  const sums = prefixSums(bars.close);
  const { upper, lower } = bollingerBands(list(bars.close), { period: 20 });
  const mean = movingAverage(bars.close, sums, 20);
  const spread = deviation(bars.close, 20);
  const band = (sign: number) => mean.map((value, i) => value + sign * 2 * (spread[i] ?? 0));
  expect(distance(band(1), from(19, upper))).toBeLessThan(1e-8);
  expect(distance(band(-1), from(19, lower))).toBeLessThan(1e-8);
});

it("computes the breakout channel as an independent library, one bar later", () => {
  const { upper } = donchianChannel(list(bars.high), { period: 20 });
  const { lower } = donchianChannel(list(bars.low), { period: 20 });
  expect(distance(highestBefore(bars.high, 20), from(20, [0, ...upper.slice(0, -1)]))).toBeLessThan(
    1e-8,
  );
  expect(distance(lowestBefore(bars.low, 20), from(20, [0, ...lower.slice(0, -1)]))).toBeLessThan(
    1e-8,
  );
});

const closes = fc
  .array(
    fc.integer({ min: 1, max: 20_000 }).map((cents) => cents / 100),
    { minLength: 1, maxLength: 80 },
  )
  .map((prices) => Float64Array.from(prices));
const periods = fc.integer({ min: 1, max: 30 });

it("gives the values of windows that are computed one by one", () => {
  fc.assert(
    fc.property(closes, periods, (close, period) => {
      const sums = prefixSums(close);
      const windowed = (least: number, of: (window: readonly number[]) => number, skip = 0) =>
        list(close).map((_, i) =>
          i < least ? Number.NaN : of(list(close.slice(i + 1 - skip - period, i + 1 - skip))),
        );
      const mean = (window: readonly number[]) =>
        window.reduce((sum, price) => sum + price, 0) / window.length;
      const spread = (window: readonly number[]) =>
        Math.sqrt(mean(window.map((price) => (price - mean(window)) ** 2)));
      expect(distance(movingAverage(close, sums, period), windowed(period - 1, mean))).toBeLessThan(
        1e-9,
      );
      expect(distance(deviation(close, period), windowed(period - 1, spread))).toBeLessThan(1e-4);
      expect(list(highestBefore(close, period))).toEqual(
        windowed(period, (window) => Math.max(...window), 1),
      );
      expect(list(lowestBefore(close, period))).toEqual(
        windowed(period, (window) => Math.min(...window), 1),
      );
    }),
  );
});

it("never looks ahead: a longer series begins with the values of the shorter one", () => {
  fc.assert(
    fc.property(closes, periods, fc.nat(80), (close, period, length) => {
      const part = close.slice(0, length);
      for (const of of [
        momentum,
        relativeStrength,
        deviation,
        highestBefore,
        lowestBefore,
        (values: Float64Array, n: number) => movingAverage(values, prefixSums(values), n),
      ]) {
        expect(list(of(part, period))).toEqual(list(of(close, period).slice(0, length)));
      }
    }),
  );
});

it("keeps a flat series flat, whatever came before", () => {
  const close = Float64Array.from({ length: 400 }, (_, i) => (i < 50 ? 1000 + i * 3.7 : 0.1));
  const means = movingAverage(close, prefixSums(close), 20);
  expect(means.at(-1)).toBeCloseTo(0.1, 9);
  expect(movingAverage(close.slice(60), prefixSums(close.slice(60)), 20).at(-1)).toBe(0.1);
});

describe("moving average convergence divergence", () => {
  it("seeds exponential averages by the simple mean, as written by hand", () => {
    const values = Float64Array.of(Number.NaN, 2, 4, 6, 8);
    expect(list(exponentialAverage(values, 3))).toEqual([Number.NaN, Number.NaN, Number.NaN, 4, 6]);
    expect(exponentialAverage(values, 5).every(Number.isNaN)).toBe(true);
    expect(exponentialAverage(Float64Array.of(Number.NaN), 1).every(Number.isNaN)).toBe(true);
  });

  it("is the sum that the definition writes, on random series", () => {
    /** The average at a bar as one weighted sum, from its seed on. */
    const averageAt = (values: readonly number[], period: number, bar: number): number => {
      const first = values.findIndex((value) => !Number.isNaN(value));
      const seed = first + period - 1;
      if (first < 0 || bar < seed) return Number.NaN;
      const keep = 1 - 2 / (period + 1);
      const mean = values.slice(first, seed + 1).reduce((a, b) => a + b, 0) / period;
      const later = values.slice(seed + 1, bar + 1).toReversed();
      const sum = later.reduce((all, value, age) => all + value * (1 - keep) * keep ** age, 0);
      return mean * keep ** (bar - seed) + sum;
    };
    const length = fc.integer({ min: 1, max: 8 });
    const prices = fc.array(fc.double({ min: 1, max: 100, noNaN: true }), { maxLength: 40 });
    fc.assert(
      fc.property(prices, length, length, length, (close, fast, slow, signal) => {
        const line = close.map(
          (_, bar) => averageAt(close, fast, bar) - averageAt(close, slow, bar),
        );
        const expected = line.map((value, bar) => value - averageAt(line, signal, bar));
        const gap = macdGap(Float64Array.from(close), fast, slow, signal);
        expect(distance(gap, expected)).toBeLessThan(1e-9);
      }),
    );
  });
});
