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
export type ScannerState = {
  readonly cursor: Cursor;
  /** Tokens that are not taken yet; a key is put before its first token when its `:` is found. */
  readonly queue: Token[];
  taken: number;
  /** Columns of the open block collections. */
  readonly indents: number[];
  indent: number;
  flowLevel: number;
  /** Signs between the outermost brackets that are no farther in than the block around them. */
  outside: number;
  keyAllowed: boolean;
  /** The possible key of each level of brackets, the outermost first. */
  readonly keys: Map<number, PossibleKey>;
  done: boolean;
  /** Whether the tokens before a refusal are given too. */
  readonly inOrder: boolean;
};

/** Adds a token; a refusal, and the end, are the last. */
export function push(state: ScannerState, token: Token): void {
  state.queue.push(token);
  if (token.type === "refused" || token.type === "stream-end") state.done = true;
}

/** Ends the scanning at the cursor. */
export function refuse(state: ScannerState, message: string): void {
  const { offset } = state.cursor;
  push(state, refusedToken(offset, offset + 1, message));
}

/** Forgets keys that lie too far back; false where one of them was required. */
export function dropStaleKeys(state: ScannerState): boolean {
  const { cursor, keys } = state;
  for (const [level, key] of keys) {
    if (key.line === cursor.line && pointsBefore(cursor) - key.points <= keyLength) continue;
    if (key.required) return refuseKey(state, key);
    keys.delete(level);
  }
  return true;
}

function refuseKey(state: ScannerState, { offset }: PossibleKey): false {
  const line = /[^\r\n\x85\u2028\u2029]*/y;
  line.lastIndex = offset;
  const written = (line.exec(state.cursor.text)?.[0] ?? "").trimEnd();
  const message =
    written.length > keyLength
      ? `a key may be ${keyLength} characters long, and its \`:\` stands farther away`
      : "a `:` is missing after this key, or this line belongs to no value";
  push(state, refusedToken(offset, offset + Math.min(written.length, keyLength), message));
  return false;
}

/** Remembers that a key may begin with the token that comes next. */
export function saveKey(state: ScannerState): boolean {
  const { cursor, flowLevel, keys } = state;
  if (!state.keyAllowed) return true;
  if (!dropKey(state)) return false;
  keys.set(flowLevel, {
    position: state.taken + state.queue.length,
    required: flowLevel === 0 && state.indent === columnOf(cursor),
    offset: cursor.offset,
    points: pointsBefore(cursor),
    line: cursor.line,
    column: columnOf(cursor),
  });
  return true;
}

/** Forgets the possible key of this level; false where it was required. */
export function dropKey(state: ScannerState): boolean {
  const key = state.keys.get(state.flowLevel);
  if (key?.required) return refuseKey(state, key);
  state.keys.delete(state.flowLevel);
  return true;
}

/** Closes the blocks that are indented by more than a column. */
export function unwind(state: ScannerState, column: number): void {
  if (state.flowLevel > 0) return;
  while (state.indent > column) {
    state.indent = state.indents.pop() ?? -1;
    sign(state, "block-end", 0);
  }
}

/** Opens a block at a column that is farther in than the last; false where it is not. */
export function indentTo(state: ScannerState, column: number): boolean {
  if (state.indent >= column) return false;
  state.indents.push(state.indent);
  state.indent = column;
  return true;
}

/** Adds a sign of so many characters. */
export function sign(state: ScannerState, type: SignType, length: number): void {
  const { cursor } = state;
  const start = cursor.offset;
  forward(cursor, length);
  push(state, { type, start, end: cursor.offset });
}
