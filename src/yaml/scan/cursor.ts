/**
 * A place in the text that only moves forward, counting as PyYAML counts: columns and the length of
 * a key in code points, a byte order mark without a column, and five more line breaks than `\n`.
 */
export type Cursor = {
  readonly text: string;
  /** UTF-16 offset. */
  offset: number;
  line: number;
  /** Offset where the line begins. */
  lineStart: number;
  /** UTF-16 units of the line so far that take no column. */
  narrow: number;
  /** Second halves of surrogate pairs so far. */
  halves: number;
  /** False for most texts: every unit is a code point and takes a column. */
  readonly wide: boolean;
};

/** What `peek` gives past the last character. */
export const endOfText = -1;

/** `from` is where a line begins. */
export function createCursor(text: string, from: number): Cursor {
  const wide = /[\ud800-\udfff\ufeff]/.test(text);
  return { text, offset: from, line: 0, lineStart: from, narrow: 0, halves: 0, wide };
}

/** The UTF-16 unit at the cursor, or so many after it. */
export function peek({ text, offset }: Cursor, ahead = 0): number {
  const at = offset + ahead;
  return at < text.length ? text.charCodeAt(at) : endOfText;
}

/** Moves over units that are no line breaks. */
export function forward(cursor: Cursor, length = 1): void {
  const end = cursor.offset + length;
  if (cursor.wide) {
    for (let i = cursor.offset; i < end; i++) {
      const unit = cursor.text.charCodeAt(i);
      if (unit >= 0xdc00 && unit <= 0xdfff) cursor.halves++;
      if ((unit >= 0xdc00 && unit <= 0xdfff) || unit === 0xfeff) cursor.narrow++;
    }
  }
  cursor.offset = end;
}

/** Moves over one line break; gives what it means in a text, or "" where there is none. */
export function takeBreak(cursor: Cursor): string {
  const unit = peek(cursor);
  if (!isBreak(unit)) return "";
  cursor.offset += unit === carriageReturn && peek(cursor, 1) === lineFeed ? 2 : 1;
  cursor.line++;
  cursor.lineStart = cursor.offset;
  cursor.narrow = 0;
  return unit === 0x2028 ? "\u2028" : unit === 0x2029 ? "\u2029" : "\n";
}

/** The column, from 0. */
export function columnOf({ offset, lineStart, narrow }: Cursor): number {
  return offset - lineStart - narrow;
}

/** Code points before the cursor. */
export function pointsBefore({ offset, halves }: Cursor): number {
  return offset - halves;
}

/** Moves over spaces, which is all that PyYAML takes as white space between tokens. */
export function skipSpaces(cursor: Cursor): void {
  let length = 0;
  while (peek(cursor, length) === space) length++;
  forward(cursor, length);
}

/** Moves to the end of the line, before its break. */
export function skipLine(cursor: Cursor): void {
  forward(cursor, lengthUntil(cursor, isBreakOrEnd));
}

/** How many units there are before the first that ends them. */
export function lengthUntil(cursor: Cursor, ends: (unit: number) => boolean): number {
  let length = 0;
  while (!ends(peek(cursor, length))) length++;
  return length;
}

/** Takes so many units as text. */
export function take(cursor: Cursor, length: number): string {
  const text = cursor.text.slice(cursor.offset, cursor.offset + length);
  forward(cursor, length);
  return text;
}

export const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
export const space = 0x20;

export function isBreak(unit: number): boolean {
  return (
    unit === lineFeed ||
    unit === carriageReturn ||
    unit === 0x85 ||
    unit === 0x2028 ||
    unit === 0x2029
  );
}

export function isBreakOrEnd(unit: number): boolean {
  return unit === endOfText || isBreak(unit);
}

/** Space, line break or end: what must follow most signs outside of brackets. A tab is none. */
export function isSpaceOrEnd(unit: number): boolean {
  return unit === space || isBreakOrEnd(unit);
}

/** The same and tabs, which PyYAML accepts here only to refuse them as the next token. */
export function isBlankOrEnd(unit: number): boolean {
  return unit === tab || isSpaceOrEnd(unit);
}

/** Letters, digits, - and _ of ASCII: what names are made of. */
export function isNameUnit(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    unit === 0x2d ||
    unit === 0x5f
  );
}

/** True where `---` or `...` stands alone: the cursor is at the start of a line. */
export function isDocumentMark(cursor: Cursor): boolean {
  const { text, offset } = cursor;
  if (!text.startsWith("---", offset) && !text.startsWith("...", offset)) return false;
  return isBlankOrEnd(peek(cursor, 3));
}
