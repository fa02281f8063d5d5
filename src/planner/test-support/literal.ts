import { nowhere } from "../../text/source-range.ts";
import {
  emptyMap,
  keyIdentity,
  type KeyIdentity,
  type MapEntry,
  type Value,
} from "../../yaml/value.ts";

/** A JavaScript value as the reader would give it: numbers are floats unless they are BigInts. */
export type Literal =
  | bigint
  | number
  | string
  | boolean
  | null
  | readonly Literal[]
  | { readonly [key: string]: Literal }
  | ReadonlyMap<Literal, Literal>;

const range = nowhere;

export function valueOf(literal: Literal): Value {
  if (literal === null) return { type: "null", range };
  if (typeof literal === "bigint") return { type: "int", value: literal, range };
  if (typeof literal === "number") return { type: "float", value: literal, range };
  if (typeof literal === "string") return { type: "text", value: literal, range };
  if (typeof literal === "boolean") return { type: "bool", value: literal, range };
  if (isList(literal)) return { type: "list", items: literal.map(valueOf), range };
  const entries = new Map<KeyIdentity, MapEntry>();
  const members: Iterable<readonly [Literal, Literal]> =
    literal instanceof Map ? literal : Object.entries(literal);
  for (const [name, inner] of members) {
    const key = valueOf(name);
    const identity = keyIdentity(key);
    if (identity !== undefined) entries.set(identity, { key, value: valueOf(inner) });
  }
  return { ...emptyMap(range), entries };
}

function isList(literal: Literal): literal is readonly Literal[] {
  return Array.isArray(literal);
}

/** A value as plain JavaScript, for comparing: integers are BigInts, mappings are Maps. */
export function plainOf(value: Value): unknown {
  switch (value.type) {
    case "int":
    case "float":
    case "text":
    case "bool":
      return value.value;
    case "null":
      return null;
    case "date":
    case "binary":
      return { [value.type]: value.value };
    case "set":
    case "list":
      return value.items.map(plainOf);
    case "map":
      return new Map(
        Array.from(value.entries.values(), (entry) => [plainOf(entry.key), plainOf(entry.value)]),
      );
  }
}
