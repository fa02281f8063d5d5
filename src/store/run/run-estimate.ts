import { isRunWhole, mostSampled, mostWhole } from "../../backtest/sweep/run-whole.ts";
import type { RunRecord } from "./run-record.ts";
import type { ShownRun } from "./run-results.ts";

/** A run that is not started by itself, since it would take a while. */
export type RunOffer = {
  /** How many combinations would run. */
  readonly combinations: number;
  readonly milliseconds: number;
};

/** An edit runs again by itself below this many milliseconds. */
const mostUnasked = 2000;

/** What a bar of a combination takes until a run has told, in milliseconds. */
const usualCost = 2e-5;
/** Below so many bars of combinations a run tells more of what it takes to begin. */
const leastTelling = 2_000_000;

/** What a bar of a combination took in a run, in milliseconds; nothing where that cannot be told. */
export function costOf({ done, reused, bars, milliseconds }: ShownRun): number | undefined {
  const steps = (done - reused) * bars;
  return milliseconds === undefined || steps < leastTelling ? undefined : milliseconds / steps;
}

/**
 * What running a plan of so many combinations would take, by the last run: it had the same bars, as far
 * as the page knows, and the same part of the plan passed its filters. Nothing before a first run.
 */
export function estimateRun(
  { tasks, cost = usualCost, filters }: Pick<RunRecord, "tasks" | "cost" | "filters">,
  combinations: bigint,
): RunOffer | undefined {
  const last = tasks.run.result;
  if (!last) return undefined;
  const { bars, matching } = last;
  const passing = filters.length > 0 && matching < combinations ? matching : combinations;
  const isWhole = isRunWhole(passing, bars, mostWhole.page);
  const count = isWhole ? Number(passing) : mostSampled;
  return { combinations: count, milliseconds: count * bars * cost };
}

/** Whether a run is short enough to be started by an edit. */
export function runsUnasked({ milliseconds }: RunOffer): boolean {
  return milliseconds < mostUnasked;
}
