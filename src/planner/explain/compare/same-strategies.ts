import type { Strategy } from "../../workflow/workflow.ts";

/** The strategies of two texts that are the same by name, else by type, in their order. */
export function pairSameStrategies(
  before: readonly Strategy[],
  after: readonly Strategy[],
): readonly (readonly [Strategy, Strategy])[] {
  const unmatched = new Map<string, Strategy[]>();
  for (const strategy of before) {
    const name = strategy.name ?? strategy.type ?? "";
    unmatched.set(name, [...(unmatched.get(name) ?? []), strategy]);
  }
  return after.flatMap((strategy) => {
    const earlier = unmatched.get(strategy.name ?? strategy.type ?? "")?.shift();
    return earlier ? [[earlier, strategy] as const] : [];
  });
}
