import { spellScalar } from "../../../yaml/python-spelling.ts";
import { keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import { ignoredKeys } from "../canonical/canonical.ts";
import { blank } from "./factor-values.ts";

/** A place inside a role's configuration that holds no mapping with entries: `limits.max`. */
export type FieldPath = {
  /** Equal for equal places: the keys as the canonical text spells them. */
  readonly id: string;
  /** As people write it, `limits.max`. */
  readonly text: string;
  readonly keys: readonly Value[];
};

/** A field of one configuration with its value. */
export type ConfigLeaf = { readonly path: FieldPath; readonly value: Value };

/** The field at a path. */
export function fieldPath(keys: readonly Value[]): FieldPath {
  return {
    id: JSON.stringify(keys.map(stepOf)),
    text: keys.map(keyText).join("."),
    keys,
  };
}

/**
 * Flattens a value below a path into its fields; lists are one value, an empty mapping too, and what
 * the factors leave blank is no field. Keys that the hash ignores are none either.
 */
export function leavesOf(
  value: Value | undefined,
  keys: readonly Value[] = [],
): readonly ConfigLeaf[] {
  if (value === undefined || value === blank) return [];
  if (value.type !== "map" || value.entries.size === 0) {
    return keys.length === 0 ? [] : [{ path: fieldPath(keys), value }];
  }
  return entriesOf(value, keys.length === 0).flatMap(({ key, value: inner }) =>
    leavesOf(inner, [...keys, key]),
  );
}

function entriesOf({ entries }: MapValue, isSection: boolean) {
  const written = [...entries];
  const counting = isSection ? written.filter(([identity]) => !ignoredKeys.has(identity)) : written;
  return counting.map(([, entry]) => entry);
}

/** A key as the canonical text spells it, so that `1` and `"1"` are one field as they are one there. */
function stepOf(key: Value): string {
  const isScalar =
    key.type === "int" || key.type === "float" || key.type === "bool" || key.type === "null";
  return isScalar ? spellScalar(key) : keyText(key);
}

/** Whether a path leads to the place above another: `limits` above `limits.max`, a section above both. */
export function isPrefix(above: FieldPath, below: FieldPath): boolean {
  if (above.keys.length === 0) return below.keys.length > 0;
  return above.id !== below.id && below.id.startsWith(`${above.id.slice(0, -1)},`);
}
