import {
  combinationIndex,
  sharedRoles,
  type CombinationIndex,
  type IndexSet,
  type Plan,
} from "../../planner/model.ts";
import { equalityText, withoutIgnored } from "../../planner/sharing/canonical/canonical.ts";
import { at } from "../../text/collections.ts";

/** More combinations than this are run by a sample. */
export const mostCombinations = 2000;

/** Which combinations of a plan run, ascending, and whether that is all of them. */
export type Selection = {
  readonly chosen: readonly CombinationIndex[];
  readonly sampled: boolean;
};

/** All combinations of a plan, or a sample of `most` of them, one of each of as many equal stretches. */
export function selectEvenly(plan: Plan, most = mostCombinations): Selection {
  return selectFrom({ count: plan.combinations, at: combinationIndex }, most);
}

/**
 * All of some combinations, which are ascending, or `most` of them: one of each of as many equal
 * stretches. Where in its stretch is turned on by the golden ratio, since at equal distances the
 * sample would have only some values of a fast axis, or one.
 */
export function selectFrom(
  { count, at: indexAt }: Pick<IndexSet, "count" | "at">,
  most = mostCombinations,
): Selection {
  if (count <= BigInt(most)) {
    const chosen = Array.from({ length: Number(count) }, (_, i) => indexAt(BigInt(i)));
    return { chosen, sampled: false };
  }
  const startOf = (stretch: number): bigint => (BigInt(stretch) * count) / BigInt(most);
  const chosen = Array.from({ length: most }, (_, stretch) => {
    const start = startOf(stretch);
    const within = BigInt(Math.floor(((stretch * goldenRatio) % 1) * 2 ** 30));
    return indexAt(start + (((startOf(stretch + 1) - start) * within) >> 30n));
  });
  return { chosen, sampled: true };
}

const goldenRatio = (Math.sqrt(5) - 1) / 2;

/**
 * The same for a proof: a sample takes the first and the last combination of each class (equal risk
 * and execution container) before the even ones, as far as `most` reaches. So every shared container
 * is seen to serve more than one portfolio, where it does. Where classes are not listed, neighbours
 * are taken that have equal configurations.
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
    return chosen.flatMap((index) => [index, partnerOf(plan, index) ?? index]);
  }
  return classes
    .slice(0, pairs)
    .flatMap(({ serves }) => [serves.at(0n), serves.at(serves.count - 1n)]);
}

/** A neighbour with equal risk and execution configurations, if there is one. */
function partnerOf(plan: Plan, index: CombinationIndex): CombinationIndex | undefined {
  const shared = (of: bigint): string => {
    const combination = plan.combinationAt(combinationIndex(of));
    return sharedRoles
      .map((role) => equalityText(withoutIgnored(plan.configOf(role, combination))))
      .join("\n");
  };
  const own = shared(index);
  const partner = [index + 1n, index - 1n].find(
    (next) => next >= 0n && next < plan.combinations && shared(next) === own,
  );
  return partner === undefined ? undefined : combinationIndex(partner);
}
