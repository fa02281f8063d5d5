import { valueAt } from "../data/series.ts";
/**
 * Sums of a series' first values, `sums[i]` of i values, less the first value each: a mean over any
 * stretch is then one difference. Counting from the first value keeps a flat series exact.
 */
export function prefixSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  const base = valueAt(values, 0);
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    sum += valueAt(values, i) - base;
    sums[i + 1] = sum;
  }
  return sums;
}

/** Momentum, a fraction: `close / close[period bars ago] − 1`. NaN for the first `period` bars. */
export function momentum(close: Float64Array, period: number): Float64Array {
  const values = new Float64Array(close.length).fill(Number.NaN, 0, period);
  for (let i = period; i < close.length; i++) {
    values[i] = valueAt(close, i) / valueAt(close, i - period) - 1;
  }
  return values;
}

/**
 * Wilder's relative strength index, 0 to 100: averages of gains and losses that start as the simple
 * mean of the first `period` changes and then forget by 1/period a bar. 100 when there was no loss.
 * NaN for the first `period` bars.
 */
export function relativeStrength(close: Float64Array, period: number): Float64Array {
  const values = new Float64Array(close.length).fill(Number.NaN, 0, period);
  let gains = 0;
  let losses = 0;
  for (let i = 1; i < close.length; i++) {
    const change = valueAt(close, i) - valueAt(close, i - 1);
    const gain = change > 0 ? change : 0;
    const loss = change < 0 ? -change : 0;
    if (i <= period) {
      gains += gain;
      losses += loss;
      if (i < period) continue;
      gains /= period;
      losses /= period;
    } else {
      gains = (gains * (period - 1) + gain) / period;
      losses = (losses * (period - 1) + loss) / period;
    }
    values[i] = losses === 0 ? 100 : 100 - 100 / (1 + gains / losses);
  }
  return values;
}

/** The simple mean of the last `period` closes, in money, from their prefix sums. NaN before. */
export function movingAverage(
  close: Float64Array,
  sums: Float64Array,
  period: number,
): Float64Array {
  const values = new Float64Array(close.length).fill(Number.NaN, 0, period - 1);
  const base = valueAt(close, 0);
  for (let i = period - 1; i < close.length; i++) {
    values[i] = base + (valueAt(sums, i + 1) - valueAt(sums, i + 1 - period)) / period;
  }
  return values;
}

/**
 * The exponential average of a series from its first number on, which forgets by 2 / (period + 1) a
 * bar, seeded by the simple mean of the first `period` numbers. NaN before.
 */
export function exponentialAverage(values: Float64Array, period: number): Float64Array {
  const averages = new Float64Array(values.length).fill(Number.NaN);
  const first = values.findIndex((value) => !Number.isNaN(value));
  const seed = first + period - 1;
  if (first < 0 || seed >= values.length) return averages;
  let average = 0;
  for (let i = first; i <= seed; i++) average += valueAt(values, i);
  average /= period;
  averages[seed] = average;
  for (let i = seed + 1; i < values.length; i++) {
    average += (valueAt(values, i) - average) * (2 / (period + 1));
    averages[i] = average;
  }
  return averages;
}

/**
 * Moving average convergence divergence less its signal, in money: the fast exponential average less
 * the slow one, less the exponential average of that difference. NaN before there are enough bars.
 */
export function macdGap(
  close: Float64Array,
  fast: number,
  slow: number,
  signal: number,
): Float64Array {
  const slowAverage = exponentialAverage(close, slow);
  const line = exponentialAverage(close, fast).map((value, i) => value - valueAt(slowAverage, i));
  const signals = exponentialAverage(line, signal);
  return line.map((value, i) => value - valueAt(signals, i));
}

/**
 * The standard deviation of the last `period` closes, in money, of the population, as Bollinger's
 * bands use it. The window slides (Welford): no squares of whole prices that cancel. NaN before.
 */
export function deviation(close: Float64Array, period: number): Float64Array {
  const values = new Float64Array(close.length).fill(Number.NaN, 0, period - 1);
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < close.length; i++) {
    const price = valueAt(close, i);
    const before = mean;
    if (i < period) {
      mean += (price - mean) / (i + 1);
      squares += (price - before) * (price - mean);
    } else {
      const left = valueAt(close, i - period);
      mean += (price - left) / period;
      squares += (price - left) * (price - mean + left - before);
    }
    if (i >= period - 1) values[i] = Math.sqrt(Math.max(0, squares / period));
  }
  return values;
}

/** The highest value of the `period` bars before each bar, itself left out. NaN before. */
export function highestBefore(values: Float64Array, period: number): Float64Array {
  return extremeBefore(values, period, 1);
}

/** The lowest value of the `period` bars before each bar, itself left out. NaN before. */
export function lowestBefore(values: Float64Array, period: number): Float64Array {
  return extremeBefore(values, period, -1);
}

/**
 * Cuts the bars into blocks of `period`: a window is the end of one block and the beginning of the
 * next. The extremes of all ends are found backwards, those of the beginnings forwards, so it is
 * linear whatever the period, and no step depends on how prices move.
 */
function extremeBefore(values: Float64Array, period: number, sign: 1 | -1): Float64Array {
  const n = values.length;
  const extremes = new Float64Array(n).fill(Number.NaN, 0, period);
  let extreme = Number.NEGATIVE_INFINITY;
  // the block that the last window begins in
  const blocks = Math.floor((n - 1 - period) / period) + 1;
  for (let i = blocks * period - 1, left = period; i >= 0; i--) {
    extreme = Math.max(extreme, sign * valueAt(values, i));
    // kept where its window is asked for
    if (i + period < n) extremes[i + period] = extreme;
    if (--left > 0) continue;
    left = period;
    extreme = Number.NEGATIVE_INFINITY;
  }
  for (let i = period, left = period; i < n; i++) {
    extremes[i] = sign * Math.max(extreme, valueAt(extremes, i));
    extreme = Math.max(extreme, sign * valueAt(values, i));
    if (--left > 0) continue;
    left = period;
    extreme = Number.NEGATIVE_INFINITY;
  }
  return extremes;
}
