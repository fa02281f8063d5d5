import type { SourceRange } from "../../planner/diagnostic.ts";

/** A range inside of the text, cut at the end of its first line: a mark over many lines shows nothing. */
export function withinLine(range: SourceRange, text: string): SourceRange {
  const start = Math.min(range.start, text.length);
  const end = Math.min(Math.max(range.end, start), text.length);
  const line = text.slice(start, end).search(/[\r\n]/);
  // a mark of the line break itself stays
  return { start, end: line < 0 ? end : start + Math.max(line, 1) };
}
