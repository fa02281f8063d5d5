/** A stretch of the text, in UTF-16 offsets; `end` is exclusive and never past the text. */
export type SourceRange = { readonly start: number; readonly end: number };

/** One replacement in the text; an insertion has an empty range. */
export type TextEdit = { readonly range: SourceRange; readonly text: string };

/** A range that stays where it is. */
export function copyRange({ start, end }: SourceRange): SourceRange {
  return { start, end };
}

/** A range inside of the text, cut at the end of its first line: a mark over many lines shows nothing. */
export function withinLine(range: SourceRange, text: string): SourceRange {
  const start = Math.min(range.start, text.length);
