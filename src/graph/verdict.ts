import type { PlanView } from "../planner/answer/view.ts";
import type { VerdictCause as HeadlineCause } from "../planner/explain/blame/headline.ts";
import { sharedRoles, type Plan, type SharedRole } from "../planner/model.ts";
import type { UnreadSweeps } from "../planner/workflow/workflow.ts";
import { clipText } from "../text/clip-text.ts";
import { countOf, formatCount, formatFactor } from "../text/count-text.ts";
import type { SourceRange } from "../text/source-range.ts";

/** A field that splits containers, and where it is written. */
export type VerdictCause = { readonly text: string; readonly range: SourceRange | undefined };

/** The plan in words: how much is shared, and what splits the containers that are several. */
export type Verdict = {
  readonly text: string;
  readonly causes: readonly VerdictCause[];
  /** What stands between the causes: `·` where each splits by itself, `+` where they do together. */
  readonly joint: "·" | "+";
  /** How many causes are left out. */
  readonly more: number;
};

/** The plan in one sentence: what is shared, or which containers there are and what splits them. */
export function verdictOf(view: PlanView): string {
  const { text, causes, joint, more } = verdictParts(view);
  if (causes.length === 0) return text;
  const named = causes.map((cause) => cause.text).join(` ${joint} `);
  return `${text}: ${named}${more > 0 ? ` and ${countOf(more, "more field")}` : ""}`;
}

/** The sentence in its parts, so that a page can lead from each cause to its line. */
export function verdictParts(view: PlanView): Verdict {
  const { combinations, counts } = view;
  const { risk, execution } = counts.optimized;
  const plain = (text: string): Verdict => ({ text, causes: [], joint: "·", more: 0 });
  // what is planned is not what was meant: nothing else is told before that
  if (view.unread) return plain(unreadVerdict(combinations, view.unread, formatCount));
  if (combinations === 0n) return plain("No combinations to plan yet");
  if (combinations === 1n) return plain("1 combination, nothing to share");
  if (risk === 1n && execution === 1n) {
    return plain(`All ${countOf(combinations, "combination")} share 1 risk and 1 execution`);
  }
  const split = sharedRoles.filter((role) => counts.optimized[role] > 1n);
  const names = split.map((role) => `${formatCount(counts.optimized[role])} ${role}`);
  return { text: `${names.join(" and ")} containers`, ...causesOf(view, split) };
}

/** How much is planned beside what nobody has read: `12 combinations planned · 1 sweep not read (×6)`. */
export function unreadVerdict(
  combinations: bigint,
  { count, factor }: UnreadSweeps,
  spell: (count: bigint) => string,
): string {
  const planned = `${spell(combinations)} combination${combinations === 1n ? "" : "s"} planned`;
  const unread = `${count} sweep${count === 1 ? "" : "s"} not read`;
  return `${planned} · ${unread}${factor === undefined ? "" : ` (×${spell(factor)})`}`;
}

/** What rules leave: `6 of 16 combinations (10 dropped by fast_period < slow_period)`; empty without. */
export function droppedText(
  { combinations, dropped, rules }: Pick<Plan, "combinations" | "dropped" | "rules">,
  spell: (count: bigint) => string,
): string {
  if (dropped === 0n) return "";
  const dropping = rules.filter(({ drops }) => drops > 0n);
  const [only, ...others] = dropping;
  const by = only && others.length === 0 ? clipText(only.text, 60) : `${dropping.length} rules`;
  return `${spell(combinations)} of ${spell(combinations + dropped)} combinations (${spell(dropped)} dropped by ${by})`;
}

const namedCauses = 3;

/** The fields that multiply the containers most; where none does by itself, those that do together. */
function causesOf(
  view: PlanView,
  split: readonly SharedRole[],
): Pick<Verdict, "causes" | "joint" | "more"> {
  const { explanation } = view;
  if (!explanation) return { causes: causesInSight(view, split), joint: "·", more: 0 };
  const roles = explanation.headline.roles.filter(({ role }) => split.includes(role));
  const strongest = new Map<string, HeadlineCause>();
  for (const cause of roles.flatMap(({ causes }) => causes)) {
    const known = strongest.get(cause.id);
    if (!known || known.multiplies < cause.multiplies) strongest.set(cause.id, cause);
  }
  const all = [...strongest.values()].toSorted((a, b) => b.multiplies - a.multiplies);
  const alone = all.filter(({ multiplies }) => multiplies > 1);
  const causes = alone.length > 0 ? alone : all;
  return {
    causes: causes.slice(0, namedCauses).map(({ field, multiplies, range }) => ({
      text: multiplies > 1 ? `${field} ×${formatFactor(multiplies)}` : field,
      range,
    })),
    joint: alone.length > 0 ? "·" : "+",
    more: Math.max(causes.length - namedCauses, 0),
  };
}

/** Until the explanation is there: the fields that differ, with their number of values, most first. */
function causesInSight({ roles }: PlanView, split: readonly SharedRole[]): VerdictCause[] {
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
    .slice(0, namedCauses)
    .map(([field, count]) => ({ text: `${field} ×${count}`, range: undefined }));
}

/** The most that the policy can save, in per cent of naive: strategies and portfolios always stay. */
export function ceilingPercent(combinations: bigint): number {
  if (combinations === 0n) return 0;
  const naive = 1n + 4n * combinations;
  const saved = naive - (1n + 2n * combinations + 2n);
  // rounded half up from the exact fraction, as the plan's own percentages are
  return Number((saved * 2000n + naive) / (2n * naive)) / 10;
}
