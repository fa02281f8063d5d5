import type { Fix } from "../../text/diagnostic.ts";
import { lineBreakOf, lineEnd, lineStart, trimmedEnd } from "../../text/lines.ts";
import type { TextEdit } from "../../text/source-range.ts";
import { entryOf, type MapEntry, type MapValue, type Value } from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { remark } from "../later-diagnostic.ts";
import type { Workflow } from "../workflow/workflow.ts";

/** Where rules are not read: in the entry of a strategy they are a part of its configuration. */
export function misplacedRules(
  { strategies, root }: Workflow,
  source: string,
): readonly Diagnostic[] {
  // beside a type in the clean syntax they filter signals
  const entries = strategies.filter(({ path }) => /(?:^|\.)strategies\[/.test(path));
  return entries.flatMap(({ entry, path }) =>
    ruleKeys.flatMap((key): readonly Diagnostic[] => {
      const written = entryOf(entry, key);
      if (!written || !looksLikeRules(written.value, key)) return [];
      const at = { path: `${path}.${key}`, range: written.key.range };
      const fixes = moveFix(source, root, written, key);
      return [remark("rule-not-read", at, [`${path}.${key}`, key], { fixes })];
    }),
  );
}

const ruleKeys = ["constraints", "exclude"] as const;

function looksLikeRules(value: Value, key: (typeof ruleKeys)[number]): boolean {
  const items = value.type === "list" ? value.items : [value];
  return items.some(({ type }) => type === "map" || (type === "text" && key === "constraints"));
}

/**
 * Moves the line of the rules to `optimization`. Only where the text is plain enough to be sure of the
 * result: in block style, with a value in one line.
 */
function moveFix(
  text: string,
  root: MapValue,
  { key: { range }, value }: MapEntry,
  key: string,
): readonly Fix[] {
  const start = lineStart(text, range.start);
  const end = lineEnd(text, range.start);
  const isOwnLine =
    /^ *$/.test(text.slice(start, range.start)) && trimmedEnd(text, value.range) <= end;
  if (!isOwnLine || start === 0) return [];
  const removal = {
    range: { start, end: Math.min(end + lineBreakOf(text).length, text.length) },
    text: "",
  };
  const insertion = moveToOptimization(text, root, text.slice(range.start, end), key);
  return insertion ? [{ title: "Move to `optimization`", edits: [removal, insertion] }] : [];
}

/** Adds a line to `optimization`, where the text is plain enough and has none under that key yet. */
export function moveToOptimization(
  text: string,
  root: MapValue,
  line: string,
  key: string,
): TextEdit | undefined {
  const newline = lineBreakOf(text);
  const optimization = entryOf(root, "optimization")?.value;
  if (!optimization) {
    if (text[root.range.start] === "{") return undefined;
    const before = /[\r\n]$/.test(text) ? "" : newline;
    const added = `${before}optimization:${newline}  ${line}${newline}`;
    return { range: { start: text.length, end: text.length }, text: added };
  }
  const [first] = optimization.type === "map" ? optimization.entries.values() : [];
  if (optimization.type !== "map" || !first || entryOf(optimization, key)) return undefined;
  const { start } = first.key.range;
  const indent = text.slice(lineStart(text, start), start);
  if (start !== optimization.range.start || !/^ +$/.test(indent)) return undefined;
  return { range: { start, end: start }, text: `${line}${newline}${indent}` };
}
