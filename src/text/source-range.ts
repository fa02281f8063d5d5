/** A stretch of the text, in UTF-16 offsets; `end` is exclusive and never past the text. */
export type SourceRange = {
  readonly start: number;
  readonly end: number;
  /** It stays where it is, and is no moving one. */
  readonly moves?: never;
};

declare const moving: unique symbol;

/**
 * Where something stands in the newest text that was read: it moves in place with every edit before
 * it. To be read at once, or copied; the types tell it apart from a range that may be kept.
 */
export type MovingRange = {
  readonly start: number;
  readonly end: number;
  readonly moves: typeof moving;
};

/** A range that is looked at, and not kept. */
export type AnyRange = SourceRange | MovingRange;

/** One replacement in the text; an insertion has an empty range. */
export type TextEdit = { readonly range: SourceRange; readonly text: string };

/** A range that moves with the text around it. */
export function movingRange({ start, end }: AnyRange): MovingRange {
  return { start, end } as MovingRange;
}

/** The range of something in a text that is read once: nothing moves it, so it is not copied. */
export function unmovedRange(range: SourceRange): MovingRange {
  return range as unknown as MovingRange;
}

/** Lets ranges tell where they stand after so many characters came in before them. */
export function moveRanges(ranges: readonly MovingRange[], by: number): void {
  for (const range of ranges as readonly { start: number; end: number }[]) {
    range.start += by;
    range.end += by;
  }
}

/** The place of a value that is written nowhere. */
export const nowhere: MovingRange = movingRange({ start: 0, end: 0 });

/** A range that stays where it is. */
export function copyRange({ start, end }: AnyRange): SourceRange {
  return { start, end };
}

/** A range inside of the text, cut at the end of its first line: a mark over many lines shows nothing. */
export function withinLine(range: SourceRange, text: string): SourceRange {
  const start = Math.min(range.start, text.length);
  const end = Math.min(Math.max(range.end, start), text.length);
  const line = text.slice(start, end).search(/[\r\n]/);
  // a mark of the line break itself stays
  return { start, end: line < 0 ? end : start + Math.max(line, 1) };
}

/** The text after edits that do not overlap; insertions at one place follow each other. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let from = 0;
  for (const { range, text: inserted } of inOrderOfText(edits)) {
    result += text.slice(from, range.start) + inserted;
    from = range.end;
  }
  return result + text.slice(from);
}

/** Edits in the order of their places. */
export function inOrderOfText(edits: readonly TextEdit[]): readonly TextEdit[] {
  return edits.toSorted((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
}
