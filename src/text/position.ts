import { at, lowerBound } from "./collections.ts";

/** A place in the text as people count: the first line and the first column are 1. */
export type Position = { readonly line: number; readonly column: number };

/** Turns offsets into lines and columns; the only place that does. */
export type LineTable = {
  /** How many lines the text has. */
  readonly lines: number;
  /** The position of an offset; offsets past the text count as its end. */
  positionAt(offset: number): Position;
};

/**
 * Finds the line starts of a text once, so that each position costs a binary search. A line ends at
 * a line feed, a carriage return or both, as an editor counts; columns are UTF-16 units.
 */
export function lineTable(text: string): LineTable {
  const starts = [0];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + lineBreak.length);
  }
  return {
    lines: starts.length,
    positionAt(offset) {
      const within = Math.min(Math.max(offset, 0), text.length);
      const line = lowerBound(starts.length, (place) => at(starts, place) > within);
      return { line, column: within - at(starts, line - 1) + 1 };
    },
  };
}
