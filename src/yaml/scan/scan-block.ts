import {
  columnOf,
  endOfText,
  forward,
  isBreak,
  isBreakOrEnd,
  isSpaceOrEnd,
  lengthUntil,
  peek,
  skipLine,
  skipSpaces,
  space,
  tab,
  take,
  takeBreak,
  type Cursor,
} from "./cursor.ts";
import { refusedToken, type RefusedToken, type ScalarToken } from "./token.ts";

type Header = {
  /** What becomes of the last line breaks: all kept, none, or one. */
  readonly chomping: "keep" | "strip" | "clip";
  /** The indentation that the header names, above the parent's. */
  readonly increment: number | undefined;
};

/** Scans the text of `|` or `>`, indented by more than `indent`. */
export function scanBlock(cursor: Cursor, indent: number): ScalarToken | RefusedToken {
  const start = cursor.offset;
  const folded = peek(cursor) === 0x3e;
  forward(cursor);
  const header = scanHeader(cursor, start);
  if ("type" in header) return header;
  let end = cursor.offset;
  const refused = skipComment(cursor, start);
  if (refused) return refused;
  const least = Math.max(indent + 1, 1);
  const opening =
    header.increment === undefined
      ? findIndent(cursor, least)
      : openAt(cursor, least + header.increment - 1);
  const width = opening.width;
  let breaks = opening.breaks;
  let lineBreak = "";
  let text = "";
  while (columnOf(cursor) === width && peek(cursor) !== endOfText) {
    text += breaks;
    const isText = !isBlank(peek(cursor));
    text += take(cursor, lengthUntil(cursor, isBreakOrEnd));
    end = cursor.offset;
    lineBreak = takeBreak(cursor);
    breaks = takeBreaks(cursor, width);
    if (columnOf(cursor) !== width || peek(cursor) === endOfText) break;
    if (!folded || lineBreak !== "\n" || !isText || isBlank(peek(cursor))) text += lineBreak;
    else if (breaks === "") text += " ";
  }
  if (header.chomping !== "strip") text += lineBreak;
  if (header.chomping === "keep") text += breaks;
  return { type: "scalar", start, end, plain: false, text, halved: false };
}

function isBlank(unit: number): boolean {
  return unit === space || unit === tab;
}

function scanHeader(cursor: Cursor, start: number): Header | RefusedToken {
  const signs = take(
    cursor,
    lengthUntil(cursor, (unit) => isSpaceOrEnd(unit) || !/[-+0-9]/.test(String.fromCharCode(unit))),
  );
  const [, before, digit, after] = /^([-+]?)([1-9]?)([-+]?)$/.exec(signs) ?? [];
  if (before === undefined || (before && after) || !isSpaceOrEnd(peek(cursor))) {
    const message =
      "after `|` or `>` only + or -, an indentation from 1 to 9, and a comment may follow";
    return refusedToken(start, cursor.offset + 1, message);
  }
  const sign = before || after;
  return {
    chomping: sign === "+" ? "keep" : sign === "-" ? "strip" : "clip",
    increment: digit ? Number(digit) : undefined,
  };
}

function skipComment(cursor: Cursor, start: number): RefusedToken | undefined {
  skipSpaces(cursor);
  if (peek(cursor) === 0x23) skipLine(cursor);
  if (!isBreakOrEnd(peek(cursor))) {
    const message =
      "the text of `|` or `>` begins on the next line; only a comment may follow here";
    return refusedToken(start, cursor.offset + 1, message);
  }
  takeBreak(cursor);
  return undefined;
}

type Opening = { readonly breaks: string; readonly width: number };

/** Empty lines before the text, and the indentation that the longest of them or the text has. */
function findIndent(cursor: Cursor, least: number): Opening {
  let breaks = "";
  let width = least;
  for (;;) {
    skipSpaces(cursor);
    width = Math.max(width, columnOf(cursor));
    if (!isBreak(peek(cursor))) return { breaks, width };
    breaks += takeBreak(cursor);
  }
}

function openAt(cursor: Cursor, width: number): Opening {
  return { breaks: takeBreaks(cursor, width), width };
}

/** Takes empty lines, and the indentation of the line after them as far as it goes. */
function takeBreaks(cursor: Cursor, width: number): string {
  let breaks = "";
  for (;;) {
    while (columnOf(cursor) < width && peek(cursor) === space) forward(cursor);
    if (!isBreak(peek(cursor))) return breaks;
    breaks += takeBreak(cursor);
  }
}
