import { combinationIndex, type CombinationIndex, type Plan } from "../planner/model.ts";
import { everyCombination } from "./combinations.ts";

/** More combinations than this are run by a sample. */
const mostCombinations = 2000;

/** Which combinations of a plan run, ascending, and whether that is all of them. */
export type Selection = {
  readonly chosen: readonly CombinationIndex[];
  readonly sampled: boolean;
};

/** All combinations of a plan, or `most` of them at even distances from the first on. */
export function selectEvenly(plan: Plan, most = mostCombinations): Selection {
  const n = plan.combinations;
  if (n <= BigInt(most)) return { chosen: [...everyCombination(plan)], sampled: false };
  const chosen = Array.from({ length: most }, (_, i) =>
    combinationIndex((BigInt(i) * n) / BigInt(most)),
  );
  return { chosen, sampled: true };
}
