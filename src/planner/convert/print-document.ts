import type { ListValue, MapValue, Value } from "../../yaml/value.ts";
import { hasShortKeys, spellFlow, spellKey, type Room } from "./spell.ts";

/** The longest text that is made. */
const mostCharacters = 4_000_000;
/** What stands on one line where it fits into it. */
const lineLength = 80;
/** Below this depth of mappings all stands on one line. */
const deepest = 12;

/** A document as YAML: sections on lines of their own, lists and small mappings on one; `undefined` where it would be endless. */
export function printDocument(root: MapValue, comments: readonly string[]): string | undefined {
  const room = { left: mostCharacters };
  const lines = comments.map(
    (comment) => `# ${comment.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, " ")}\n`,
  );
  const body =
    root.entries.size > 0 && hasShortKeys(root)
      ? printMap(root, "", room)
      : `${spellFlow(root, room)}\n`;
  return room.left < 0 ? undefined : lines.join("") + body;
}

function printMap(map: MapValue, indent: string, room: Room): string {
  let text = "";
  for (const { key, value } of map.entries.values()) {
    if (room.left < 0) break;
    text += `${indent}${spellKey(key, room)}:${printValue(value, indent, room)}`;
  }
  return text;
}

/** What stands behind a key and its colon, with its line end. */
function printValue(value: Value, indent: string, room: Room): string {
  const inner = `${indent}  `;
  room.left -= inner.length;
  if (isBlock(value, indent)) {
    if (value.type === "map") return `\n${printMap(value, inner, room)}`;
    if (value.type === "list") return `\n${printItems(value, inner, room)}`;
  }
  return ` ${spellFlow(value, room)}\n`;
}

function printItems({ items }: ListValue, indent: string, room: Room): string {
  let text = "";
  for (const item of items) {
    if (room.left < 0) break;
    const lines =
      item.type === "map" && isBlock(item, indent)
        ? printMap(item, `${indent}  `, room).slice(indent.length + 2)
        : `${spellFlow(item, room)}\n`;
    text += `${indent}- ${lines}`;
  }
  return text;
}

/** Whether a value has lines of its own: a section always, and what holds more than scalars or is long. */
function isBlock(value: Value, indent: string): boolean {
  if (indent.length > deepest * 2) return false;
  if (value.type === "map") {
    if (value.entries.size === 0 || !hasShortKeys(value)) return false;
    const isFlat = Array.from(value.entries.values()).every((entry) => isOneLine(entry.value));
    return indent === "" || !isFlat || !fits(value, indent);
  }
  if (value.type !== "list" || value.items.every((item) => isOneLine(item))) return false;
  return !fits(value, indent) || value.items.some(({ type }) => type === "map");
}

/** Scalars, and what is empty. */
function isOneLine(value: Value): boolean {
  if (value.type === "map") return value.entries.size === 0;
  return value.type === "list" ? value.items.length === 0 : value.type !== "set";
}

function fits(value: Value, indent: string): boolean {
  const room = { left: lineLength - indent.length };
  spellFlow(value, room);
  return room.left >= 0;
}
