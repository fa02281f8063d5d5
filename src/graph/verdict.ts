import { countOf, formatCount } from "./count-text.ts";
import { sharedRoles, type SharedRole } from "../planner/model.ts";
import type { PlanView } from "../planner/view.ts";

/** The plan in one sentence: what is shared, or which containers there are and what splits them. */
export function verdictOf(view: PlanView): string {
  const { combinations, counts } = view;
  const { risk, execution } = counts.optimized;
  if (combinations === 0n) return "No combinations to plan yet";
  if (combinations === 1n) return "1 combination, nothing to share";
  if (risk === 1n && execution === 1n) {
    return `All ${countOf(combinations, "combination")} share 1 risk and 1 execution`;
  }
  const split = sharedRoles.filter((role) => counts.optimized[role] > 1n);
  const names = split.map((role) => `${formatCount(counts.optimized[role])} ${role}`);
  const causes = splitting(view, split);
  return `${names.join(" and ")} containers${causes.length > 0 ? `: ${causes.join(" · ")}` : ""}`;
}

/** The fields in which the containers of a role differ, with their number of values, most first. */
function splitting({ roles }: PlanView, split: readonly SharedRole[]): string[] {
  const values = new Map<string, number>();
  for (const { count, containers } of split.map((role) => roles[role])) {
    // a part of the containers could hide the very field that splits the rest
    if (BigInt(containers.length) < count) return [];
    const fields = new Set(containers.flatMap((one) => one.fields.map(({ field }) => field)));
    for (const field of fields) {
      const spelled = containers.map(
        (one) => one.fields.find((shown) => shown.field === field)?.value,
      );
      values.set(field, Math.max(new Set(spelled).size, values.get(field) ?? 0));
    }
  }
  return Array.from(values)
    .filter(([, count]) => count > 1)
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 3)
    .map(([field, count]) => `${field} ×${count}`);
}

/** The most that the policy can save, in per cent of naive: strategies and portfolios always stay. */
export function ceilingPercent(combinations: bigint): number {
  if (combinations === 0n) return 0;
  const naive = 1n + 4n * combinations;
  const saved = naive - (1n + 2n * combinations + 2n);
  // rounded half up from the exact fraction, as the plan's own percentages are
  return Number((saved * 2000n + naive) / (2n * naive)) / 10;
}
