import { describeAxes } from "../planner/explain/blame/axes.ts";
import { blameOf, type BlameRow, type RoleBlame } from "../planner/explain/blame/blame.ts";
import type { Plan } from "../planner/model.ts";
import type { Factored } from "../planner/sharing/decomposition/factored.ts";
import type { LineTable } from "../text/position.ts";
import type { SourceRange } from "../text/source-range.ts";
import { raw, type Json } from "./json-text.ts";

/** Which fields break sharing, and what the axes cost (spec page 3, "Blame"). */
export function blameJson(
  { counts }: Plan,
  factored: Factored,
  table: LineTable,
): { readonly [key: string]: Json | undefined } {
  const { rows, notComputed } = blameOf(factored, counts.optimized);
  const axes = describeAxes(factored, counts.optimized);
  return {
    blame: rows.map((row) => rowJson(row, table)),
    blame_not_computed:
      notComputed.length === 0
        ? undefined
        : notComputed.map(({ role, reason }) => ({ role, reason })),
    axes: axes.map(({ key, fields, path, values, combinationsFactor, roles, oneMore }) => ({
      key,
      ...(fields.length > 1 ? { fields: fields.map((field) => field.key) } : {}),
      path,
      values,
      combinations_factor: combinationsFactor,
      roles: [...roles],
      one_more: oneMore ? { naive: oneMore.naive, optimized: oneMore.optimized } : null,
    })),
  };
}

/** `values` are spelled as in configurations, the text "absent" stands for none; `sources` say where. */
function rowJson(row: BlameRow, table: LineTable): Json {
  const { field, roles, values, valuesCount, tiedWith, gainingSet, cause } = row;
  return {
    field,
    roles: {
      risk: roles.risk && roleJson(roles.risk),
      execution: roles.execution && roleJson(roles.execution),
    },
    values: values.map(({ text }) => (text === undefined ? "absent" : raw(text))),
    values_count: valuesCount,
    sources: values.map(({ ranges }) => placesJson(ranges, table)),
    tied_with: tiedWith.toSorted(),
    gaining_set: gainingSet?.toSorted() ?? null,
    cause: cause.kind,
    ...(cause.alternatives.length > 0 ? { cause_axes: [...cause.alternatives] } : {}),
    cause_sources: placesJson(cause.ranges, table),
  };
}

function roleJson({ containers, containersWithout, removes, multiplies }: RoleBlame): Json {
  return { containers, containers_without: containersWithout, removes, multiplies };
}

/** Places as `line:column`, both from 1. */
function placesJson(ranges: readonly SourceRange[], table: LineTable): Json {
  return ranges.map(({ start }) => {
    const { line, column } = table.positionAt(start);
    return `${line}:${column}`;
  });
}
