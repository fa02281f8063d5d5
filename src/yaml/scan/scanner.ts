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
  type Scanning,
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
  const scanning: Scanning = {
    cursor: createCursor(text, from),
    queue: [],
    taken: 0,
    indents: [],
    indent: -1,
    flowLevel: 0,
    keyAllowed: true,
    keys: new Map(),
    done: false,
    inOrder,
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
    stop() {
      scanning.queue.length = 0;
      refuse(scanning, "nothing is read after an error");
    },
  };
}

/** The next token, once it is sure that no key begins with it. */
function head(scanning: Scanning): Token {
  const { queue } = scanning;
  while (!scanning.done && (queue.length === 0 || mayBeginKey(scanning))) fetch(scanning);
  const last = queue.at(-1);
  const first = last?.type === "refused" && !scanning.inOrder ? last : queue[0];
  return first ?? refusedToken(scanning.cursor.offset, scanning.cursor.offset, "nothing is left");
}

function mayBeginKey(scanning: Scanning): boolean {
  if (!dropStaleKeys(scanning)) return false;
  for (const { position } of scanning.keys.values()) if (position === scanning.taken) return true;
  return false;
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
