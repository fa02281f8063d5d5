import type { Fix } from "../../../../text/diagnostic.ts";
import { lineEnd, lineStart, trimmedEnd } from "../../../../text/lines.ts";
import type { TextEdit } from "../../../../text/source-range.ts";
import {
  entryOf,
  keyIdentity,
  keyText,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../../yaml/value.ts";
import { sectionRoles } from "../../axis-target.ts";
import { misspeltKey } from "../did-you-mean.ts";
import { fieldsOf } from "../fields.ts";

/**
 * The fix that moves an entry of a base section to `optimization.parameter_grids`, as `gridKey`.
 *
 * Only where the text is plain enough to be sure of the result: block style, one line, no anchors,
 * no comments that would be lost. Everything else of the text stays byte for byte. `undefined`
 * where it is not, and where a bare grid key reaches the section by this entry alone, as it may; the
 * hint then stands without a fix.
 */
export function moveToGridFix(
  text: string,
  root: MapValue,
  section: MapValue,
  entry: MapEntry,
  gridKey: string,
): Fix | undefined {
  if (!isPlain(text, root, section) || isGridKey(root, entry.key)) return undefined;
  if (isNearlyNamed(root, section, gridKey)) return undefined;
  const moved = movedText(text, entry);
  const removal = removalOf(text, root, section, entry);
  if (moved === undefined || !removal) return undefined;
  const insertion = insertionOf(text, root, `${gridKey}${moved}`, entry);
  if (!insertion) return undefined;
  const title = `Sweep it: move to the grid as \`${gridKey}\``;
  const { start } = insertion.range;
  if (start < removal.range.start || start > removal.range.end) {
    return { title, edits: [insertion, removal] };
  }
  // the entry itself is where the new sections go: they take its place
  const before = text.slice(removal.range.start, start);
  return { title, edits: [{ range: removal.range, text: before + insertion.text.trimEnd() }] };
}

/** True where the grid has a key, as written. */
function isGridKey(root: MapValue, key: Value): boolean {
  const optimization = entryOf(root, "optimization")?.value;
  const grid =
    optimization?.type === "map" ? entryOf(optimization, "parameter_grids")?.value : undefined;
  const identity = keyIdentity(key);
  return grid?.type === "map" && identity !== undefined && grid.entries.has(identity);
}

/**
 * True where the name is that of a known field, or of one that stands beside it, but for one edit: in
 * the grid, where nothing declares it any more, it would be one misspelt.
 */
function isNearlyNamed(root: MapValue, section: MapValue, gridKey: string): boolean {
  const [first = "", ...path] = gridKey.split(".");
  const name = path.at(-1) ?? "";
  const role = sectionRoles.find((each) => each === first);
  const known = role && path.length === 1 ? [...fieldsOf(role).keys()] : [];
  if (known.includes(name)) return false;
  const strategies = entryOf(root, "strategies")?.value;
  const overrides = strategies?.type === "list" ? strategies.items : [];
  const besides = overrides.flatMap((strategy) =>
    [first, `${first}_config`].flatMap((key) => mapAt(strategy, [key, ...path.slice(0, -1)]) ?? []),
  );
  const names = [section, ...besides].flatMap(({ entries }) =>
    Array.from(entries.values(), ({ key }) => keyText(key)),
  );
  return misspeltKey(name, [...known, ...names]) !== undefined;
}

function mapAt(value: Value, [key, ...below]: readonly string[]): MapValue | undefined {
  if (value.type !== "map") return undefined;
  const inner = key === undefined ? undefined : entryOf(value, key)?.value;
  return key === undefined ? value : inner && mapAt(inner, below);
}

/** Block mappings in a text without anchors, so that every place of the text has one meaning. */
function isPlain(text: string, root: MapValue, section: MapValue): boolean {
  const inBraces = text[root.range.start] === "{" || text[section.range.start] === "{";
  return !inBraces && !/(?:^|[\s[{,:])[&*]\S/.test(text);
}

/** What follows the key: `: [1, 2]  # comment`, with a list of several lines in one line. */
function movedText(text: string, { key, value }: MapEntry): string | undefined {
  const between = text.slice(key.range.end, value.range.start);
  if (key.range.end > value.range.start || !/^\s*:\s*$/.test(between)) return undefined;
  const line = text.slice(value.range.start, lineEnd(text, value.range.start));
  const oneLine = !/[\r\n]/.test(between) && value.range.end <= value.range.start + line.length;
  const block = line.startsWith("- ");
  if (oneLine && !block) {
    const tail = line.slice(value.range.end - value.range.start);
    const written = line.slice(0, value.range.end - value.range.start);
    return /^\s*(?:#.*)?$/.test(tail) && !/[&*!]/.test(written) ? `: ${line.trimEnd()}` : undefined;
  }
  if (value.type !== "list" || text.slice(value.range.start, value.range.end).includes("#")) {
    return undefined;
  }
  const items = value.items.map((item) => text.slice(item.range.start, item.range.end));
  const plain = value.items.every(isScalar) && items.every((item) => /^[\w.+-]+$/.test(item));
  return plain ? `: [${items.join(", ")}]` : undefined;
}

/** Removes the lines of the entry; of a section with nothing else, `{}` stays. */
function removalOf(
  text: string,
  root: MapValue,
  section: MapValue,
  { key, value }: MapEntry,
): TextEdit | undefined {
  const start = lineStart(text, key.range.start);
  const end = lineEnd(text, trimmedEnd(text, value.range));
  const indent = text.slice(start, key.range.start);
  const after = text.slice(trimmedEnd(text, value.range), end);
  if (!/^ *$/.test(indent) || !/^\s*(?:#.*)?$/.test(after) || start === 0) return undefined;
  const inBlock = Array.from(section.entries.values()).every(
    (other) => text.slice(lineStart(text, other.key.range.start), other.key.range.start) === indent,
  );
  if (!inBlock) return undefined;
  // from the line break before the entry to that after it: works on the last line too
  const from = start - (text.slice(0, start).endsWith("\r\n") ? 2 : 1);
  if (section.entries.size > 1) return { range: { start: from, end }, text: "" };
  const owner = Array.from(root.entries.values()).find((each) => each.value === section);
  const header = owner && text.slice(owner.key.range.end, from);
  return header === undefined || !/^\s*:\s*$/.test(header)
    ? undefined
    : { range: { start: owner?.key.range.end ?? from, end }, text: ": {}" };
}

/** Adds a line to the grid, and the sections around it where they are absent. */
function insertionOf(
  text: string,
  root: MapValue,
  line: string,
  entry: MapEntry,
): TextEdit | undefined {
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
  const optimization = entryOf(root, "optimization");
  if (!optimization) {
    const before = lastBefore(root, entry.key.range.start);
    if (!before) return undefined;
    const lines = ["optimization:", "  parameter_grids:", `    ${line}`];
    return insertBefore(text, before, lines, newline);
  }
  const grids = optimization.value.type === "map" && entryOf(optimization.value, "parameter_grids");
  if (optimization.value.type !== "map" || optimization.value.entries.size === 0) return undefined;
  if (!isBlockMapping(text, optimization)) return undefined;
  if (!grids) {
    const [first] = optimization.value.entries.values();
    return first && insertBefore(text, first, ["parameter_grids:", `  ${line}`], newline);
  }
  if (grids.value.type !== "map" || !isBlockMapping(text, grids)) return undefined;
  const gridKey = line.slice(0, line.indexOf(":"));
  const last = lastBefore(grids.value, text.length);
  if (!last || entryOf(grids.value, gridKey)) return undefined;
  const written = text.slice(last.key.range.start, trimmedEnd(text, last.value.range));
  // block texts may keep the line breaks that follow them, merged keys stand elsewhere
  if (last.key.range.start < grids.value.range.start || written === "" || /[|>]/.test(written)) {
    return undefined;
  }
  const end = lineEnd(text, trimmedEnd(text, last.value.range));
  if (!/^\s*(?:#.*)?$/.test(text.slice(trimmedEnd(text, last.value.range), end))) return undefined;
  const indent = text.slice(lineStart(text, last.key.range.start), last.key.range.start);
  if (!/^ *$/.test(indent)) return undefined;
  return { range: { start: end, end }, text: `${newline}${indent}${line}` };
}

/** Inserts lines before an entry, in its column; the entry must begin its line. */
function insertBefore(
  text: string,
  { key }: MapEntry,
  lines: readonly string[],
  newline: string,
): TextEdit | undefined {
  const start = key.range.start;
  const indent = text.slice(lineStart(text, start), start);
  if (!/^ *$/.test(indent)) return undefined;
  const inserted = lines.map((line) => `${line}${newline}${indent}`).join("");
  return { range: { start, end: start }, text: inserted };
}

/** The last entry, in the order of the text, that begins at or before an offset. */
function lastBefore({ entries }: MapValue, offset: number): MapEntry | undefined {
  let last: MapEntry | undefined;
  for (const entry of entries.values()) {
    const { start } = entry.key.range;
    if (start <= offset && (!last || last.key.range.start < start)) last = entry;
  }
  return last;
}

/** A mapping that begins on a line of its own below its key, with nothing but comments between. */
function isBlockMapping(text: string, { key, value }: MapEntry): boolean {
  const between = text.slice(key.range.end, value.range.start);
  return (
    /^\s*:[ \t]*(?:#.*)?(?:\r\n|\n|\r)(?:\s*#.*|\s)*$/.test(between) &&
    text[value.range.start] !== "{"
  );
}

function isScalar({ type }: Value): boolean {
  return type === "int" || type === "float" || type === "text" || type === "bool";
}
