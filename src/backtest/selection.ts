import { at } from "../planner/element.ts";
import {
  combinationIndex,
  type CombinationIndex,
  type IndexSet,
  type Plan,
} from "../planner/model.ts";

/** More combinations than this are run by a sample. */
export const mostCombinations = 2000;

/** Which combinations of a plan run, ascending, and whether that is all of them. */
export type Selection = {
  readonly chosen: readonly CombinationIndex[];
  readonly sampled: boolean;
};

/** All combinations of a plan, or `most` of them at even distances from the first on. */
export function selectEvenly(plan: Plan, most = mostCombinations): Selection {
  return selectFrom({ count: plan.combinations, at: combinationIndex }, most);
}

/** All of some combinations, which are ascending, or `most` of them at even distances. */
export function selectFrom(
  { count, at: indexAt }: Pick<IndexSet, "count" | "at">,
  most = mostCombinations,
): Selection {
  const sampled = count > BigInt(most);
  const chosen = Array.from({ length: sampled ? most : Number(count) }, (_, i) =>
    indexAt(sampled ? (BigInt(i) * count) / BigInt(most) : BigInt(i)),
  );
  return { chosen, sampled };
}

/**
 * The same for a proof: a sample takes the first and the last combination of each class (equal risk
 * and execution container) before the even ones, as far as `most` reaches. So every shared container
 * is seen to serve more than one portfolio, where it does. Where classes are not listed, neighbours
 * are taken: they differ in the fastest axis alone.
 */
export function selectForProof(plan: Plan, most = mostCombinations): Selection {
  const even = selectEvenly(plan, most);
  if (!even.sampled) return even;
  const chosen = new Set(partnersOf(plan, most));
  // the even ones that still fit, from all over the plan and not only from its beginning
  const others = even.chosen.filter((index) => !chosen.has(index));
  const room = most - chosen.size;
  for (let i = 0; i < room; i++) chosen.add(at(others, Math.floor((i * others.length) / room)));
  return { chosen: [...chosen].toSorted((a, b) => (a < b ? -1 : 1)), sampled: true };
}

/** Combinations that share their containers with another one of them. */
function partnersOf(plan: Plan, most: number): readonly CombinationIndex[] {
  const pairs = Math.floor(most / 2);
  const classes = plan.classes();
  if (!classes) {
    const { chosen } = selectEvenly(plan, pairs);
    return chosen.flatMap((index) =>
      index + 1n < plan.combinations ? [index, combinationIndex(index + 1n)] : [index],
    );
  }
  return classes
    .slice(0, pairs)
    .flatMap(({ serves }) => [serves.at(0n), serves.at(serves.count - 1n)]);
}
