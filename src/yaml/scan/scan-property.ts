import {
  endOfText,
  forward,
  isBlankOrEnd,
  isBreakOrEnd,
  isNameUnit,
  isSpaceOrEnd,
  lengthUntil,
  peek,
  skipLine,
  skipSpaces,
  take,
  takeBreak,
  type Cursor,
} from "./cursor.ts";
import {
  refusedToken,
  type DirectiveToken,
  type NameToken,
  type RefusedToken,
  type TagToken,
} from "./token.ts";

const exclamation = 0x21;
const isNameEnd = (unit: number): boolean => !isNameUnit(unit);

/** Scans `&name` or `*name`. */
export function scanName(cursor: Cursor, type: "anchor" | "alias"): NameToken | RefusedToken {
  const start = cursor.offset;
  forward(cursor);
  const name = take(cursor, lengthUntil(cursor, isNameEnd));
  const next = peek(cursor);
  if (name !== "" && (isBlankOrEnd(next) || "?:,]}%@`".includes(String.fromCharCode(next)))) {
    return { type, start, end: cursor.offset, name };
  }
  const sign = type === "alias" ? "*" : "&";
  const message = `an ${type} \`${sign}\` needs a name of letters, digits, - and _ only; quote it if it is a text`;
  return refusedToken(start, cursor.offset + (next === endOfText ? 0 : 1), message);
}

/** Scans a tag in any of its forms: `!<whole>`, `!`, `!suffix`, `!!suffix`, `!handle!suffix`. */
export function scanTag(cursor: Cursor): TagToken | RefusedToken {
  const start = cursor.offset;
  const refuse = (): RefusedToken =>
    refusedToken(start, cursor.offset + 1, "this tag is not complete, or no space follows it");
  let handle: string | undefined;
  let suffix: string | undefined = "!";
  if (peek(cursor, 1) === 0x3c) {
    forward(cursor, 2);
    suffix = scanUri(cursor);
    if (suffix === undefined || peek(cursor) !== 0x3e) return refuse();
    forward(cursor);
  } else if (isBlankOrEnd(peek(cursor, 1))) {
    forward(cursor);
  } else {
    handle = hasSecondMark(cursor) ? scanHandle(cursor) : take(cursor, 1);
    suffix = handle === undefined ? undefined : scanUri(cursor);
  }
  if (suffix === undefined || !isSpaceOrEnd(peek(cursor))) return refuse();
  return { type: "tag", start, end: cursor.offset, handle, suffix };
}

/** True where another `!` follows in the same word. */
function hasSecondMark(cursor: Cursor): boolean {
  const isEnd = (unit: number): boolean => isSpaceOrEnd(unit) || unit === exclamation;
  let length = 1;
  while (!isEnd(peek(cursor, length))) length++;
  return peek(cursor, length) === exclamation;
}

function scanHandle(cursor: Cursor): string | undefined {
  if (peek(cursor) !== exclamation) return undefined;
  let length = 1;
  while (isNameUnit(peek(cursor, length))) length++;
  if (peek(cursor, length) === exclamation) length++;
  else if (length > 1 || !isHandleAlone(cursor)) return undefined;
  return take(cursor, length);
}

function isHandleAlone(cursor: Cursor): boolean {
  return peek(cursor, 1) === 0x20;
}

const uriSigns = "-;/?:@&=+$,_.!~*'()[]";

function scanUri(cursor: Cursor): string | undefined {
  let uri = "";
  for (;;) {
    const unit = peek(cursor);
    if (unit === 0x25) {
      const written = /(?:%[0-9A-Fa-f]{2})+/y;
      written.lastIndex = cursor.offset;
      const codes = written.exec(cursor.text)?.[0];
      const decoded = codes === undefined ? undefined : decode(codes);
      if (codes === undefined || decoded === undefined) return undefined;
      forward(cursor, codes.length);
      uri += decoded;
    } else if (
      isNameUnit(unit) ||
      (unit !== endOfText && uriSigns.includes(String.fromCharCode(unit)))
    ) {
      uri += take(cursor, 1);
    } else {
      return uri === "" ? undefined : uri;
    }
  }
}

/** The characters that escapes write in UTF-8, or `undefined` where they are none. */
function decode(codes: string): string | undefined {
  try {
    return decodeURIComponent(codes);
  } catch {
    return undefined;
  }
}

/** Scans a line that begins with `%`. */
export function scanDirective(cursor: Cursor): DirectiveToken | RefusedToken {
  const start = cursor.offset;
  const refuse = (): RefusedToken =>
    refusedToken(
      start,
      cursor.offset,
      "`%` at the start of a line begins a directive, and this is none; quote it if it is a text",
    );
  forward(cursor);
  const name = take(cursor, lengthUntil(cursor, isNameEnd));
  if (name === "" || !isSpaceOrEnd(peek(cursor))) return refuse();
  const content = scanContent(cursor, name);
  const end = cursor.offset;
  if (!content) return refuse();
  skipSpaces(cursor);
  if (peek(cursor) === 0x23) skipLine(cursor);
  if (!isBreakOrEnd(peek(cursor))) return refuse();
  takeBreak(cursor);
  return { type: "directive", start, end, content };
}

function scanContent(cursor: Cursor, name: string): DirectiveToken["content"] | undefined {
  if (name === "YAML") {
    skipSpaces(cursor);
    const version = /([0-9]+)\.[0-9]+/y;
    version.lastIndex = cursor.offset;
    const [written, major] = version.exec(cursor.text) ?? [];
    if (written === undefined) return undefined;
    forward(cursor, written.length);
    return isSpaceOrEnd(peek(cursor)) ? { name, major: Number(major) } : undefined;
  }
  if (name === "TAG") {
    skipSpaces(cursor);
    const handle = scanHandle(cursor);
    if (handle === undefined || peek(cursor) !== 0x20) return undefined;
    skipSpaces(cursor);
    const prefix = scanUri(cursor);
    if (prefix === undefined || !isSpaceOrEnd(peek(cursor))) return undefined;
    return { name, handle, prefix };
  }
  skipLine(cursor);
  return { name: "other" };
}
