import type { VersionPlan } from "../../store/document/history/history.ts";
import { countOf, formatCount, shortCount } from "../../text/count-text.ts";

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { month: "short", day: "numeric" });
const year = new Intl.DateTimeFormat(undefined, { dateStyle: "medium" });

/** When a version was on screen, as short as it is clear: `3:42 PM`, `Nov 21, 3:42 PM`. */
export function timeInWords(time: number, now: number): string {
  const [then, today] = [new Date(time), new Date(now)];
  if (then.toDateString() === today.toDateString()) return clock.format(then);
  if (then.getFullYear() !== today.getFullYear()) return year.format(then);
  return `${day.format(then)}, ${clock.format(then)}`;
}

/** What a version comes to: `33 → 19 containers · 8 combinations`. */
export function planInWords(plan: VersionPlan): string {
  switch (plan.kind) {
    case "planned": {
      const { naive, optimized, combinations } = plan;
      const many = combinations === 1n ? "combination" : "combinations";
      return `${shortCount(naive)} → ${shortCount(optimized)} containers · ${shortCount(combinations)} ${many}`;
    }
    case "blocked":
      return countOf(plan.errors, "error");
    case "unknown":
      return "not planned";
  }
}

/** What has changed since the version before: `+4 containers`; nothing for the first one. */
export function changeInWords(plan: VersionPlan, before: VersionPlan | undefined): string {
  if (plan.kind !== "planned" || before?.kind !== "planned") return "";
  const differences = [
    difference(before.optimized, plan.optimized, "container"),
    difference(before.combinations, plan.combinations, "combination"),
  ].filter((words) => words !== "");
  const [first] = differences;
  // the second one is seen in the column beside it
  if (first !== undefined) return first;
  return plan.identity === before.identity ? "same plan" : "same counts, other values";
}

function difference(before: bigint, after: bigint, noun: string): string {
  if (before === after) return "";
  const by = after > before ? after - before : before - after;
  const sign = after > before ? "+" : "−";
  const count = by < 1_000_000n ? formatCount(by) : shortCount(by);
  return `${sign}${count} ${noun}${by === 1n ? "" : "s"}`;
}
