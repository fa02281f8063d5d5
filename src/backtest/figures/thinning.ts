import { valueAt } from "../data/series.ts";

/** A way to thin curves over the same bars, so that they can be drawn together. */
export type Thinning = {
  /** The bars of the points, ascending. */
  readonly bars: Int32Array;
  /** From a value a bar the points: the lowest and the highest of each bucket, as they come. */
  extremes(values: Float64Array): Float64Array;
  /** From a value a bar the points: the highest of each bucket, twice. */
  highest(values: Float64Array): Float64Array;
};

/**
 * Thins curves over n bars to at most `points` points, 4 or more, without losing a high or a low. The
 * first and the last value are points of their own; between them every bucket of bars gives two, at
 * its first and last bar.
 */
export function thinTo(n: number, points: number): Thinning {
  if (n <= points) {
    const same = (values: Float64Array): Float64Array => values;
    return { bars: Int32Array.from({ length: n }, (_, bar) => bar), extremes: same, highest: same };
  }
  const buckets = Math.floor((points - 2) / 2);
  const startOf = (bucket: number): number => 1 + Math.floor((bucket * (n - 2)) / buckets);
  const between = (
    thinned: Float64Array | Int32Array,
    pair: (from: number, to: number) => readonly [number, number],
  ): void => {
    for (let bucket = 0; bucket < buckets; bucket++) {
      const [first, second] = pair(startOf(bucket), startOf(bucket + 1));
      thinned[1 + 2 * bucket] = first;
      thinned[2 + 2 * bucket] = second;
    }
  };
  const thin = (
    values: Float64Array,
    pair: (from: number, to: number) => readonly [number, number],
  ): Float64Array => {
    const thinned = new Float64Array(2 * buckets + 2);
    thinned[0] = valueAt(values, 0);
    thinned[thinned.length - 1] = valueAt(values, n - 1);
    between(thinned, pair);
    return thinned;
  };
  const bars = new Int32Array(2 * buckets + 2);
  bars[bars.length - 1] = n - 1;
  between(bars, (from, to) => [from, to - 1]);
  return {
    bars,
    extremes: (values) =>
      thin(values, (from, to) => {
        let low = from;
        let high = from;
        for (let bar = from + 1; bar < to; bar++) {
          if (valueAt(values, bar) < valueAt(values, low)) low = bar;
          if (valueAt(values, bar) > valueAt(values, high)) high = bar;
        }
        const [first, second] = low < high ? [low, high] : [high, low];
        return [valueAt(values, first), valueAt(values, second)];
      }),
    highest: (values) =>
      thin(values, (from, to) => {
        let highest = valueAt(values, from);
        for (let bar = from + 1; bar < to; bar++) highest = Math.max(highest, valueAt(values, bar));
        return [highest, highest];
      }),
  };
}
