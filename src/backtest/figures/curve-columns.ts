import { valueAt } from "../data/series.ts";
import { deeperFall, type CurveSums } from "./metrics.ts";

/** The sums over many equity curves that grow a bar at a time, all of them together. */
export type CurveColumns = {
  /** Adds the equity of every curve at the next bar, in money, by place. */
  add(equity: Float64Array): void;
  sumsOf(place: number): CurveSums;
  /** The equity at the last bar that was added; the capital before the first. */
  lastOf(place: number): number;
};

/**
 * Starts curves with these capitals. Adds up what `sumCurve` does, by the same operations in the same
 * order, so the sums are equal bit for bit, and keeps no curve: memory is that of a few numbers each.
 */
export function createCurveColumns(capitals: Float64Array): CurveColumns {
  const n = capitals.length;
  const last = Float64Array.from(capitals);
  const peak = Float64Array.from(capitals);
  const sum = new Float64Array(n);
  const squares = new Float64Array(n);
  const maxDrawdown = new Float64Array(n);
  let bars = 0;
  return {
    add(equity) {
      for (let i = 0; i < n; i++) {
        const value = valueAt(equity, i);
        if (bars > 0) {
          const before = valueAt(last, i);
          // a debt has no return
          const change = before > 0 ? value / before - 1 : 0;
          sum[i] = valueAt(sum, i) + change;
          squares[i] = valueAt(squares, i) + change * change;
        }
        if (value > valueAt(peak, i)) peak[i] = value;
        maxDrawdown[i] = deeperFall(valueAt(maxDrawdown, i), valueAt(peak, i), value);
        last[i] = value;
      }
      bars++;
    },
    sumsOf: (i) => ({
      returns: Math.max(0, bars - 1),
      sum: valueAt(sum, i),
      squares: valueAt(squares, i),
      maxDrawdown: valueAt(maxDrawdown, i),
    }),
    lastOf: (i) => valueAt(last, i),
  };
}
