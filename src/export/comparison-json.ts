import type { Comparison, ComparedContainer } from "../planner/explain/compare/comparison.ts";
import type { Json } from "./json-text.ts";

/** A comparison as the command line prints it. */
export function comparisonJson({
  summary,
  combinations,
  containers,
  adapters,
  roles,
  changes,
}: Comparison): { readonly [key: string]: Json } {
  return {
    format: "sharing-comparison/1",
    summary,
    combinations,
    containers,
    adapters,
    roles: Object.fromEntries(
      roles.map(({ role, before, after, fates, containers: listed, limit }) => [
        role,
        {
          before,
          after,
          ...(fates ? { ...fates, containers: listed.map(containerJson) } : {}),
          ...(limit === undefined ? {} : { limit }),
        },
      ]),
    ),
    changes: changes.map(({ field, what }) => ({ field, what })),
  };
}

function containerJson({ fate, before, after, others, key }: ComparedContainer): Json {
  return { fate, before: before ?? null, after: after ?? null, others: [...others], config: key };
}
