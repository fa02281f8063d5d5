import type { MovingRange } from "../../../text/source-range.ts";
import {
  entryOf,
  keyIdentity,
  textKey,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type TextValue,
  type Value,
} from "../../../yaml/value.ts";
import { holdsMappings } from "../read-section.ts";

/** A text that stands where something else is written. */
export function textAt(value: string, { range }: Pick<Value, "range">): TextValue {
  return { type: "text", value, range };
}

/** A mapping of some entries; of two with one key the later wins, at the earlier one's place. */
export function mapOf(range: MovingRange, written: readonly MapEntry[]): MapValue {
  const entries = new Map<KeyIdentity, MapEntry>();
  for (const entry of written) {
    const identity = keyIdentity(entry.key);
    if (identity !== undefined) entries.set(identity, entry);
  }
  return { type: "map", entries, range };
}

/** The entries of a mapping, in written order. */
export function entriesIn(map: MapValue): readonly MapEntry[] {
  return Array.from(map.entries.values());
}

/** The same mapping without some of its keys. */
export function without(map: MapValue, keys: readonly string[]): MapValue {
  const entries = new Map(map.entries);
  for (const key of keys) entries.delete(textKey(key));
  return { ...map, entries };
}

/** The value at a path of plain keys. */
export function valueOf(map: MapValue, path: string): Value | undefined {
  let value: Value | undefined = map;
  for (const step of path.split(".")) {
    value = value?.type === "map" ? entryOf(value, step)?.value : undefined;
  }
  return value;
}

/** Alternatives that a product may have before nobody could have meant them. */
const mostAlternatives = 10_000;

/**
 * The mappings that some parts come to, each of which is a mapping or a list of mappings that stand for
 * it: one of each, merged in order, the first part changing slowest. Nothing where those are too many.
 */
export function mergeParts(
  range: MovingRange,
  parts: readonly (readonly MapValue[])[],
): readonly MapValue[] | undefined {
  const count = parts.reduce((product, { length }) => product * length, 1);
  if (count > mostAlternatives) return undefined;
  const [only, ...others] = parts;
  if (only && others.length === 0) return only;
  let merged: readonly (readonly MapEntry[])[] = [[]];
  for (const part of parts) {
    merged = merged.flatMap((before) => part.map((map) => [...before, ...entriesIn(map)]));
  }
  return merged.map((entries) => mapOf(range, entries));
}

/** The mappings of a section that is one, or a list of them; nothing where it is anything else. */
export function mapsIn(value: Value | undefined): readonly MapValue[] | undefined {
  if (value?.type === "map") return [value];
  if (!holdsMappings(value)) return undefined;
  const maps = value.items.flatMap((item) => (item.type === "map" ? [item] : []));
  return maps.length === value.items.length ? maps : undefined;
}

/** A section of parameters again: one mapping, or a list of those that stand for it. */
export function sectionOf(range: MovingRange, maps: readonly MapValue[]): Value {
  const [only, ...others] = maps;
  return only && others.length === 0 ? only : { type: "list", items: maps, range };
}
