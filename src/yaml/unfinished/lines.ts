import { isBreak, space } from "../scan/cursor.ts";

/** Where the line begins that holds an offset. */
export function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isBreak(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Where it ends, before its break. */
export function lineEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isBreak(text.charCodeAt(end))) end++;
  return end;
}

/** Where the line after it begins; past the end of the text where there is none. */
export function nextLine(text: string, offset: number): number {
  const end = lineEnd(text, offset);
  return end + (text.startsWith("\r\n", end) ? 2 : 1);
}

/** How far in an offset stands. */
export function columnAt(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The first place from an offset on that is no space. */
export function firstAfter(text: string, offset: number): number {
  let first = offset;
  while (text.charCodeAt(first) === space) first++;
  return first;
}
