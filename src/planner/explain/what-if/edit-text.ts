import { lineEnd, lineStart } from "../../../text/lines.ts";
import { inOrderOfText, type SourceRange, type TextEdit } from "../../../text/source-range.ts";

/** Edits without repetitions, or `undefined` where two of them want to change one place. */
export function joinEdits(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  const byPlace = new Map<string, TextEdit>();
  for (const edit of edits) byPlace.set(JSON.stringify([edit.range, edit.text]), edit);
  const sorted = inOrderOfText([...byPlace.values()]);
  const overlaps = sorted.some(({ range }, i) => {
    const before = sorted[i - 1];
    return before !== undefined && range.start < before.range.end;
  });
  return overlaps ? undefined : sorted;
}

/** The one edit that makes one text of another: what stands before and after it is equal. */
export function editBetween(before: string, after: string): TextEdit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (
    tail < most - start &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) {
    tail++;
  }
  const range = { start, end: before.length - tail };
  return { range, text: after.slice(start, after.length - tail) };
}

/** Removes the whole lines of a stretch, or nothing where other things stand in them. */
export function removeLines(text: string, range: SourceRange): TextEdit | undefined {
  const start = lineStart(text, range.start);
  const end = lineEnd(text, range.end);
  const before = text.slice(start, range.start);
  const after = text.slice(range.end, end);
  if (!/^ *(?:- +)?$/.test(before) || !/^\s*(?:#.*)?$/.test(after)) return undefined;
  const next = end + (/^(?:\r\n|\n|\r)/.exec(text.slice(end, end + 2))?.[0].length ?? 0);
  if (next > end || start === 0) return { range: { start, end: next }, text: "" };
  // the last line without a break takes the one before it along
  const from = start - (text.slice(0, start).endsWith("\r\n") ? 2 : 1);
  return { range: { start: from, end }, text: "" };
}
