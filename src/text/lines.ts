import type { AnyRange } from "./source-range.ts";

/** Where the line of an offset begins, as editors count lines. */
export function lineStart(text: string, offset: number): number {
  if (offset === 0) return 0;
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

/** Where the line of an offset ends, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const length = text.slice(offset).search(/[\r\n]/);
  return length < 0 ? text.length : offset + length;
}

/** The line break that a text uses. */
export function lineBreakOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? "\n";
}

/** Where a value ends; ranges of block collections may reach to the next key. */
export function trimmedEnd(text: string, { start, end }: AnyRange): number {
  return start + text.slice(start, end).trimEnd().length;
}
