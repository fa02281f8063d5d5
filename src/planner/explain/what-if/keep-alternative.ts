import { at } from "../../../text/collections.ts";
import type { TextEdit } from "../../../text/source-range.ts";
import { keyIdentity, type MapEntry, type MapValue, type Value } from "../../../yaml/value.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { gridPath } from "../../sharing/reach/reach.ts";
import { sectionRoles } from "../../workflow/axis-target.ts";
import type { Axis, Workflow } from "../../workflow/workflow.ts";
import { joinEdits } from "./edit-text.ts";
import { keepItem, removeEntry, replaceValue } from "./entry-edits.ts";
import { listOf } from "./freeze.ts";
import { haveSameStrategies } from "./nothing-else.ts";
import { respell, spellKey } from "./spell-yaml.ts";

/** Names what keeping one of an axis' alternatives would give; the id of no field is a path. */
export function alternativeIds({ grid }: Workflow): readonly string[] {
  return grid.flatMap((axis) => (isOfAlternatives(axis) ? gridPath(axis) : []));
}

/** The position of the grid axis of alternatives that an id names. */
export function axisOfId({ grid }: Workflow, id: string): number | undefined {
  const position = grid.findIndex((axis) => isOfAlternatives(axis) && gridPath(axis) === id);
  return position < 0 ? undefined : position;
}

/** Whether the values of an axis are alternatives of a section; paired ones go with others. */
function isOfAlternatives({ fields, values }: Axis): boolean {
  const [field] = fields;
  return fields.length === 1 && field?.section !== undefined && values.count > 1;
}

/** The edits that leave one of an axis' alternatives; nothing where the text is not plain enough. */
export function keepAlternative(
  text: string,
  { grid, key }: Axis,
  position: number,
): readonly TextEdit[] | undefined {
  const identity = keyIdentity(key);
  const entry = identity === undefined ? undefined : grid?.map.entries.get(identity);
  const list = entry && listOf(entry.value);
  if (list) return keepItem(text, list, position);
  return entry?.value.type === "map" ? keepNamed(text, entry, entry.value, position) : undefined;
}

function keepNamed(
  text: string,
  entry: MapEntry,
  map: MapValue,
  position: number,
): readonly TextEdit[] | undefined {
  const entries = [...map.entries.values()];
  const kept = entries[position];
  if (!kept) return undefined;
  const removals = entries.map((one) => (one === kept ? undefined : removeEntry(text, map, one)));
  const possible = removals.filter((edit) => edit !== undefined);
  const joined = possible.length === entries.length - 1 ? joinEdits(possible) : undefined;
  if (joined) return joined;
  const [name, value] = [spellKey(kept.key), respell(text, kept.value)];
  if (name === undefined || value === undefined) return undefined;
  return [replaceValue(text, entry, `{${name}: ${value}}`)];
}

/**
 * Whether an edited text is the one before with one alternative of an axis alone: all sections, all other
 * axes and all places that these write are the same.
 */
export function keepsJustOne(
  before: Factored,
  after: Factored,
  position: number,
  alternative: number,
): boolean {
  const [wide, narrow] = [before.workflow, after.workflow];
  if (!haveSameStrategies(wide, narrow) || wide.grid.length !== narrow.grid.length) return false;
  const areSectionsSame =
    sectionRoles.every((role) => isSame(wide.base[role], narrow.base[role])) &&
    wide.strategies.every(({ overrides }, i) =>
      sectionRoles.every((role) => isSame(overrides[role], narrow.strategies[i]?.overrides[role])),
    );
  return areSectionsSame && wide.grid.every(isAxisSame);

  function isAxisSame({ key, values }: Axis, axis: number): boolean {
    const other = at(narrow.grid, axis);
    const isSameKey = keyIdentity(key) === keyIdentity(other.key);
    if (!isSameKey || placesOf(before, axis) !== placesOf(after, axis)) return false;
    if (axis !== position) return values.count === other.values.count;
    return other.values.count === 1 && isSame(values.at(alternative), other.values.at(0));
  }
}

/** Where an axis writes, and for whom. */
function placesOf({ reach }: Factored, axis: number): string {
  return JSON.stringify(
    at(reach, axis).targets.map(({ role, path, field, strategies }) => [
      role,
      path.map(keyIdentity),
      field,
      strategies && [...strategies],
    ]),
  );
}

function isSame(a: Value, b: Value | undefined): boolean {
  return b !== undefined && (a === b || equalityText(a) === equalityText(b));
}
