import { nowhere } from "../../text/source-range.ts";
import {
  keyIdentity,
  type KeyIdentity,
  type ListValue,
  type MapEntry,
  type MapValue,
  type TextValue,
  type Value,
} from "../../yaml/value.ts";

/** A member of a mapping that is made; nothing where it is left out. */
export type Member = readonly [key: Value | string, value: Value] | undefined;

/** A mapping that stands in no text; a key that comes again has its last value. */
export function mapOf(members: readonly Member[]): MapValue {
  const entries = new Map<KeyIdentity, MapEntry>();
  for (const member of members) {
    if (!member) continue;
    const [name, value] = member;
    const key = typeof name === "string" ? textOf(name) : name;
    const identity = keyIdentity(key);
    if (identity !== undefined) entries.set(identity, { key, value });
  }
  return { type: "map", entries, range: nowhere };
}

export function listOf(items: readonly Value[]): ListValue {
  return { type: "list", items, range: nowhere };
}

export function textOf(value: string): TextValue {
  return { type: "text", value, range: nowhere };
}

/** A section that is left out where it is empty. */
export function section(key: Value | string, value: MapValue | ListValue): Member {
  const size = value.type === "map" ? value.entries.size : value.items.length;
  return size === 0 ? undefined : [key, value];
}
