import {
  columnOf,
  createCursor,
  endOfText,
  forward,
  isBlankOrEnd,
  isDocumentMark,
  peek,
  skipLine,
  skipSpaces,
  tab,
  takeBreak,
} from "./cursor.ts";
import { scanBlock } from "./scan-block.ts";
import { scanDirective, scanName, scanTag } from "./scan-property.ts";
import { scanPlain, scanQuoted } from "./scan-scalar.ts";
import {
  dropKey,
  dropStaleKeys,
  indentTo,
  push,
  refuse,
  saveKey,
  sign,
  unwind,
  type ScannerState,
} from "./scanner-state.ts";
import { refusedToken, type SignType, type Token } from "./token.ts";

/** The tokens of a text, one after the other; the last is `stream-end` or `refused`. */
export type Scanner = {
  peek(): Token;
  next(): Token;
  /** Gives no more of the text: something is wrong with it that the tokens do not tell. */
  stop(): void;
};

/**
 * Scans a text as PyYAML's scanner does, so that what is a key, where a block ends and what a text
 * holds is never judged otherwise than by the users' engine. `yaml` follows YAML 1.2: it refuses
 * much that PyYAML reads, and reads some of it otherwise. Linear in the text. `from` is where a line
 * begins. A refusal goes before the tokens that were looked at to find it, as in PyYAML, unless all of
 * them are wanted in their order.
 */
export function createScanner(text: string, from = 0, inOrder = false): Scanner {
  const state: ScannerState = {
    cursor: createCursor(text, from),
    queue: [],
    taken: 0,
    indents: [],
    indent: -1,
    flowLevel: 0,
    outside: 0,
    keyAllowed: true,
    keys: new Map(),
    done: false,
    inOrder,
  };
  return {
    peek: () => head(state),
    next() {
      const token = head(state);
      if (token.type !== "refused" && token.type !== "stream-end") {
        state.queue.shift();
        state.taken++;
      }
      return token;
    },
    stop() {
      state.queue.length = 0;
      refuse(state, "nothing is read after an error");
    },
  };
}

/** The next token, once it is sure that no key begins with it. */
function head(state: ScannerState): Token {
  const { queue } = state;
  while (!state.done && (queue.length === 0 || mayBeginKey(state))) fetch(state);
  const last = queue.at(-1);
  const first = last?.type === "refused" && !state.inOrder ? last : queue[0];
  return first ?? refusedToken(state.cursor.offset, state.cursor.offset, "nothing is left");
}

function mayBeginKey(state: ScannerState): boolean {
  if (!dropStaleKeys(state)) return false;
  for (const { position } of state.keys.values()) if (position === state.taken) return true;
  return false;
}

/** Moves over white space, comments and line breaks; after a break outside of brackets a key may begin. */
function skipToToken(state: ScannerState): void {
  const { cursor } = state;
  if (cursor.offset === 0 && peek(cursor) === 0xfeff) forward(cursor);
  for (;;) {
    skipSpaces(cursor);
    if (peek(cursor) === 0x23) skipLine(cursor);
    if (takeBreak(cursor) === "") return;
    if (state.flowLevel === 0) state.keyAllowed = true;
  }
}

/** Adds the next token, and those that indentation makes before it. */
function fetch(state: ScannerState): void {
  const { cursor } = state;
  skipToToken(state);
  if (!dropStaleKeys(state)) return;
  const column = columnOf(cursor);
  unwind(state, column);
  const unit = peek(cursor);
  if (unit === endOfText) return fetchEnd(state);
  if (isOutOfBrackets(state, column)) return refuse(state, "these brackets are hardly closed");
  if (column === 0 && unit === 0x25) return fetchDirective(state);
  if (column === 0 && isDocumentMark(cursor)) {
    return fetchDocumentMark(state, unit === 0x2d ? "document-start" : "document-end");
  }
  const inFlow = state.flowLevel > 0;
  const isFollowed = isBlankOrEnd(peek(cursor, 1));
  switch (String.fromCharCode(unit)) {
    case "[":
      return fetchOpening(state, "flow-sequence-start");
    case "{":
      return fetchOpening(state, "flow-mapping-start");
    case "]":
      return fetchClosing(state, "flow-sequence-end");
    case "}":
      return fetchClosing(state, "flow-mapping-end");
    case ",":
      return fetchFlowEntry(state);
    case "-":
      return isFollowed ? fetchBlockEntry(state) : fetchPlain(state);
    case "?":
      return inFlow || isFollowed ? fetchExplicitKey(state) : fetchPlain(state);
    case ":":
      return inFlow || isFollowed ? fetchValue(state) : fetchPlain(state);
    case "*":
      return fetchInline(state, () => scanName(cursor, "alias"));
    case "&":
      return fetchInline(state, () => scanName(cursor, "anchor"));
    case "!":
      return fetchInline(state, () => scanTag(cursor));
    case "'":
    case '"':
      return fetchInline(state, () => scanQuoted(cursor));
    case "|":
    case ">":
      return inFlow ? refuseStart(state) : fetchBlock(state);
    case "%":
    case "@":
    case "`":
    case "\t":
      return refuseStart(state);
    default:
      return fetchPlain(state);
  }
}

/** So many signs of a half-typed text may stand between brackets, but no farther in than what holds them. */
const mostOutside = 200;

/**
 * Whether the brackets are hardly meant to go on. PyYAML reads them whatever the indentation is; of a
 * text that is being typed one is often not closed yet, and all that follows would be looked through.
 */
function isOutOfBrackets(state: ScannerState, column: number): boolean {
  if (!state.inOrder || state.flowLevel === 0 || column > state.indent) return false;
  return ++state.outside > mostOutside;
}

function refuseStart(state: ScannerState): void {
  const { text, offset } = state.cursor;
  if (peek(state.cursor) === tab) {
    const at = { start: offset, end: offset + 1 };
    push(state, { type: "refused", code: "tab", message: "", ...at });
  } else {
    refuse(state, `a value cannot begin with the character ${text.charAt(offset)}: quote the text`);
  }
}

function fetchEnd(state: ScannerState): void {
  unwind(state, -1);
  if (!dropKey(state)) return;
  state.keys.clear();
  sign(state, "stream-end", 0);
}

function fetchDirective(state: ScannerState): void {
  unwind(state, -1);
  if (!dropKey(state)) return;
  state.keyAllowed = false;
  push(state, scanDirective(state.cursor));
}

function fetchDocumentMark(state: ScannerState, type: SignType): void {
  unwind(state, -1);
  if (!dropKey(state)) return;
  state.keyAllowed = false;
  sign(state, type, 3);
}

function fetchOpening(state: ScannerState, type: SignType): void {
  if (!saveKey(state)) return;
  if (state.flowLevel === 0) state.outside = 0;
  state.flowLevel++;
  state.keyAllowed = true;
  sign(state, type, 1);
}

function fetchClosing(state: ScannerState, type: SignType): void {
  if (!dropKey(state)) return;
  state.flowLevel--;
  state.keyAllowed = false;
  sign(state, type, 1);
}

function fetchFlowEntry(state: ScannerState): void {
  state.keyAllowed = true;
  if (dropKey(state)) sign(state, "flow-entry", 1);
}

function fetchBlockEntry(state: ScannerState): void {
  if (!openBlock(state, "block-sequence-start", blockEntryMessage)) return;
  state.keyAllowed = true;
  if (dropKey(state)) sign(state, "block-entry", 1);
}

const blockEntryMessage =
  "a list item `-` cannot begin here: begin the list on its own line, or quote the text";
const explicitKeyMessage =
  "a key `?` cannot begin here: begin it on its own line, or quote the text";
const valueMessage =
  "a `:` cannot stand here: quote the text before it, or look at the indentation of this line";

/** Begins a block collection where the column asks for it; false where none may begin here. */
function openBlock(state: ScannerState, type: SignType, message: string): boolean {
  if (state.flowLevel > 0) return true;
  if (!state.keyAllowed) {
    refuse(state, message);
    return false;
  }
  if (indentTo(state, columnOf(state.cursor))) sign(state, type, 0);
  return true;
}

function fetchExplicitKey(state: ScannerState): void {
  if (!openBlock(state, "block-mapping-start", explicitKeyMessage)) return;
  state.keyAllowed = state.flowLevel === 0;
  if (dropKey(state)) sign(state, "key", 1);
}

function fetchValue(state: ScannerState): void {
  const { flowLevel, keys, queue } = state;
  const key = keys.get(flowLevel);
  if (key) {
    keys.delete(flowLevel);
    const at = { start: key.offset, end: key.offset };
    const position = key.position - state.taken;
    queue.splice(position, 0, { type: "key", ...at });
    if (flowLevel === 0 && indentTo(state, key.column)) {
      queue.splice(position, 0, { type: "block-mapping-start", ...at });
    }
    state.keyAllowed = false;
  } else {
    if (!openBlock(state, "block-mapping-start", valueMessage)) return;
    state.keyAllowed = flowLevel === 0;
    if (!dropKey(state)) return;
  }
  sign(state, "value", 1);
}

/** A token that may begin a key, and after which none may begin. */
function fetchInline(state: ScannerState, scan: () => Token): void {
  if (!saveKey(state)) return;
  state.keyAllowed = false;
  push(state, scan());
}

function fetchPlain(state: ScannerState): void {
  if (!saveKey(state)) return;
  const { token, atLineStart } = scanPlain(state.cursor, state.indent, state.flowLevel > 0);
  state.keyAllowed = atLineStart;
  push(state, token);
}

function fetchBlock(state: ScannerState): void {
  state.keyAllowed = true;
  if (dropKey(state)) push(state, scanBlock(state.cursor, state.indent));
}
