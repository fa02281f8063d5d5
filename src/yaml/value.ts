import type { MovingRange } from "../text/source-range.ts";

/**
 * A value of the configuration as the users' Python engine holds it, with the place it was written.
 *
 * Explicit where JavaScript's own types are too coarse: `1` and `1.0` are two values, integers have
 * any size, and a mapping keeps the order and the type of its keys.
 */
export type Value =
  | IntValue
  | FloatValue
  | TextValue
  | BoolValue
  | NullValue
  | DateValue
  | BinaryValue
  | SetValue
  | ListValue
  | MapValue;

type Written<Type extends string> = { readonly type: Type; readonly range: MovingRange };

export type IntValue = Written<"int"> & { readonly value: bigint };
export type FloatValue = Written<"float"> & { readonly value: number };
export type TextValue = Written<"text"> & { readonly value: string };
export type BoolValue = Written<"bool"> & { readonly value: boolean };
export type NullValue = Written<"null">;
/** A date or a time stamp, as Python's `isoformat()` prints it. It loads, but it cannot be hashed. */
export type DateValue = Written<"date"> & { readonly value: string };
/** Bytes of `!!binary`, as base64. They load, but they cannot be hashed. */
export type BinaryValue = Written<"binary"> & { readonly value: string };
/** A `!!set`. It loads, but it cannot be hashed. */
export type SetValue = Written<"set"> & { readonly items: readonly Value[] };
/** A list; `!!omap` and `!!pairs` are lists of two-element lists. */
export type ListValue = Written<"list"> & { readonly items: readonly Value[] };
/** A mapping in Python's order: a repeated key keeps its first place and its last value. */
export type MapValue = Written<"map"> & { readonly entries: ReadonlyMap<KeyIdentity, MapEntry> };

export type MapEntry = { readonly key: Value; readonly value: Value };

/**
 * What makes two keys one to Python's `dict`: `1`, `1.0` and `true` are one key, the text `"1"`
 * another. A name space of its own, so that keys such as `__proto__` are ordinary data.
 */
export type KeyIdentity = string & { readonly __brand: "KeyIdentity" };

/** The identity of a key, or `undefined` for a list or a mapping, which Python refuses as a key. */
export function keyIdentity(key: Value): KeyIdentity | undefined {
  switch (key.type) {
    case "text":
      return textKey(key.value);
    case "int":
      return `n:${key.value}` as KeyIdentity;
    case "bool":
      return `n:${key.value ? 1 : 0}` as KeyIdentity;
    case "float":
      return `n:${Number.isInteger(key.value) ? BigInt(key.value) : key.value}` as KeyIdentity;
    case "null":
      return "null" as KeyIdentity;
    case "date":
      return `date:${key.value}` as KeyIdentity;
    case "binary":
      return `binary:${key.value}` as KeyIdentity;
    case "set":
    case "list":
    case "map":
      return undefined;
  }
}

/** The identity of a text key. */
export function textKey(text: string): KeyIdentity {
  return `t:${text}` as KeyIdentity;
}

/** The entry that a mapping has under a text key. */
export function entryOf(map: MapValue, key: string): MapEntry | undefined {
  return map.entries.get(textKey(key));
}

/** The text of a key for messages and paths: the text itself, or the way the value is written. */
export function keyText(key: Value): string {
  switch (key.type) {
    case "text":
    case "date":
    case "binary":
      return key.value;
    case "int":
    case "float":
    case "bool":
      return String(key.value);
    case "null":
      return "null";
    case "set":
    case "list":
    case "map":
      return `(${key.type})`;
  }
}

/** A mapping without entries, as an absent section counts. */
export function emptyMap(range: MovingRange): MapValue {
  return { type: "map", entries: new Map(), range };
}

/** How the users' engine loads YAML: Python's PyYAML (the default) or a YAML 1.2 loader. */
export type YamlReading = "pyyaml" | "1.2";
