import type { SharedRole } from "../../model.ts";
import type { FactoredPlan } from "../../sharing/decomposition/factored.ts";
import { overlapsOf, type Overlap } from "./overlaps.ts";

/** The containers of a role in two plans, by their numbers. */
export type MatchedContainers = {
  /** Numbers before and after of those with equal configurations. */
  readonly same: ReadonlyMap<number, number>;
  /** Numbers before of those whose configuration no container has now. */
  readonly gone: readonly number[];
  /** Numbers after of those whose configuration no container had. */
  readonly fresh: readonly number[];
  /** Of gone and fresh ones the pairs that serve most common combinations, seen from either side. */
  readonly links: readonly (readonly [before: number, after: number])[];
  /** Why gone and fresh ones are not linked. */
  readonly unmatched: string | undefined;
};

/** Canonical texts are made for so many containers of a role; beyond, only counts are compared. */
const matchedContainers = 20_000n;

/** Matches containers by canonical text, the rest by their largest overlap of combinations. */
export function matchContainers(
  role: SharedRole,
  before: FactoredPlan,
  after: FactoredPlan,
): MatchedContainers | { readonly limit: string } {
  const plans = [before.plan.roles[role], after.plan.roles[role]] as const;
  if (plans.some(({ listed, count }) => !listed || count > matchedContainers)) {
    return {
      limit: `over ${matchedContainers} ${role} containers: only their counts are compared`,
    };
  }
  const [textsBefore, textsAfter] = plans.map(({ count, container }) =>
    Array.from({ length: Number(count) }, (_, number) => container(number).canonical),
  );
  const numberByText = new Map(textsAfter?.map((text, number) => [text, number]));
  const same = new Map<number, number>();
  const gone: number[] = [];
  for (const [number, text] of (textsBefore ?? []).entries()) {
    const numberAfter = numberByText.get(text);
    if (numberAfter === undefined) gone.push(number);
    else same.set(number, numberAfter);
  }
  const kept = new Set(same.values());
  const fresh = Array.from(textsAfter?.keys() ?? []).filter((number) => !kept.has(number));
  if (gone.length === 0 || fresh.length === 0) {
    return { same, gone, fresh, links: [], unmatched: undefined };
  }
  const overlaps = overlapsOf(role, before, after, new Set(gone), new Set(fresh));
  if (typeof overlaps === "string") return { same, gone, fresh, links: [], unmatched: overlaps };
  return { same, gone, fresh, links: strongest(overlaps), unmatched: undefined };
}

/** The strongest overlap of every container on either side; of equal ones the first. */
function strongest(overlaps: readonly Overlap[]): readonly (readonly [number, number])[] {
  const ordered = overlaps.toSorted(([a, b], [c, d]) => a - c || b - d);
  const best = [new Map<number, Overlap>(), new Map<number, Overlap>()] as const;
  for (const overlap of ordered) {
    for (const side of [0, 1] as const) {
      const strongestSoFar = best[side].get(overlap[side]);
      if (!strongestSoFar || strongestSoFar[2] < overlap[2]) best[side].set(overlap[side], overlap);
    }
  }
  const chosen = new Set([...best[0].values(), ...best[1].values()]);
  return ordered.filter((overlap) => chosen.has(overlap)).map(([a, b]) => [a, b] as const);
}
