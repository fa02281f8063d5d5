import { at, groupBy } from "../../../text/collections.ts";
import { copyRange, type TextEdit } from "../../../text/source-range.ts";
import { entryOf, textKey, type MapValue } from "../../../yaml/value.ts";
import type { Plan, SharedRole } from "../../model.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import { shownText } from "../../sharing/canonical/config-text.ts";
import { fieldPath } from "../../sharing/decomposition/config-leaves.ts";
import { countConfigurations } from "../../sharing/decomposition/count-configurations.ts";
import type { Facets } from "../../sharing/decomposition/facets.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { firstPlaceOf } from "../../sharing/decomposition/first-offsets.ts";
import { replaceAxis } from "../../sharing/decomposition/replace-axis.ts";
import { mappingsOf } from "../../workflow/axes/alternatives.ts";
import type { AxisField } from "../../workflow/workflow.ts";
import { addInside, removeEntry, replaceValue } from "../what-if/entry-edits.ts";
import { respell } from "../what-if/spell-yaml.ts";
import type { NearMiss } from "./near-miss.ts";

/** Fields of an alternative that tell people what it is, and count for equality all the same. */
const naming = ["name", "type"] as const;
const namedContainers = 24;

/**
 * Finds alternatives of a section that differ only in what they are called (spec page 7): each costs a
 * container for nothing. Of axes that rules couple nothing is told.
 */
export function namedAlternatives(
  plan: Plan,
  factored: Factored,
  { role, scope }: Facets,
): readonly NearMiss[] {
  const { workflow, reach, numbering } = factored;
  return workflow.grid.flatMap(({ fields }, axis) => {
    const f = scope.factors.findIndex(({ axes }) => axes.some(({ position }) => position === axis));
    if (f < 0 || numbering.coupling?.componentOf.has(axis)) return [];
    return fields.flatMap((field, n) =>
      field.section?.role === role
        ? alikeIn(field).flatMap((positions) => describe(n, positions))
        : [],
    );

    function describe(n: number, positions: readonly number[]): readonly NearMiss[] {
      const reaching = at(reach, axis);
      const field = at(fields, n);
      const [kept = 0] = positions;
      const unified = fields.map((one, i) => (i === n ? unify(field, positions, kept) : one));
      const changed = { ...reaching, axis: { ...reaching.axis, fields: unified } };
      const classes = replaceAxis(workflow, role, scope, f, changed);
      const { count, exact } = countConfigurations({ tooLarge: undefined, classes });
      const removes = plan.roles[role].count - count;
      return exact && removes > 0n
        ? [missOf(plan, factored, role, { axis, n, positions, removes })]
        : [];
    }
  });
}

/** Positions of alternatives that are equal but for what they are called. */
function alikeIn(field: AxisField): readonly (readonly number[])[] {
  const maps = mappingsOf(field);
  const groups = groupBy(maps.keys(), (position) => equalityText(withoutNames(at(maps, position))));
  return Array.from(groups.values()).flatMap((positions) => {
    // of equal ones the first stands for all
    const byText = new Map(
      positions.toReversed().map((position) => [equalityText(at(maps, position)), position]),
    );
    return byText.size > 1 ? [[...byText.values()].toSorted((a, b) => a - b)] : [];
  });
}

function withoutNames(map: MapValue): MapValue {
  const entries = new Map(map.entries);
  for (const name of naming) entries.delete(textKey(name));
  return { ...map, entries };
}

/** The field with one alternative in the place of others. */
function unify(field: AxisField, positions: readonly number[], kept: number): AxisField {
  const { values } = field;
  const valueAt = (i: number) => values.at(positions.includes(i) ? kept : i);
  return { ...field, values: { ...values, at: valueAt } };
}

type Alike = {
  readonly axis: number;
  /** Which of the axis's fields. */
  readonly n: number;
  readonly positions: readonly number[];
  readonly removes: bigint;
};

function missOf(
  plan: Plan,
  factored: Factored,
  role: SharedRole,
  { axis, n, positions, removes }: Alike,
): NearMiss {
  const field = at(at(factored.workflow.grid, axis).fields, n);
  const maps = mappingsOf(field);
  const shown = positions.slice(0, namedContainers);
  const fields = naming.flatMap((name): NearMiss["fields"] => {
    const values = shown.map((position) => {
      const map = at(maps, position);
      const value = entryOf(map, name)?.value;
      return { text: value && shownText(value), range: copyRange((value ?? map).range) };
    });
    const { id } = fieldPath([{ type: "text", value: name, range: field.key.range }]);
    return new Set(values.map(({ text }) => text)).size > 1 ? [{ field: name, id, values }] : [];
  });
  const first = firstPlaceOf(factored, at(factored.scopes[role].classes, 0));
  const stride = at(factored.space.gridStrides, axis);
  const { container, servedBy } = plan.roles[role];
  return {
    role,
    kind: "only a name",
    fields,
    containers: shown.map((position) => {
      const place = first + stride * BigInt(position);
      return container(servedBy(factored.numbering.indexOf(place))).id;
    }),
    removes,
    strategies: [],
    alternatives: { axis, field: n, positions },
  };
}

/** The edits that call alternatives what the first of them is called. */
export function callAlike(
  text: string,
  { workflow }: Factored,
  { axis, field: n, positions }: NonNullable<NearMiss["alternatives"]>,
): readonly TextEdit[] | undefined {
  const field = workflow.grid[axis]?.fields[n];
  const [first, ...others] = positions.flatMap((i) => (field && mappingsOf(field)[i]) ?? []);
  if (!first) return undefined;
  const edits: TextEdit[] = [];
  for (const name of naming) {
    const wanted = entryOf(first, name);
    const spelled = wanted && respell(text, wanted.value);
    for (const map of others) {
      const entry = entryOf(map, name);
      if (wanted ? entry && equalityText(entry.value) === equalityText(wanted.value) : !entry)
        continue;
      const edit = !wanted
        ? entry && removeEntry(text, map, entry)
        : spelled === undefined
          ? undefined
          : entry
            ? replaceValue(text, entry, spelled)
            : addInside(text, map, [wanted.key], spelled);
      if (!edit) return undefined;
      edits.push(edit);
    }
  }
  return edits;
}
