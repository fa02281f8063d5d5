import { rowLength } from "../backtest/sweep/figure-columns.ts";
import { createLoop } from "../backtest/sweep/loop.ts";
import type { Sweep } from "../backtest/sweep/sweep.ts";

/** Runs all combinations for all figures; the final equities, in money. */
export function runAll({ setup, work, chosen }: Sweep): readonly number[] {
  const rows = createLoop(setup).rows(work, 0, chosen.count);
  return Array.from({ length: chosen.count }, (_, place) => rows[place * rowLength] ?? Number.NaN);
}

/** Whether two lists of final equities agree to the cent. */
export function isEqual(ours: readonly number[], theirs: readonly number[]): boolean {
  return (
    ours.length === theirs.length &&
    ours.every((value, i) => Math.abs(value - (theirs[i] ?? Number.NaN)) < 0.005)
  );
}

/** A ratio means nothing where results differ. */
export function requireEqual(
  who: string,
  ours: readonly number[],
  theirs: readonly number[],
): void {
  if (!isEqual(ours, theirs)) {
    throw new Error(
      `${who} ends with other equities: ${theirs.slice(0, 3).join()}, not ${ours.slice(0, 3).join()}`,
    );
  }
}
