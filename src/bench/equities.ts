import type { CompiledRun } from "../backtest/compiled/compile.ts";

/** Runs all combinations for all figures; the final equities, in money. */
export function runAll({ order, metrics }: CompiledRun): readonly number[] {
  const equities: number[] = [];
  for (const place of order) equities[place] = metrics(place).finalEquity;
  return equities;
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
