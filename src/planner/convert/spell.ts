import type { MapValue, Value } from "../../yaml/value.ts";
import { isPlainWord, spellNumber } from "../explain/what-if/spell-yaml.ts";

/** How many characters a text may still get: aliases can make a small document an endless one. */
export type Room = { left: number };

/** The longest key that readers of YAML find without a mark before it. */
const longestKey = 1000;

/**
 * A value as YAML on one line, so that reading it gives the same value: dates, bytes and sets, too.
 * Where the room ends, so does the text, and what is left of the room is below 0.
 */
export function spellFlow(value: Value, room: Room): string {
  switch (value.type) {
    case "list":
      return spellAll(value.items, "[", "]", room, (item) => spellFlow(item, room));
    case "set":
      return `!!set ${spellAll(value.items, "{", "}", room, (item) => `${spellKey(item, room)}: null`)}`;
    case "map":
      return spellAll([...value.entries.values()], "{", "}", room, (entry) => {
        const key = spellKey(entry.key, room);
        const mark = key.length > longestKey ? "? " : "";
        return `${mark}${key}${mark && " "}: ${spellFlow(entry.value, room)}`;
      });
    case "int":
    case "float":
    case "text":
    case "bool":
    case "null":
    case "date":
    case "binary": {
      const text = spellScalar(value);
      room.left -= text.length;
      return text;
    }
  }
}

function spellScalar(value: Exclude<Value, { type: "list" | "set" | "map" }>): string {
  switch (value.type) {
    case "int":
    case "bool":
    case "date":
      return String(value.value);
    case "float":
      return spellNumber(value.value);
    case "text":
      return isPlainWord(value.value) ? value.value : quote(value.value);
    case "null":
      return "null";
    case "binary":
      return `!!binary "${value.value}"`;
  }
}

function spellAll<Part>(
  parts: readonly Part[],
  open: string,
  close: string,
  room: Room,
  spell: (part: Part) => string,
): string {
  const spelled: string[] = [];
  for (const part of parts) {
    if (room.left < 0) break;
    room.left -= 2;
    spelled.push(spell(part));
  }
  return `${open}${spelled.join(", ")}${close}`;
}

/** A key of a mapping on one line. */
export function spellKey(key: Value, room: Room): string {
  return spellFlow(key, room);
}

/** Whether every key can stand before its colon in lines of their own. */
export function hasShortKeys({ entries }: MapValue): boolean {
  return Array.from(entries.values()).every(
    ({ key }) => key.type !== "text" || quote(key.value).length <= longestKey,
  );
}

/** In double quotes; letters of all languages stay as they are, what nobody sees is escaped. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff
      ? `\\U${point.toString(16).padStart(8, "0")}`
      : `\\u${point.toString(16).padStart(4, "0")}`;
  });
}
