import {
  combinationIndex,
  type Combination,
  type CombinationIndex,
  type Plan,
} from "../../planner/model.ts";
import { equalityText, withoutIgnored } from "../../planner/sharing/canonical/canonical.ts";
import { readStrategy, type StrategySettings } from "../settings/strategy.ts";

/** A combination that can be simulated. */
export type Simulated = {
  readonly combination: Combination;
  readonly strategy: StrategySettings;
};

/** A combination that can be planned, not run, and why. */
export type NotSimulated = { readonly index: CombinationIndex; readonly reason: string };

/** The combinations of a run. */
export type RunCombinations = {
  readonly simulated: readonly Simulated[];
  readonly notSimulated: readonly NotSimulated[];
  /** What was not as written in a strategy's parameters: one text for each combination it concerns. */
  readonly notes: readonly string[];
};

/** Reads which of the chosen combinations can be simulated. Ascending, as the indices are. */
export function readCombinations(plan: Plan, chosen: Iterable<CombinationIndex>): RunCombinations {
  const simulated: Simulated[] = [];
  const notSimulated: NotSimulated[] = [];
  const notes: string[] = [];
  for (const index of chosen) {
    const combination = plan.combinationAt(index);
    const reading = readStrategy(plan.configOf("strategy", combination));
    if (reading.status === "unknown") notSimulated.push({ index, reason: reading.reason });
    else {
      simulated.push({ combination, strategy: reading.settings });
      notes.push(...reading.notes);
    }
  }
  return { simulated, notSimulated, notes };
}

/** All combinations of a plan, ascending. */
export function* everyCombination({ combinations }: Plan): Generator<CombinationIndex> {
  for (let index = 0n; index < combinations; index++) yield combinationIndex(index);
}

/** What identifies a combination whatever its index: its configurations, and which of the equal ones it is. */
export type CombinationKey = {
  readonly index: CombinationIndex;
  /** The canonical texts of the strategy, risk, execution and portfolio configuration. */
  readonly text: string;
  /** How many combinations with the same text come before it. */
  readonly occurrence: number;
};

/** Above this many combinations of the plan equal ones are counted among the chosen alone. */
const countedCombinations = 20_000n;

/**
 * The keys of the chosen combinations, which are ascending. Equal ones are counted over the whole
 * plan, so that leaving one out changes no other's key; in a sample of a very large plan over the sample.
 */
export function combinationKeys(
  plan: Plan,
  chosen: readonly CombinationIndex[],
): readonly CombinationKey[] {
  const seen = new Map<string, number>();
  const wanted = new Set(chosen);
  const keys: CombinationKey[] = [];
  const all = plan.combinations <= countedCombinations ? everyCombination(plan) : chosen;
  for (const index of all) {
    const text = combinationText(plan, plan.combinationAt(index));
    const occurrence = seen.get(text) ?? 0;
    seen.set(text, occurrence + 1);
    if (wanted.has(index)) keys.push({ index, text, occurrence });
  }
  return keys;
}

function combinationText(plan: Plan, combination: Combination): string {
  return (["strategy", "risk", "execution", "portfolio"] as const)
    .map((role) => equalityText(withoutIgnored(plan.configOf(role, combination))))
    .join("\n");
}
