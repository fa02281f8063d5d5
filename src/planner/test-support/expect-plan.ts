import { expect } from "vitest";
import { combinationIndex, type IndexSet, type Plan } from "../model.ts";
import { planText } from "../plan-text.ts";
import type { FactoredPlan } from "../sharing/decomposition/factored.ts";
import type { Adapter, AdapterEnd } from "../wiring/wire.ts";
import type { SeedAdapter } from "./oracle-wiring.ts";
import { pythonText, type Plain } from "./plain.ts";

/** The plan of a text that no blocking diagnostic stops. */
export function planOf(yaml: string): Plan {
  return factoredPlanOf(yaml).plan;
}

/** The same with what it was computed from. */
export function factoredPlanOf(yaml: string): FactoredPlan {
  const { plan, factored, diagnostics } = planText(yaml, "pyyaml");
  expect(diagnostics.filter(({ blocking }) => blocking)).toEqual([]);
  return { plan, factored };
}

/** What a set says of itself, in every way it can be asked, over `n` combinations. */
export function describeSet(set: IndexSet, n: number) {
  const indices = Array.from({ length: n }, (_, i) => i);
  const visited: number[] = [];
  set.forEachStretch((start, length) => visited.push(...indices.slice(start, start + length)));
  return {
    count: Number(set.count),
    iterated: Array.from(set, Number),
    at: Array.from({ length: Number(set.count) }, (_, i) => Number(set.at(BigInt(i)))),
    has: indices.filter((i) => set.has(combinationIndex(BigInt(i)))),
    visited,
  };
}

/** The same for a list. */
export function describeList(served: readonly number[]) {
  return { count: served.length, iterated: served, at: served, has: served, visited: served };
}

/** An adapter of the plan in the seed's spelling. */
export function spellAdapter({ name, type, from, to, events, routingKey }: Adapter): SeedAdapter {
  const ends = (end: AdapterEnd) => (end.many ? [...end.ids] : end.id);
  const source = ends(from);
  const target = ends(to);
  return {
    name,
    type,
    ...(typeof source === "string" ? { source } : { sources: source }),
    ...(typeof target === "string" ? { target } : { targets: target }),
    event_types: events,
    ...(routingKey ? { routing_key: routingKey } : {}),
  };
}

/** A configuration as page 2 prints it: written order, and what is not finite as text. */
export function writtenText(value: Plain): string {
  return pythonText(value, false).replaceAll(/(?<=: |\[|, )(NaN|-?Infinity)/g, '"$&"');
}
