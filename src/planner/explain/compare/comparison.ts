import { sharedRoles, type ContainerId, type Plan, type SharedRole } from "../../model.ts";
import type { FactoredPlan } from "../../sharing/decomposition/factored.ts";
import { findConfigChanges, type ConfigChange } from "./config-changes.ts";
import { matchContainers, type MatchedContainers } from "./match-containers.ts";

/** What became of a container: matched by configuration, else by the combinations that it serves. */
export type Fate = "added" | "removed" | "split" | "merged" | "changed" | "unchanged";

/** One container of either plan, and what became of it. */
export type ComparedContainer = {
  readonly fate: Fate;
  /** Its id in the plan before, if it was there, and in the plan after, if it is. */
  readonly before: ContainerId | undefined;
  readonly after: ContainerId | undefined;
  /** What it was split from, merged from or changed from; or into, for one of the plan before. */
  readonly others: readonly ContainerId[];
  /** Equal for equal configurations, whatever their number. */
  readonly key: string;
};

/** The containers of one role in both plans. */
export type RoleComparison = {
  readonly role: SharedRole;
  readonly before: bigint;
  readonly after: bigint;
  /** How many have each fate; absent where only the counts can be compared. */
  readonly fates: Readonly<Record<Fate, number>> | undefined;
  /** Those that are not unchanged, the first 500. */
  readonly containers: readonly ComparedContainer[];
  /** Why only counts are compared, or why configurations that differ are not matched. */
  readonly limit: string | undefined;
};

type Pair = { readonly before: bigint; readonly after: bigint };

/** Two plans side by side: plain data of bounded size. */
export type Comparison = {
  readonly combinations: Pair;
  readonly containers: Pair;
  readonly adapters: Pair;
  readonly roles: readonly RoleComparison[];
  /** What in the configuration makes the difference. */
  readonly changes: readonly ConfigChange[];
  /** The difference in one line, as `terraform plan` has it. */
  readonly summary: string;
};

const listedContainers = 500;

/**
 * Compares two plans (spec page 3, "Comparing two plans"). Containers of equal canonical text are
 * the same, whatever their numbers; the others are matched by the combinations that they serve, and
 * those by the values of the axes that both plans have. Nothing is enumerated but the values of the
 * axes that decide about containers; beyond a limit that is said instead.
 */
export function comparePlans(before: FactoredPlan, after: FactoredPlan): Comparison {
  const roles = sharedRoles.map((role) => compareRole(role, before, after));
  const combinations = { before: before.plan.combinations, after: after.plan.combinations };
  const changes = findConfigChanges(before, after);
  const pairOf = (what: "containers" | "adapters"): Pair => ({
    before: before.plan.counts.optimized[what],
    after: after.plan.counts.optimized[what],
  });
  return {
    combinations,
    containers: pairOf("containers"),
    adapters: pairOf("adapters"),
    roles,
    changes,
    summary: summaryOf(roles, combinations, changes),
  };
}

function compareRole(role: SharedRole, before: FactoredPlan, after: FactoredPlan): RoleComparison {
  const counts = { before: before.plan.roles[role].count, after: after.plan.roles[role].count };
  const matched = matchContainers(role, before, after);
  if ("limit" in matched) {
    return { role, ...counts, fates: undefined, containers: [], limit: matched.limit };
  }
  const containers = fatesOf(role, matched, before.plan, after.plan);
  const fates = { added: 0, removed: 0, split: 0, merged: 0, changed: 0, unchanged: 0 };
  for (const { fate } of containers) fates[fate]++;
  fates.unchanged = matched.same.size;
  return {
    role,
    ...counts,
    fates,
    containers: containers.slice(0, listedContainers),
    limit: matched.unmatched,
  };
}

/** What became of every container that does not stand in both plans. */
function fatesOf(
  role: SharedRole,
  { gone, fresh, links }: MatchedContainers,
  before: Plan,
  after: Plan,
): readonly ComparedContainer[] {
  const from = (number: number) => before.roles[role].container(number);
  const to = (number: number) => after.roles[role].container(number);
  const successors = groupLinks(links, 0);
  const origins = groupLinks(links, 1);
  const fateOf = (
    number: number,
    linked: ReadonlyMap<number, readonly number[]>,
    linkedBack: ReadonlyMap<number, readonly number[]>,
    words: { readonly none: Fate; readonly several: Fate; readonly oneOfSeveral: Fate },
  ): Fate => {
    const others = linked.get(number) ?? [];
    if (others.length === 0) return words.none;
    if (others.length > 1) return words.several;
    const shared = others.some((other) => (linkedBack.get(other)?.length ?? 0) > 1);
    return shared ? words.oneOfSeveral : "changed";
  };
  const fatesBefore = { none: "removed", several: "split", oneOfSeveral: "merged" } as const;
  const fatesAfter = { none: "added", several: "merged", oneOfSeveral: "split" } as const;
  return [
    ...fresh.map((number): ComparedContainer => {
      const { id, canonical } = to(number);
      const others = (origins.get(number) ?? []).map((other) => from(other).id);
      const fate = fateOf(number, origins, successors, fatesAfter);
      return { fate, before: undefined, after: id, others, key: canonical };
    }),
    ...gone.map((number): ComparedContainer => {
      const { id, canonical } = from(number);
      const others = (successors.get(number) ?? []).map((other) => to(other).id);
      const fate = fateOf(number, successors, origins, fatesBefore);
      return { fate, before: id, after: undefined, others, key: canonical };
    }),
  ];
}

function groupLinks(
  links: MatchedContainers["links"],
  side: 0 | 1,
): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (const link of links) {
    const [from, to] = side === 0 ? link : [link[1], link[0]];
    const group = groups.get(from);
    if (group) group.push(to);
    else groups.set(from, [to]);
  }
  return groups;
}

/** `+3 execution, +1 risk, 8 → 32 combinations; caused by commission (×2) and slippage (×2)`. */
function summaryOf(
  roles: readonly RoleComparison[],
  combinations: Pair,
  changes: readonly ConfigChange[],
): string {
  const deltas = roles
    .flatMap(({ role, before, after, containers }) => {
      const delta = after - before;
      if (delta !== 0n) return { role, size: delta < 0n ? -delta : delta, text: signed(delta) };
      const otherwiseChanged = containers.filter(({ after: id }) => id !== undefined).length;
      return otherwiseChanged > 0 ? { role, size: 0n, text: `${otherwiseChanged} other` } : [];
    })
    .toReversed()
    .toSorted((a, b) => (a.size === b.size ? 0 : a.size < b.size ? 1 : -1))
    .map(({ role, text }) => `${text} ${role}`);
  const swept =
    combinations.before === combinations.after
      ? []
      : [`${combinations.before} → ${combinations.after} combinations`];
  const parts = [...deltas, ...swept];
  if (parts.length === 0) {
    return changes.length === 0
      ? "No change"
      : `No change to risk and execution; ${causes(changes)}`;
  }
  return `${parts.join(", ")}${changes.length === 0 ? "" : `; ${causes(changes)}`}`;
}

const namedCauses = 4;

function causes(changes: readonly ConfigChange[]): string {
  const named = changes.slice(0, namedCauses).map(({ field, what }) => `${field} (${what})`);
  const left = changes.length - named.length;
  if (left > 0) named.push(`${left} more`);
  const last = named.at(-1) ?? "";
  return `caused by ${named.length > 1 ? `${named.slice(0, -1).join(", ")} and ${last}` : last}`;
}

const signed = (delta: bigint): string => (delta < 0n ? `−${-delta}` : `+${delta}`);
