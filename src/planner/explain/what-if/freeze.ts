import { at } from "../../../text/collections.ts";
import type { TextEdit } from "../../../text/source-range.ts";
import {
  entryOf,
  keyIdentity,
  keyText,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { SharedRole } from "../../model.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import { fieldPath, isPrefix, type FieldPath } from "../../sharing/decomposition/config-leaves.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { readAt } from "../../sharing/reach/configuration.ts";
import { entryAmong, listNames } from "../../workflow/axes/read-axis.ts";
import type { Axis, AxisField, Workflow } from "../../workflow/workflow.ts";
import { joinEdits } from "./edit-text.ts";
import {
  addBelow,
  addInside,
  addSection,
  keepItem,
  removeEntry,
  replaceValue,
} from "./entry-edits.ts";
import { respell } from "./spell-yaml.ts";

/** What a field is frozen to: a value as it is written somewhere, or its absence. */
export type FrozenValue = { readonly identity: string; readonly value: Value | undefined };

/**
 * The edits that give a field one value in some roles: a sweep keeps one of its values, overrides and
 * bases get it, "absent" deletes the key. `undefined` where the text is not plain enough to be sure.
 */
export function freezeField(
  text: string,
  factored: Factored,
  roles: readonly SharedRole[],
  path: FieldPath,
  to: FrozenValue,
): readonly TextEdit[] | undefined {
  const spelled = to.value && respell(text, to.value);
  if (to.value && spelled === undefined) return undefined;
  const freezing = { text, path, to, spelled: spelled ?? "" };
  const edits: TextEdit[] = [];
  for (const role of roles) {
    const roleEdits = freezeRole(freezing, factored, role);
    if (!roleEdits) return undefined;
    edits.push(...roleEdits);
  }
  return joinEdits(edits);
}

/** A value is written so many times at most. */
const mostRepeated = 100;

type Freezing = {
  readonly text: string;
  readonly path: FieldPath;
  readonly to: FrozenValue;
  readonly spelled: string;
};

function freezeRole(
  freezing: Freezing,
  { workflow, reach }: Factored,
  role: SharedRole,
): readonly TextEdit[] | undefined {
  const { path } = freezing;
  const edits: TextEdit[] = [];
  // the last writer wins, so that what it always writes for all strategies hides all the others
  for (const { axis, targets } of reach.toReversed()) {
    for (const target of targets) {
      if (target.role !== role) continue;
      const place = fieldPath(target.path);
      if (isPrefix(path, place)) return undefined;
      if (place.id !== path.id && !isPrefix(place, path)) continue;
      const below = path.keys.slice(target.path.length);
      const field = at(axis.fields, target.field);
      if (below.length === 0 && allScalars(field)) {
        const axisEdits = freezeAxis(freezing, axis, field);
        if (!axisEdits) return undefined;
        edits.push(...axisEdits);
        if (!target.strategies) return edits;
        continue;
      }
      const inside = freezeInside(freezing, field, below, isBase(axis, field));
      if (!inside) return undefined;
      edits.push(...inside.edits);
      if (inside.always && !target.strategies) return edits;
    }
  }
  const sectionEdits = freezeSections(freezing, workflow, role);
  return sectionEdits && [...edits, ...sectionEdits];
}

/** Only short axes are looked through: a range has no mappings. */
function allScalars({ values }: AxisField): boolean {
  for (let i = 0; i < Math.min(values.count, 10_000); i++) {
    if (values.at(i).type === "map") return false;
  }
  return true;
}

/** A sweep of the field itself keeps one value; paired with others, that value at every position. */
function freezeAxis(
  { text, to, spelled }: Freezing,
  axis: Axis,
  field: AxisField,
): readonly TextEdit[] | undefined {
  const grid = axis.grid?.map;
  const identity = keyIdentity(field.key);
  const entry = identity === undefined ? undefined : grid?.entries.get(identity);
  if (!grid || !entry) return undefined;
  if (!to.value) {
    const removal = removeEntry(text, grid, entry);
    return removal && [removal];
  }
  if (axis.fields.length > 1) {
    const { count } = axis.values;
    const repeated = Array.from({ length: count }, () => spelled).join(", ");
    return count > mostRepeated ? undefined : [replaceValue(text, entry, `[${repeated}]`)];
  }
  const list = listOf(entry.value);
  const kept = list?.items.findIndex((item) => equalityText(item) === to.identity) ?? -1;
  if (list && kept >= 0) return keepItem(text, list, kept);
  return [replaceValue(text, entry, `[${spelled}]`)];
}

/** The list of an axis that is written as one, with or without a key of its own. */
export function listOf(value: Value) {
  if (value.type === "list") return value;
  if (value.type !== "map") return undefined;
  const inner = entryAmong(value, listNames)?.value;
  return inner?.type === "list" ? inner : undefined;
}

/** Whether a section is written as the list of these alternatives, so that it has no base. */
function isBase({ grid }: Axis, { key, section }: AxisField): boolean {
  return grid?.path === "" && section !== undefined && keyText(key) === section.role;
}

/**
 * A sweep over mappings keeps them all, each with the field's one value; where they stand for the base,
 * those without it get it.
 */
function freezeInside(
  freezing: Freezing,
  { values }: AxisField,
  below: readonly Value[],
  areBase: boolean,
): { readonly edits: readonly TextEdit[]; readonly always: boolean } | undefined {
  const edits: TextEdit[] = [];
  let always = true;
  for (let i = 0; i < Math.min(values.count, 10_000); i++) {
    const value = values.at(i);
    const written = below.length > 0 ? entryAt(value, below) : undefined;
    // what is no mapping on the way replaces what stands below
    if (value.type !== "map" || !written) {
      if (value.type !== "map") return undefined;
      if (areBase && freezing.to.value) {
        const added = addInside(freezing.text, value, below, freezing.spelled);
        if (!added) return undefined;
        edits.push(added);
      } else always = false;
      continue;
    }
    const edit = freezeEntry(freezing, written.map, written.entry);
    if (edit === "impossible") return undefined;
    if (edit) edits.push(edit);
    always &&= freezing.to.value !== undefined;
  }
  return { edits, always };
}

/** Overrides that set the field get the value, and the base where a strategy relies on it. */
function freezeSections(
  freezing: Freezing,
  { strategies, base, root }: Workflow,
  role: SharedRole,
): readonly TextEdit[] | undefined {
  const { text, path, to, spelled } = freezing;
  const edits: TextEdit[] = [];
  let relying = false;
  for (const { overrides } of strategies) {
    const override = entryAt(overrides[role], path.keys);
    relying ||= !override;
    const edit = override && freezeEntry(freezing, override.map, override.entry);
    if (edit === "impossible") return undefined;
    if (edit) edits.push(edit);
  }
  const inBase = entryAt(base[role], path.keys);
  if (!relying && to.value) return edits;
  if (inBase) {
    const edit = freezeEntry(freezing, inBase.map, inBase.entry);
    if (edit === "impossible") return undefined;
    if (edit) edits.push(edit);
  } else if (to.value && relying) {
    const section = entryOf(root, role);
    const added = section
      ? addBelow(text, section, path.keys, spelled)
      : addSection(text, root, role, path.keys, spelled);
    if (!added) return undefined;
    edits.push(added);
  }
  return edits;
}

function freezeEntry(
  { text, to, spelled }: Freezing,
  map: MapValue,
  entry: MapEntry,
): TextEdit | "impossible" | undefined {
  if (entry.value.type === "map" && entry.value.entries.size > 0) return "impossible";
  if (!to.value) return removeEntry(text, map, entry) ?? "impossible";
  if (equalityText(entry.value) === to.identity) return undefined;
  return replaceValue(text, entry, spelled);
}

/** The entry at a path, and the mapping that it stands in. */
function entryAt(
  value: Value,
  path: readonly Value[],
): { readonly map: MapValue; readonly entry: MapEntry } | undefined {
  const map = path.length > 1 ? readAt(value, path.slice(0, -1)) : value;
  const key = path.at(-1);
  const identity = key && keyIdentity(key);
  if (map?.type !== "map" || identity === undefined) return undefined;
  const entry = map.entries.get(identity);
  return entry && { map, entry };
}
