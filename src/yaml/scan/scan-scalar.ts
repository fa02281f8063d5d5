import {
  columnOf,
  endOfText,
  forward,
  isBlankOrEnd,
  isBreak,
  isDocumentMark,
  lengthUntil,
  peek,
  skipSpaces,
  space,
  tab,
  take,
  takeBreak,
  type Cursor,
} from "./cursor.ts";
import { refusedToken, type RefusedToken, type ScalarToken } from "./token.ts";

const hash = 0x23;
const colon = 0x3a;
const backslash = 0x5c;
const singleQuote = 0x27;
const doubleQuote = 0x22;

/** True for `,` `?` and brackets, which end a plain scalar between brackets. */
function isFlowSign(unit: number): boolean {
  return unit === 0x2c || unit === 0x3f || isBracket(unit);
}

function isBracket(unit: number): boolean {
  return unit === 0x5b || unit === 0x5d || unit === 0x7b || unit === 0x7d;
}

/**
 * Scans a plain scalar, over several lines where they are indented by more than `indent` or stand
 * between brackets. `atLineStart` says that the scan went on to a new line, where a key may begin.
 */
export function scanPlain(
  cursor: Cursor,
  indent: number,
  inFlow: boolean,
): { readonly token: ScalarToken; readonly atLineStart: boolean } {
  const start = cursor.offset;
  let end = start;
  let text = "";
  let between = "";
  let atLineStart = false;
  while (peek(cursor) !== hash) {
    const length = plainLength(cursor, inFlow);
    if (length === 0) break;
    text += between + take(cursor, length);
    end = cursor.offset;
    atLineStart = false;
    const line = cursor.line;
    const spaces = scanPlainSpaces(cursor);
    atLineStart = cursor.line !== line;
    if (!spaces || peek(cursor) === hash || (!inFlow && columnOf(cursor) <= indent)) break;
    between = spaces;
  }
  return { token: { type: "scalar", start, end, plain: true, text, halved: false }, atLineStart };
}

function plainLength(cursor: Cursor, inFlow: boolean): number {
  let length = 0;
  for (;;) {
    const unit = peek(cursor, length);
    if (isBlankOrEnd(unit) || (inFlow && isFlowSign(unit))) return length;
    if (unit === colon) {
      const next = peek(cursor, length + 1);
      if (isBlankOrEnd(next) || (inFlow && (next === 0x2c || isBracket(next)))) return length;
    }
    length++;
  }
}

/** What spaces and line breaks inside of a plain scalar mean; "" where the scalar ends here. */
function scanPlainSpaces(cursor: Cursor): string {
  const start = cursor.offset;
  skipSpaces(cursor);
  if (!isBreak(peek(cursor))) return cursor.text.slice(start, cursor.offset);
  const first = takeBreak(cursor);
  if (isDocumentMark(cursor)) return "";
  let breaks = "";
  for (;;) {
    skipSpaces(cursor);
    if (!isBreak(peek(cursor))) return fold(first, breaks);
    breaks += takeBreak(cursor);
    if (isDocumentMark(cursor)) return "";
  }
}

/** One line break is a space, more are one less; the two that are no `\n` stay. */
function fold(first: string, breaks: string): string {
  if (first !== "\n") return first + breaks;
  return breaks === "" ? " " : breaks;
}

/** Scans a text in quotes, single or double; its indentation is free. */
export function scanQuoted(cursor: Cursor): ScalarToken | RefusedToken {
  const start = cursor.offset;
  const quote = peek(cursor);
  const quoted: Quoted = { cursor, start, double: quote === doubleQuote, text: "", half: false };
  forward(cursor);
  let refused = scanInk(quoted);
  while (!refused && peek(cursor) !== quote) refused = scanBlanks(quoted) ?? scanInk(quoted);
  if (refused) return refused;
  forward(cursor);
  const { text } = quoted;
  const halved = quoted.half && /[\ud800-\udbff][\udc00-\udfff]/.test(text);
  return { type: "scalar", start, end: cursor.offset, plain: false, text, halved };
}

type Quoted = {
  readonly cursor: Cursor;
  readonly start: number;
  readonly double: boolean;
  text: string;
  /** An escape has written half of a surrogate pair. */
  half: boolean;
};

const isInkEnd = (unit: number): boolean =>
  unit === singleQuote || unit === doubleQuote || unit === backslash || isBlankOrEnd(unit);

function scanInk(quoted: Quoted): RefusedToken | undefined {
  const { cursor, double } = quoted;
  for (;;) {
    quoted.text += take(cursor, lengthUntil(cursor, isInkEnd));
    const unit = peek(cursor);
    if (!double && unit === singleQuote && peek(cursor, 1) === singleQuote) {
      quoted.text += "'";
      forward(cursor, 2);
    } else if (
      (double && unit === singleQuote) ||
      (!double && (unit === doubleQuote || unit === backslash))
    ) {
      quoted.text += take(cursor, 1);
    } else if (double && unit === backslash) {
      const refused = scanEscape(quoted);
      if (refused) return refused;
    } else {
      return undefined;
    }
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["0", "\0"],
  ["a", "\x07"],
  ["b", "\b"],
  ["t", "\t"],
  ["\t", "\t"],
  ["n", "\n"],
  ["v", "\v"],
  ["f", "\f"],
  ["r", "\r"],
  ["e", "\x1b"],
  [" ", " "],
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["N", "\x85"],
  ["_", "\xa0"],
  ["L", "\u2028"],
  ["P", "\u2029"],
]);

const escapeLengths: ReadonlyMap<string, number> = new Map([
  ["x", 2],
  ["u", 4],
  ["U", 8],
]);

function scanEscape(quoted: Quoted): RefusedToken | undefined {
  const { cursor } = quoted;
  const start = cursor.offset;
  forward(cursor);
  if (isBreak(peek(cursor))) {
    takeBreak(cursor);
    return scanQuotedBreaks(quoted);
  }
  const letter = cursor.text.charAt(cursor.offset);
  const escaped = escapes.get(letter);
  if (escaped !== undefined) {
    forward(cursor);
    quoted.text += escaped;
    return undefined;
  }
  const length = escapeLengths.get(letter);
  if (length === undefined) {
    const message = `\`\\${letter}\` is no escape; write \`\\\\\` for a backslash, or use single quotes`;
    return refusedToken(start, start + 2, message);
  }
  forward(cursor);
  const digits = cursor.text.slice(cursor.offset, cursor.offset + length);
  const code =
    digits.length === length && /^[0-9A-Fa-f]+$/.test(digits) ? parseInt(digits, 16) : -1;
  if (code < 0 || code > 0x10ffff) {
    const message = `the escape \`\\${letter}\` needs ${length} hexadecimal digits that name a character`;
    return refusedToken(start, cursor.offset + length, message);
  }
  forward(cursor, length);
  quoted.half ||= code >= 0xd800 && code <= 0xdfff;
  quoted.text += String.fromCodePoint(code);
  return undefined;
}

function scanBlanks(quoted: Quoted): RefusedToken | undefined {
  const { cursor, start } = quoted;
  const blanks = take(
    cursor,
    lengthUntil(cursor, (unit) => unit !== space && unit !== tab),
  );
  if (peek(cursor) === endOfText) {
    const end = start + 1;
    return refusedToken(start, end, `the text that this quote opens is never closed`);
  }
  if (!isBreak(peek(cursor))) {
    quoted.text += blanks;
    return undefined;
  }
  const first = takeBreak(cursor);
  const before = quoted.text;
  quoted.text = "";
  const refused = scanQuotedBreaks(quoted);
  quoted.text = before + fold(first, quoted.text);
  return refused;
}

/** Adds the line breaks at the cursor, and leaves out the white space around them. */
function scanQuotedBreaks(quoted: Quoted): RefusedToken | undefined {
  const { cursor, start } = quoted;
  for (;;) {
    if (isDocumentMark(cursor)) {
      const message = "a document mark stands inside quotes that are not closed before it";
      return refusedToken(start, start + 1, message);
    }
    forward(
      cursor,
      lengthUntil(cursor, (unit) => unit !== space && unit !== tab),
    );
    if (!isBreak(peek(cursor))) return undefined;
    quoted.text += takeBreak(cursor);
  }
}
