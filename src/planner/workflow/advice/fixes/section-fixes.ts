import type { Fix } from "../../../../text/diagnostic.ts";
import type { TextEdit } from "../../../../text/source-range.ts";
import { entryOf, type MapEntry, type MapValue } from "../../../../yaml/value.ts";
import { exampleText } from "../../../diagnostic-table.ts";

/** Writes the example into a document without content: nothing but spaces and comments. */
export function startFix(text: string): readonly Fix[] {
  const onlyComments = text.split(/\r\n|\n|\r/).every((line) => /^\uFEFF?\s*(?:#.*)?$/.test(line));
  if (!onlyComments) return [];
  const newline = newlineOf(text);
  const before = text === "" || /[\r\n\uFEFF]$/.test(text) ? "" : newline;
  const example = exampleText.replaceAll("\n", newline);
  const range = { start: text.length, end: text.length };
  return [{ title: "Start from an example", edits: [{ range, text: before + example }] }];
}

/** Writes the example's strategies before the first section, in block style. */
export function addStrategiesFix(text: string, root: MapValue): readonly Fix[] {
  const { start } = root.range;
  const [first] = root.entries.values();
  const column = indentBefore(text, start);
  if (!first || first.key.range.start !== start || column === undefined) return [];
  const newline = newlineOf(text);
  const lines = exampleText.trimEnd().split("\n");
  const inserted = lines.map((line) => line + newline + column).join("");
  const edit = { range: { start, end: start }, text: inserted };
  return [{ title: "Add a strategy", edits: [edit] }];
}

/** Makes a list of the one strategy that `strategies` holds as a mapping. */
export function makeListFix(text: string, { value }: MapEntry): readonly Fix[] {
  if (value.type !== "map" || !entryOf(value, "type")) return [];
  const title = "Make it a list of one strategy";
  const { start, end } = value.range;
  if (text[start] === "{") {
    const edits = [insertion(start, "["), insertion(end, "]")];
    return text[end - 1] === "}" ? [{ title, edits }] : [];
  }
  const [first] = value.entries.values();
  const column = indentBefore(text, start);
  // a mapping that an alias stands for begins somewhere else
  if (!first || first.key.range.start !== start || !column) return [];
  const edits = [insertion(start, "- ")];
  const lines = /(?:\r\n|\n|\r)(?=[^\r\n])/g;
  lines.lastIndex = start;
  const last = start + text.slice(start, end).trimEnd().length;
  for (
    let lineBreak = lines.exec(text);
    lineBreak && lines.lastIndex < last;
    lineBreak = lines.exec(text)
  ) {
    edits.push(insertion(lines.lastIndex, "  "));
  }
  return [{ title, edits }];
}

/** Writes `{}` where a section has no value, which says the same in so many words. */
export function emptySectionFix(text: string, { key, value }: MapEntry): readonly Fix[] {
  const { end } = key.range;
  const colon = /^["']?\s*:/.exec(text.slice(end, end + 20))?.[0].length;
  const behindKey = text.slice(end, Math.max(end, value.range.end));
  if (colon === undefined || !/^\s*:\s*$/.test(behindKey)) return [];
  return [{ title: "Write {}", edits: [insertion(end + colon, " {}")] }];
}

function insertion(at: number, text: string): TextEdit {
  return { range: { start: at, end: at }, text };
}

/** The spaces before an offset, where nothing else stands before it in its line. */
function indentBefore(text: string, offset: number): string | undefined {
  const before = text.slice(0, offset);
  const line = before.slice(Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1);
  return /^ *$/.test(line) ? line : undefined;
}

function newlineOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}
