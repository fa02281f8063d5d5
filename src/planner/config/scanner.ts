import {
  columnOf,
  createCursor,
  endOfText,
  forward,
  isBlankOrEnd,
  isDocumentMark,
  peek,
  pointsBefore,
  skipLine,
  skipSpaces,
  tab,
  takeBreak,
  type Cursor,
} from "./cursor.ts";
import { scanBlock } from "./scan-block.ts";
import { scanDirective, scanName, scanTag } from "./scan-property.ts";
import { scanPlain, scanQuoted } from "./scan-scalar.ts";
import { refusedToken, type SignType, type Token } from "./token.ts";

/** The tokens of a text, one after the other; the last is `stream-end` or `refused`. */
export type Scanner = {
  peek(): Token;
  next(): Token;
};

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

type Scanning = {
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
};

/**
 * Scans a text as PyYAML's scanner does, so that what is a key, where a block ends and what a text
 * holds is never judged otherwise than by the users' engine. `yaml` follows YAML 1.2: it refuses
 * much that PyYAML reads, and reads some of it otherwise. Linear in the text.
 */
export function createScanner(text: string): Scanner {
  const scanning: Scanning = {
    cursor: createCursor(text),
    queue: [],
    taken: 0,
    indents: [],
    indent: -1,
    flowLevel: 0,
    keyAllowed: true,
    keys: new Map(),
    done: false,
  };
  return {
    peek: () => head(scanning),
    next() {
      const token = head(scanning);
      if (token.type !== "refused" && token.type !== "stream-end") {
        scanning.queue.shift();
        scanning.taken++;
      }
      return token;
    },
  };
}

/** The next token, once it is sure that no key begins with it. */
function head(scanning: Scanning): Token {
  const { queue } = scanning;
  while (!scanning.done && (queue.length === 0 || mayBeginKey(scanning))) fetch(scanning);
  const last = queue.at(-1);
  const first = last?.type === "refused" ? last : queue[0];
  return first ?? refusedToken(scanning.cursor.offset, scanning.cursor.offset, "nothing is left");
}

function mayBeginKey(scanning: Scanning): boolean {
  if (!dropStaleKeys(scanning)) return false;
  for (const { position } of scanning.keys.values()) if (position === scanning.taken) return true;
  return false;
}

/** Forgets keys that lie too far back; false where one of them was required. */
function dropStaleKeys(scanning: Scanning): boolean {
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

function push(scanning: Scanning, token: Token): void {
  scanning.queue.push(token);
  if (token.type === "refused" || token.type === "stream-end") scanning.done = true;
}

function refuse(scanning: Scanning, message: string): void {
  const { offset } = scanning.cursor;
  push(scanning, refusedToken(offset, offset + 1, message));
}

/** Remembers that a key may begin with the token that comes next. */
function saveKey(scanning: Scanning): boolean {
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
function dropKey(scanning: Scanning): boolean {
  const key = scanning.keys.get(scanning.flowLevel);
  if (key?.required) return refuseKey(scanning, key);
  scanning.keys.delete(scanning.flowLevel);
  return true;
}

/** Closes the blocks that are indented by more than a column. */
function unwind(scanning: Scanning, column: number): void {
  if (scanning.flowLevel > 0) return;
  while (scanning.indent > column) {
    scanning.indent = scanning.indents.pop() ?? -1;
    sign(scanning, "block-end", 0);
  }
}

function indentTo(scanning: Scanning, column: number): boolean {
  if (scanning.indent >= column) return false;
  scanning.indents.push(scanning.indent);
  scanning.indent = column;
  return true;
}

function sign(scanning: Scanning, type: SignType, length: number): void {
  const { cursor } = scanning;
  const start = cursor.offset;
  forward(cursor, length);
  push(scanning, { type, start, end: cursor.offset });
}

/** Moves over white space, comments and line breaks; after a break outside of brackets a key may begin. */
function skipToToken(scanning: Scanning): void {
  const { cursor } = scanning;
  if (cursor.offset === 0 && peek(cursor) === 0xfeff) forward(cursor);
  for (;;) {
    skipSpaces(cursor);
    if (peek(cursor) === 0x23) skipLine(cursor);
    if (takeBreak(cursor) === "") return;
    if (scanning.flowLevel === 0) scanning.keyAllowed = true;
  }
}

/** Adds the next token, and those that indentation makes before it. */
function fetch(scanning: Scanning): void {
  const { cursor } = scanning;
  skipToToken(scanning);
  if (!dropStaleKeys(scanning)) return;
  const column = columnOf(cursor);
  unwind(scanning, column);
  const unit = peek(cursor);
  if (unit === endOfText) return fetchEnd(scanning);
  if (column === 0 && unit === 0x25) return fetchDirective(scanning);
  if (column === 0 && isDocumentMark(cursor)) {
    return fetchDocumentMark(scanning, unit === 0x2d ? "document-start" : "document-end");
  }
  const inFlow = scanning.flowLevel > 0;
  const isFollowed = isBlankOrEnd(peek(cursor, 1));
  switch (String.fromCharCode(unit)) {
    case "[":
      return fetchOpening(scanning, "flow-sequence-start");
    case "{":
      return fetchOpening(scanning, "flow-mapping-start");
    case "]":
      return fetchClosing(scanning, "flow-sequence-end");
    case "}":
      return fetchClosing(scanning, "flow-mapping-end");
    case ",":
      return fetchFlowEntry(scanning);
    case "-":
      return isFollowed ? fetchBlockEntry(scanning) : fetchPlain(scanning);
    case "?":
      return inFlow || isFollowed ? fetchExplicitKey(scanning) : fetchPlain(scanning);
    case ":":
      return inFlow || isFollowed ? fetchValue(scanning) : fetchPlain(scanning);
    case "*":
      return fetchInline(scanning, () => scanName(cursor, "alias"));
    case "&":
      return fetchInline(scanning, () => scanName(cursor, "anchor"));
    case "!":
      return fetchInline(scanning, () => scanTag(cursor));
    case "'":
    case '"':
      return fetchInline(scanning, () => scanQuoted(cursor));
    case "|":
    case ">":
      return inFlow ? refuseStart(scanning) : fetchBlock(scanning);
    case "%":
    case "@":
    case "`":
    case "\t":
      return refuseStart(scanning);
    default:
      return fetchPlain(scanning);
  }
}

function refuseStart(scanning: Scanning): void {
  const { text, offset } = scanning.cursor;
  if (peek(scanning.cursor) === tab) {
    const at = { start: offset, end: offset + 1 };
    push(scanning, { type: "refused", code: "tab", message: "", ...at });
  } else {
    refuse(
      scanning,
      `a value cannot begin with the character ${text.charAt(offset)}: quote the text`,
    );
  }
}

function fetchEnd(scanning: Scanning): void {
  unwind(scanning, -1);
  if (!dropKey(scanning)) return;
  scanning.keys.clear();
  sign(scanning, "stream-end", 0);
}

function fetchDirective(scanning: Scanning): void {
  unwind(scanning, -1);
  if (!dropKey(scanning)) return;
  scanning.keyAllowed = false;
  push(scanning, scanDirective(scanning.cursor));
}

function fetchDocumentMark(scanning: Scanning, type: SignType): void {
  unwind(scanning, -1);
  if (!dropKey(scanning)) return;
  scanning.keyAllowed = false;
  sign(scanning, type, 3);
}

function fetchOpening(scanning: Scanning, type: SignType): void {
  if (!saveKey(scanning)) return;
  scanning.flowLevel++;
  scanning.keyAllowed = true;
  sign(scanning, type, 1);
}

function fetchClosing(scanning: Scanning, type: SignType): void {
  if (!dropKey(scanning)) return;
  scanning.flowLevel--;
  scanning.keyAllowed = false;
  sign(scanning, type, 1);
}

function fetchFlowEntry(scanning: Scanning): void {
  scanning.keyAllowed = true;
  if (dropKey(scanning)) sign(scanning, "flow-entry", 1);
}

function fetchBlockEntry(scanning: Scanning): void {
  if (!openBlock(scanning, "block-sequence-start", blockEntryMessage)) return;
  scanning.keyAllowed = true;
  if (dropKey(scanning)) sign(scanning, "block-entry", 1);
}

const blockEntryMessage =
  "a list item `-` cannot begin here: begin the list on its own line, or quote the text";
const explicitKeyMessage =
  "a key `?` cannot begin here: begin it on its own line, or quote the text";
const valueMessage =
  "a `:` cannot stand here: quote the text before it, or look at the indentation of this line";

/** Begins a block collection where the column asks for it; false where none may begin here. */
function openBlock(scanning: Scanning, type: SignType, message: string): boolean {
  if (scanning.flowLevel > 0) return true;
  if (!scanning.keyAllowed) {
    refuse(scanning, message);
    return false;
  }
  if (indentTo(scanning, columnOf(scanning.cursor))) sign(scanning, type, 0);
  return true;
}

function fetchExplicitKey(scanning: Scanning): void {
  if (!openBlock(scanning, "block-mapping-start", explicitKeyMessage)) return;
  scanning.keyAllowed = scanning.flowLevel === 0;
  if (dropKey(scanning)) sign(scanning, "key", 1);
}

function fetchValue(scanning: Scanning): void {
  const { flowLevel, keys, queue } = scanning;
  const key = keys.get(flowLevel);
  if (key) {
    keys.delete(flowLevel);
    const at = { start: key.offset, end: key.offset };
    const position = key.position - scanning.taken;
    queue.splice(position, 0, { type: "key", ...at });
    if (flowLevel === 0 && indentTo(scanning, key.column)) {
      queue.splice(position, 0, { type: "block-mapping-start", ...at });
    }
    scanning.keyAllowed = false;
  } else {
    if (!openBlock(scanning, "block-mapping-start", valueMessage)) return;
    scanning.keyAllowed = flowLevel === 0;
    if (!dropKey(scanning)) return;
  }
  sign(scanning, "value", 1);
}

/** A token that may begin a key, and after which none may begin. */
function fetchInline(scanning: Scanning, scan: () => Token): void {
  if (!saveKey(scanning)) return;
  scanning.keyAllowed = false;
  push(scanning, scan());
}

function fetchPlain(scanning: Scanning): void {
  if (!saveKey(scanning)) return;
  const { token, atLineStart } = scanPlain(
    scanning.cursor,
    scanning.indent,
    scanning.flowLevel > 0,
  );
  scanning.keyAllowed = atLineStart;
  push(scanning, token);
}

function fetchBlock(scanning: Scanning): void {
  scanning.keyAllowed = true;
  if (dropKey(scanning)) push(scanning, scanBlock(scanning.cursor, scanning.indent));
}
