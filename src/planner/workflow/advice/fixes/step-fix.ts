import type { Fix } from "../../../../text/diagnostic.ts";
import { lineBreakOf, lineStart } from "../../../../text/lines.ts";
import { keyText, type MapEntry, type MapValue } from "../../../../yaml/value.ts";

/** How a range is divided that says nothing of its step. */
const parts = 10;

/** Gives a range between two numbers a step, a tenth of it, where nothing else is wrong with it. */
export function stepFix(text: string, map: MapValue): readonly Fix[] {
  const entries = [...map.entries.values()];
  const isUneven = entries.some(({ key }) =>
    ["step", "log", "distribution"].includes(keyText(key)),
  );
  const [low, high, ...others] = entries.flatMap(({ value }) =>
    value.type === "int" || value.type === "float" ? Number(value.value) : [],
  );
  const last = entries.at(-1);
  if (isUneven || !last || low === undefined || high === undefined || others.length > 0) return [];
  const step = Number(((high - low) / parts).toPrecision(12));
  const spelled = String(step);
  // an exponent is text to PyYAML
  if (!(step > 0) || !Number.isFinite(step) || spelled.includes("e")) return [];
  const edit = insertionAfter(text, map, last, `step: ${spelled}`);
  return edit ? [{ title: `Add \`step: ${spelled}\``, edits: [edit] }] : [];
}

/** Behind the last entry: in the same braces, or on a line of its own. */
function insertionAfter(
  text: string,
  { range }: MapValue,
  { key, value }: MapEntry,
  written: string,
) {
  if (text[range.start] === "{") {
    const end = value.range.end;
    return { range: { start: end, end }, text: `, ${written}` };
  }
  const indent = text.slice(lineStart(text, key.range.start), key.range.start);
  if (!/^ *$/.test(indent) || value.range.end <= key.range.end) return undefined;
  const at = lineStart(text, key.range.start);
  return { range: { start: at, end: at }, text: `${indent}${written}${lineBreakOf(text)}` };
}
