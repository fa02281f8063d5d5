import type { Fix } from "../../../../text/diagnostic.ts";
import { lineBreakOf, lineEnd, lineStart, trimmedEnd } from "../../../../text/lines.ts";
import type { TextEdit } from "../../../../text/source-range.ts";
import { entryOf, type MapEntry, type MapValue, type Value } from "../../../../yaml/value.ts";
import { readAxis } from "../../axes/read-axis.ts";
import type { ReadingState } from "../../read-section.ts";
import { houseKey } from "../../unread/house-dialect.ts";
import type { UnreadSweep } from "../../unread/sentinel.ts";

/** Fixes read the text around them: beyond the diagnostics that are shown there are none. */
const mostFixed = 100;

/**
 * What one click makes of sweeps that nobody read: parameters of their strategy, a list, a grid; and
 * always values, which the document then says itself.
 */
export function sweepFixes(
  state: ReadingState,
  map: MapValue,
  path: string,
  sweeps: readonly UnreadSweep[],
): readonly Fix[] {
  if (state.sweepsFixed.count++ >= mostFixed) return [];
  const { text } = state.source;
  const paths = sweeps.map((sweep) => sweep.path);
  const isStrategy = /^strategies\[\d+\]$/.test(path);
  const isAxisList = /^strategies\[\d+\]\.(?:parameters|params)$|\.parameter_grids$/.test(path);
  const asRead = isStrategy
    ? moveToParameters(text, map, sweeps)
    : isAxisList
      ? writeAsLists(text, sweeps)
      : isReadable(text, path, sweeps)
        ? tellHouse(state, "grids", [path], "Read it as a grid")
        : undefined;
  const asValue = tellHouse(state, "values", paths, "It is a value");
  return [asRead, asValue].filter((fix) => fix !== undefined);
}

/** Whether a grid could be read of it; what stands in a list, or in the root itself, has no path to name. */
function isReadable(text: string, path: string, sweeps: readonly UnreadSweep[]): boolean {
  const isAxis = ({ entry: { value } }: UnreadSweep): boolean =>
    value.type !== "text" && axisText(text, value) !== undefined;
  return path !== "" && !path.includes("[") && sweeps.every(isAxis);
}

/** Moves lines of a strategy's entry into its parameters, where all of them are plain lines. */
function moveToParameters(
  text: string,
  strategy: MapValue,
  sweeps: readonly UnreadSweep[],
): Fix | undefined {
  if (text[strategy.range.start] === "{") return undefined;
  const lines = sweeps.map(({ entry }) => wholeLine(text, entry));
  const plain = lines.filter((line) => line !== undefined);
  if (plain.length < lines.length) return undefined;
  const newline = lineBreakOf(text);
  const parameters = entryOf(strategy, "parameters") ?? entryOf(strategy, "params");
  const removals = plain.map(({ start, end }) => ({ range: { start, end }, text: "" }));
  const title = "Move to parameters";
  if (parameters) {
    const { key, value } = parameters;
    const [first] = value.type === "map" ? value.entries.values() : [];
    if (!first || text[value.range.start] === "{" || key.range.end > value.range.start)
      return undefined;
    const at = lineStart(text, first.key.range.start);
    const indent = text.slice(at, first.key.range.start);
    if (!/^ *$/.test(indent)) return undefined;
    const inserted = plain.map(({ written }) => indent + written + newline).join("");
    return { title, edits: [{ range: { start: at, end: at }, text: inserted }, ...removals] };
  }
  const [line] = plain;
  if (!line) return undefined;
  const written = plain.map((one) => `${line.indent}  ${one.written}${newline}`).join("");
  const section = `${line.indent}parameters:${newline}${written}`;
  const [, ...others] = removals;
  return {
    title,
    edits: [{ range: { start: line.start, end: line.end }, text: section }, ...others],
  };
}

/** An entry that is a line of its own, with its value as an axis; the first of an item is none. */
function wholeLine(text: string, { key, value }: MapEntry) {
  const start = lineStart(text, key.range.start);
  const indent = text.slice(start, key.range.start);
  const end = lineEnd(text, key.range.start);
  const isPlain =
    /^ +$/.test(indent) && value.range.start > key.range.end && value.range.end <= end;
  const axis = isPlain ? axisText(text, value) : undefined;
  if (axis === undefined) return undefined;
  const valueEnd = trimmedEnd(text, value.range);
  const written = text.slice(key.range.start, value.range.start) + axis + text.slice(valueEnd, end);
  if (/(?:^|[\s[{,:])[&*!]/.test(written)) return undefined;
  const after = /^(?:\r\n|\n|\r)/.exec(text.slice(end, end + 2))?.[0] ?? "";
  return { start, end: end + after.length, indent, written };
}

/** How a value is written as an axis, if it can be one: as it is, or as a list of its numbers. */
function axisText(text: string, value: Value): string | undefined {
  const written = text.slice(value.range.start, trimmedEnd(text, value.range));
  switch (value.type) {
    case "list":
      return written;
    case "map":
      return isAxisMapping(value) ? written : undefined;
    case "text": {
      const items = /^\s*choice\s*\(([^()]*)\)\s*$/.exec(value.value)?.[1] ?? value.value;
      // what is quoted or goes over lines is not what it reads as
      const isPlain = written === value.value && /^[^[\]{}():#]+(?:,[^[\]{}():#]+)+$/.test(items);
      return isPlain
        ? `[${items
            .split(",")
            .map((item) => item.trim())
            .join(", ")}]`
        : undefined;
    }
    case "int":
    case "float":
    case "bool":
    case "null":
    case "date":
    case "binary":
    case "set":
      return undefined;
  }
}

/** Whether a mapping is an axis where axes are read. */
function isAxisMapping(map: MapValue): boolean {
  const asText = (text: string, range: MapValue["range"]): Value => ({
    type: "text",
    value: text,
    range,
  });
  const { fixed, diagnostics } = readAxis(map, { path: "", axis: "" }, asText);
  return !fixed && diagnostics.every(({ blocking }) => !blocking);
}

/** Writes texts of several numbers as lists, where every one of them is such a text. */
function writeAsLists(text: string, sweeps: readonly UnreadSweep[]): Fix | undefined {
  const edits = sweeps.map(({ entry: { value } }): TextEdit | undefined => {
    const list = value.type === "text" ? axisText(text, value) : undefined;
    const { start } = value.range;
    return list === undefined
      ? undefined
      : { range: { start, end: trimmedEnd(text, value.range) }, text: list };
  });
  const all = edits.filter((edit) => edit !== undefined);
  return all.length === edits.length ? { title: "Write as a list", edits: all } : undefined;
}

/** Adds paths to a list of `sharing_planner`, and that section where there is none. */
function tellHouse(
  { source: { text }, root }: ReadingState,
  member: "grids" | "values",
  paths: readonly string[],
  title: string,
): Fix | undefined {
  if (!root || text[root.range.start] === "{" || /^(?:\.\.\.|---)/m.test(text)) return undefined;
  const list = paths.map(spellPath).join(", ");
  const newline = lineBreakOf(text);
  const insert = (at: number, written: string): Fix => ({
    title,
    edits: [{ range: { start: at, end: at }, text: written }],
  });
  const house = entryOf(root, houseKey);
  if (!house) {
    const before = /[\r\n]$/.test(text) ? "" : newline;
    const lines = [`${houseKey}:`, `  ${member}: [${list}]`, ""];
    return insert(text.length, before + lines.join(newline));
  }
  if (house.value.type !== "map" || text[house.value.range.start] === "{") return undefined;
  const told = entryOf(house.value, member)?.value;
  if (told?.type === "list" && text[told.range.start] === "[" && told.items.length > 0) {
    return insert(told.range.end - 1, `, ${list}`);
  }
  const [first] = house.value.entries.values();
  if (told || !first) return undefined;
  const at = lineStart(text, first.key.range.start);
  const indent = text.slice(at, first.key.range.start);
  return /^ +$/.test(indent) ? insert(at, `${indent}${member}: [${list}]${newline}`) : undefined;
}

/** A path as an item of a list in brackets. */
function spellPath(path: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(path) ? path : JSON.stringify(path);
}
