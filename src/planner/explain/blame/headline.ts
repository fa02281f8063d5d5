import { copyRange, type SourceRange } from "../../../text/source-range.ts";
import { sharedRoles, type Plan, type SharedRole, type TopologyCounts } from "../../model.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import type { AxisFacts } from "./axes.ts";
import type { Blame } from "./blame.ts";
import { countDuplicates } from "./duplicates.ts";
import { countStrategyConfigs } from "./strategy-configs.ts";

/** A field that splits a role, as the verdict names it: `commission ×2`. */
export type VerdictCause = {
  readonly field: string;
  readonly id: string;
  /** By how much it multiplies the role's containers; 1 where it only does so with others. */
  readonly multiplies: number;
  /** The line to go to: the axis, or the first override. */
  readonly range: SourceRange | undefined;
};

/** One shareable role in the verdict; without causes where it has one container. */
export type RoleVerdict = {
  readonly role: SharedRole;
  readonly containers: bigint;
  /** Those that cost most first. */
  readonly causes: readonly VerdictCause[];
};

/** What stands above and under the verdict (spec page 3, "Honest headline"). */
export type HeadlineFacts = {
  readonly roles: readonly RoleVerdict[];
  /** The most that the policy can save of the containers, in per cent with one decimal. */
  readonly ceilingPercent: number;
  /** Avoided ÷ avoidable containers, (2N − R − E) ÷ (2N − 2), in per cent; `undefined` up to N = 1. */
  readonly efficiencyPercent: number | undefined;
  /** Risk and execution containers without and with sharing. */
  readonly shareable: { readonly naive: bigint; readonly optimized: bigint };
  /**
   * Beyond the policy: how many different configurations the strategy containers hold, how many
   * could be merged, and the containers then. `undefined` where it would need enumeration.
   */
  readonly strategies:
    | { readonly distinct: bigint; readonly mergeable: bigint; readonly containers: bigint }
    | undefined;
  /**
   * Combinations that repeat another one in everything, since an axis has a value twice or reaches
   * nothing; `undefined` where it would need enumeration.
   */
  readonly duplicates: bigint | undefined;
};

/** Works out the headline of a plan from its blame and its axes. Exact; costs no combinations. */
export function headlineOf(
  plan: Plan,
  factored: Factored,
  blame: Blame,
  axes: readonly AxisFacts[],
): HeadlineFacts {
  const { combinations: n, counts } = plan;
  const { risk, execution, containers } = counts.optimized;
  const distinct = countStrategyConfigs(factored);
  return {
    roles: sharedRoles.map((role) => roleVerdict(role, counts.optimized[role], blame, axes)),
    ceilingPercent: n === 0n ? 0 : percent(2n * n - 2n, 1n + 4n * n),
    efficiencyPercent: efficiencyOf(n, counts.optimized),
    shareable: { naive: 2n * n, optimized: risk + execution },
    strategies:
      distinct === undefined
        ? undefined
        : { distinct, mergeable: n - distinct, containers: containers - (n - distinct) },
    duplicates: countDuplicates(plan, factored),
  };
}

/** Avoided ÷ avoidable containers of N combinations, in per cent; `undefined` up to N = 1. */
export function efficiencyOf(
  n: bigint,
  { risk, execution }: Pick<TopologyCounts, SharedRole>,
): number | undefined {
  return n > 1n ? percent(2n * n - risk - execution, 2n * n - 2n) : undefined;
}

/** At most this many causes of a role are named. */
const namedCauses = 8;

/** Alternatives of a section count as one cause, and not by the fields that differ between them. */
function roleVerdict(
  role: SharedRole,
  containers: bigint,
  { rows }: Blame,
  axes: readonly AxisFacts[],
): RoleVerdict {
  const sections = axes.flatMap(
    ({ key, path, range, alternatives, multiplies }): VerdictCause[] => {
      const factor = multiplies[role];
      return alternatives && factor !== undefined
        ? [{ field: key, id: path, multiplies: factor, range: copyRange(range) }]
        : [];
    },
  );
  const starts = new Set(sections.map(({ range }) => range?.start));
  const fields = rows.flatMap(({ field, id, roles, cause }): VerdictCause[] => {
    const costs = roles[role];
    const [range] = cause.ranges;
    const isTold =
      cause.alternatives.length > 0 && cause.ranges.every(({ start }) => starts.has(start));
    return costs && !isTold
      ? [{ field, id, multiplies: costs.multiplies, range: range && copyRange(range) }]
      : [];
  });
  const ordered = [...sections, ...fields].toSorted((a, b) => b.multiplies - a.multiplies);
  return { role, containers, causes: ordered.slice(0, namedCauses) };
}

/** With one decimal, rounded half up from the exact fraction. */
function percent(part: bigint, whole: bigint): number {
  return Number((2000n * part + whole) / (2n * whole)) / 10;
}
