import { columnOf, forward, pointsBefore, type Cursor } from "./cursor.ts";
import { refusedToken, type SignType, type Token } from "./token.ts";

/** A token that turns out to be a key when a `:` follows it on its line. */
type PossibleKey = {
  /** Its position among all tokens. */
  readonly position: number;
  /** True where nothing but a key may stand, so that a missing `:` is an error. */
  readonly required: boolean;
  readonly offset: number;
  readonly points: number;
  readonly line: number;
  readonly column: number;
};

/** PyYAML looks so many code points back for the start of a key. */
const keyLength = 1024;

/** What scanning one text carries along. */
export type Scanning = {
  readonly cursor: Cursor;
  /** Tokens that are not taken yet; a key is put before its first token when its `:` is found. */
  readonly queue: Token[];
  taken: number;
  /** Columns of the open block collections. */
  readonly indents: number[];
  indent: number;
  flowLevel: number;
  keyAllowed: boolean;
  /** The possible key of each level of brackets, the outermost first. */
  readonly keys: Map<number, PossibleKey>;
  done: boolean;
  /** Whether the tokens before a refusal are given too. */
  readonly inOrder: boolean;
};

/** Adds a token; a refusal, and the end, are the last. */
export function push(scanning: Scanning, token: Token): void {
  scanning.queue.push(token);
  if (token.type === "refused" || token.type === "stream-end") scanning.done = true;
}

/** Ends the scanning at the cursor. */
export function refuse(scanning: Scanning, message: string): void {
  const { offset } = scanning.cursor;
  push(scanning, refusedToken(offset, offset + 1, message));
}

/** Forgets keys that lie too far back; false where one of them was required. */
export function dropStaleKeys(scanning: Scanning): boolean {
  const { cursor, keys } = scanning;
  for (const [level, key] of keys) {
    if (key.line === cursor.line && pointsBefore(cursor) - key.points <= keyLength) continue;
    if (key.required) return refuseKey(scanning, key);
    keys.delete(level);
  }
  return true;
}

function refuseKey(scanning: Scanning, { offset }: PossibleKey): false {
  const line = /[^\r\n\x85\u2028\u2029]*/y;
  line.lastIndex = offset;
  const written = (line.exec(scanning.cursor.text)?.[0] ?? "").trimEnd();
  const message =
    written.length > keyLength
      ? `a key may be ${keyLength} characters long, and its \`:\` stands farther away`
      : "a `:` is missing after this key, or this line belongs to no value";
  push(scanning, refusedToken(offset, offset + Math.min(written.length, keyLength), message));
  return false;
}

/** Remembers that a key may begin with the token that comes next. */
export function saveKey(scanning: Scanning): boolean {
  const { cursor, flowLevel, keys } = scanning;
  if (!scanning.keyAllowed) return true;
  if (!dropKey(scanning)) return false;
  keys.set(flowLevel, {
    position: scanning.taken + scanning.queue.length,
    required: flowLevel === 0 && scanning.indent === columnOf(cursor),
    offset: cursor.offset,
    points: pointsBefore(cursor),
    line: cursor.line,
    column: columnOf(cursor),
  });
  return true;
}

/** Forgets the possible key of this level; false where it was required. */
export function dropKey(scanning: Scanning): boolean {
  const key = scanning.keys.get(scanning.flowLevel);
  if (key?.required) return refuseKey(scanning, key);
  scanning.keys.delete(scanning.flowLevel);
  return true;
}

/** Closes the blocks that are indented by more than a column. */
export function unwind(scanning: Scanning, column: number): void {
  if (scanning.flowLevel > 0) return;
  while (scanning.indent > column) {
    scanning.indent = scanning.indents.pop() ?? -1;
    sign(scanning, "block-end", 0);
  }
}

/** Opens a block at a column that is farther in than the last; false where it is not. */
export function indentTo(scanning: Scanning, column: number): boolean {
  if (scanning.indent >= column) return false;
  scanning.indents.push(scanning.indent);
  scanning.indent = column;
  return true;
}

/** Adds a sign of so many characters. */
export function sign(scanning: Scanning, type: SignType, length: number): void {
  const { cursor } = scanning;
  const start = cursor.offset;
  forward(cursor, length);
  push(scanning, { type, start, end: cursor.offset });
}
