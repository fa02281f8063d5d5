import type { Fix } from "../../../../text/diagnostic.ts";
import { lineBreakOf, lineStart } from "../../../../text/lines.ts";
import type { TextEdit } from "../../../../text/source-range.ts";
import {
  entryOf,
  keyText,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../../yaml/value.ts";
import type { AxisTarget } from "../../axis-target.ts";
import type { ReadingState } from "../../read-section.ts";

/**
 * The fix that writes a field, which a grid key makes, into the base section of its role, with the
 * axis' first value: the grid's values take its place in every combination. Only where the text is
 * plain enough to be sure, and where no bare grid key would then reach the section.
 */
export function declareField(
  { source: { text }, root }: ReadingState,
  grid: MapValue,
  { role, path, strategies }: AxisTarget,
  axis: Value,
): readonly Fix[] {
  const [name] = path;
  const spelled = firstValue(text, axis);
  if (!root || !name || role === "strategy" || strategies || spelled === undefined) return [];
  if (!path.every((key) => isPlainKey(keyText(key))) || entryOf(grid, keyText(name))) return [];
  const section = entryOf(root, role);
  const edit = section
    ? addBelow(text, section, path, spelled)
    : addSection(text, root, `${role}:`, spellPath(path, spelled));
  const title = `Declare \`${path.map(keyText).join(".")}\` in ${role}`;
  return edit ? [{ title, edits: [edit] }] : [];
}

/** A word that is text wherever it stands, as YAML 1.1 and 1.2 read it. */
function isPlainKey(key: string): boolean {
  return /^[A-Za-z_]\w*$/.test(key) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(key);
}

/** The first value of an axis as it is written: a number or a word. */
function firstValue(text: string, axis: Value): string | undefined {
  const first = axis.type === "list" ? axis.items[0] : undefined;
  const min = axis.type === "map" ? entryOf(axis, "min")?.value : undefined;
  const { start, end } = (first ?? min)?.range ?? { start: 0, end: 0 };
  const written = text.slice(start, end);
  return /^[-+\w.]+$/.test(written) ? written : undefined;
}

/** `max: 3`, or `limits: {max: 3}` for what stands deeper. */
function spellPath([key, ...deeper]: readonly Value[], spelled: string): string {
  const name = key ? keyText(key) : "";
  return deeper.length === 0 ? `${name}: ${spelled}` : `${name}: {${spellPath(deeper, spelled)}}`;
}

/** Adds a value below an entry that holds a mapping, before what stands there. */
function addBelow(
  text: string,
  { value }: MapEntry,
  path: readonly Value[],
  spelled: string,
): TextEdit | undefined {
  const [key, ...deeper] = path;
  if (!key || value.type !== "map") return undefined;
  const below = entryOf(value, keyText(key));
  if (below) return addBelow(text, below, deeper, spelled);
  const line = spellPath(path, spelled);
  const { start } = value.range;
  if (text[start] === "{") return insertion(start + 1, value.entries.size > 0 ? `${line}, ` : line);
  const column = text.slice(lineStart(text, start), start);
  const [first] = value.entries.values();
  const isFirst = first?.key.range.start === start && /^ *$/.test(column);
  return isFirst ? insertion(start, `${line}${lineBreakOf(text)}${column}`) : undefined;
}

/** Adds a section at the end of a document in block style. */
function addSection(
  text: string,
  { range: { start } }: MapValue,
  head: string,
  line: string,
): TextEdit | undefined {
  if (text[start] === "{" || lineStart(text, start) !== start || /^\.\.\./m.test(text)) {
    return undefined;
  }
  const newline = lineBreakOf(text);
  const before = /[\r\n]$/.test(text) ? "" : newline;
  return insertion(text.length, `${before}${head}${newline}  ${line}${newline}`);
}

function insertion(at: number, text: string): TextEdit {
  return { range: { start: at, end: at }, text };
}
