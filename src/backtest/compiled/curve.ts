import type { CurveSums } from "../metrics.ts";

/**
 * The sums over an equity curve that is never written down, in typed state: what `sumCurve` adds up,
 * with the same numbers in the same order.
 */
export type CurveState = Float64Array;

const before = 0;
const sum = 1;
const squares = 2;
const peak = 3;
const trough = 4;
const fall = 5;

/** The state before the first bar; the drawdown counts from the capital, in money. */
export function createCurve(capital: number): CurveState {
  const curve = new Float64Array(6);
  // no equity was before: the first value makes no return
  curve[before] = 0;
  curve[peak] = capital;
  curve[trough] = capital;
  return curve;
}

/** Adds the equity of one bar. */
export function addEquity(curve: CurveState, equity: number): void {
  const last = curve[before] ?? 0;
  const change = last > 0 ? equity / last - 1 : 0;
  curve[before] = equity;
  curve[sum] = (curve[sum] ?? 0) + change;
  curve[squares] = (curve[squares] ?? 0) + change * change;
  if (equity > (curve[peak] ?? 0)) {
    curve[fall] = deepest(curve[fall] ?? 0, curve[peak] ?? 0, curve[trough] ?? 0);
    curve[peak] = equity;
    curve[trough] = equity;
  } else if (equity < (curve[trough] ?? 0)) curve[trough] = equity;
}

/** The sums at the end of a curve of n values. */
export function curveSums(curve: CurveState, n: number): CurveSums {
  return {
    returns: Math.max(0, n - 1),
    sum: curve[sum] ?? 0,
    squares: curve[squares] ?? 0,
    maxDrawdown: deepest(curve[fall] ?? 0, curve[peak] ?? 0, curve[trough] ?? 0),
  };
}

function deepest(deep: number, high: number, low: number): number {
  const depth = (high - low) / high;
  return depth > deep ? depth : deep;
}
