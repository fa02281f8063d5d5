import { combinationIndex, type CombinationIndex, type Plan } from "../planner/model.ts";
import { everyCombination } from "./combinations.ts";

/** More combinations than this are run by a sample. */
export const mostCombinations = 2000;

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

/**
 * The same for a proof: a sample takes the first and the last combination of each class (equal risk
 * and execution container) before the even ones, as far as `most` reaches. So every shared container
 * is seen to serve more than one portfolio, where it does.
 */
export function selectForProof(plan: Plan, most = mostCombinations): Selection {
  const even = selectEvenly(plan, most);
  const classes = even.sampled ? plan.classes() : undefined;
  if (!classes) return even;
  const chosen = new Set<CombinationIndex>();
  for (const { serves } of classes) {
    if (chosen.size + 2 > most) break;
    chosen.add(serves.at(0n)).add(serves.at(serves.count - 1n));
  }
  // the even ones that still fit, from all over the plan and not only from its beginning
  const others = even.chosen.filter((index) => !chosen.has(index));
  const room = most - chosen.size;
  for (let i = 0; i < room; i++) {
    const other = others[Math.floor((i * others.length) / room)];
    if (other !== undefined) chosen.add(other);
  }
  return { chosen: [...chosen].toSorted((a, b) => (a < b ? -1 : 1)), sampled: true };
}
