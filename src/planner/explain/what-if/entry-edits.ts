import { lineBreakOf, lineStart, trimmedEnd } from "../../../text/lines.ts";
import type { TextEdit } from "../../../text/source-range.ts";
import {
  keyIdentity,
  type ListValue,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import { removeLines } from "./edit-text.ts";
import { spellKey } from "./spell-yaml.ts";

/** Writes another value behind a key; everything else of the line stays. */
export function replaceValue(text: string, { key, value }: MapEntry, spelled: string): TextEdit {
  const between = text.slice(key.range.end, value.range.start);
  const end = trimmedEnd(text, value.range);
  const isFirst = /^["']?\s*:/.exec(text.slice(key.range.end))?.[0].length ?? 0;
  if (end <= value.range.start) {
    const colon = key.range.end + isFirst;
    return { range: { start: colon, end: colon }, text: ` ${spelled}` };
  }
  // a value on lines of its own goes behind the key, where it is indented for certain
  if (/^\s*:[ \t]*(?:\r\n|\n|\r)\s*$/.test(between)) {
    return { range: { start: key.range.end, end }, text: `: ${spelled}` };
  }
  return { range: { start: value.range.start, end }, text: spelled };
}

/** Removes an entry; of a mapping with nothing else, `{}` stays. */
export function removeEntry(text: string, map: MapValue, entry: MapEntry): TextEdit | undefined {
  const extent = { start: entry.key.range.start, end: trimmedEnd(text, entry.value.range) };
  extent.end = Math.max(extent.end, emptyEnd(text, entry));
  const inFlow = text[map.range.start] === "{";
  if (map.entries.size === 1) return { range: extent, text: inFlow ? "" : "{}" };
  if (!inFlow) {
    const dash = text.slice(lineStart(text, extent.start), extent.start);
    return /^ *$/.test(dash) ? removeLines(text, extent) : undefined;
  }
  const inOrder = [...map.entries.values()].toSorted(
    (a, b) => a.key.range.start - b.key.range.start,
  );
  const place = inOrder.indexOf(entry);
  const [before, after] = [inOrder[place - 1], inOrder[place + 1]];
  if (before)
    return { range: { start: trimmedEnd(text, before.value.range), end: extent.end }, text: "" };
  return after && { range: { start: extent.start, end: after.key.range.start }, text: "" };
}

/** Where an entry without a value ends: behind its colon. */
function emptyEnd(text: string, { key }: MapEntry): number {
  return key.range.end + (/^["']?\s*:/.exec(text.slice(key.range.end))?.[0].length ?? 0);
}

/** Adds a value at a path below an entry that holds a mapping, before what stands there. */
export function addBelow(
  text: string,
  owner: MapEntry,
  path: readonly Value[],
  spelled: string,
): TextEdit | undefined {
  const { value } = owner;
  if (value.type === "map" && value.entries.size > 0) return addInside(text, value, path, spelled);
  const line = spellPath(path, spelled);
  if (line === undefined || (value.type !== "map" && value.type !== "null")) return undefined;
  return replaceValue(text, owner, `{${line}}`);
}

/** Adds a value at a path inside of a mapping, before what stands there. */
export function addInside(
  text: string,
  value: MapValue,
  path: readonly Value[],
  spelled: string,
): TextEdit | undefined {
  const [key, ...deeper] = path;
  const identity = key && keyIdentity(key);
  if (!key || identity === undefined) return undefined;
  const below = value.entries.get(identity);
  if (below) return deeper.length > 0 ? addBelow(text, below, deeper, spelled) : undefined;
  const line = spellPath(path, spelled);
  if (line === undefined) return undefined;
  const { start } = value.range;
  if (value.entries.size === 0) {
    return text[start] === "{" ? insertion(start + 1, line) : undefined;
  }
  if (text[start] === "{") return insertion(start + 1, `${line}, `);
  const column = text.slice(lineStart(text, start), start);
  const [first] = value.entries.values();
  const isFirst = first?.key.range.start === start && /^ *$/.test(column);
  return isFirst ? insertion(start, `${line}${lineBreakOf(text)}${column}`) : undefined;
}

/** Adds a section at the end of the document, or at the start of one in braces. */
export function addSection(
  text: string,
  root: MapValue,
  name: string,
  path: readonly Value[],
  spelled: string,
): TextEdit | undefined {
  const line = spellPath(path, spelled);
  const { start } = root.range;
  if (line === undefined) return undefined;
  if (text[start] === "{") return insertion(start + 1, `${name}: {${line}}, `);
  if (lineStart(text, start) !== start && !text.startsWith("\uFEFF")) return undefined;
  const newline = lineBreakOf(text);
  const before = /[\r\n]$/.test(text) ? "" : newline;
  return insertion(text.length, `${before}${name}:${newline}  ${line}${newline}`);
}

/** `max: 3`, or `limits: {max: 3}` for what stands deeper. */
function spellPath([key, ...deeper]: readonly Value[], spelled: string): string | undefined {
  const spelledKey = key && spellKey(key);
  if (spelledKey === undefined) return undefined;
  if (deeper.length === 0) return `${spelledKey}: ${spelled}`;
  const below = spellPath(deeper, spelled);
  return below && `${spelledKey}: {${below}}`;
}

/** Removes all items of a list but one. */
export function keepItem(
  text: string,
  { items, range }: ListValue,
  kept: number,
): readonly TextEdit[] | undefined {
  const [first, last, keptItem] = [items[0], items.at(-1), items[kept]];
  if (!first || !last || !keptItem) return undefined;
  const end = (item: Value) => trimmedEnd(text, item.range);
  if (text[range.start] === "[") {
    const before = { start: first.range.start, end: keptItem.range.start };
    const after = { start: end(keptItem), end: end(last) };
    return [before, after].flatMap((cut) =>
      cut.end > cut.start ? [{ range: cut, text: "" }] : [],
    );
  }
  const removals = items.map((item, i) =>
    i === kept ? undefined : removeLines(text, { start: item.range.start, end: end(item) }),
  );
  const cuts = removals.filter((cut) => cut !== undefined);
  return cuts.length === items.length - 1 ? cuts : undefined;
}

function insertion(at: number, text: string): TextEdit {
  return { range: { start: at, end: at }, text };
}
