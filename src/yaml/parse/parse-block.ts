import type { Token } from "../scan/token.ts";
import { emptyNode, isAt, refuse, type ParserState } from "./parser-state.ts";
import type { SyntaxNode, SyntaxPair } from "./syntax-tree.ts";

/** Reads a block list. */
export function parseBlockItems(
  state: ParserState,
  _: Token,
  items: SyntaxNode[],
): number | undefined {
  state.scanner.next();
  const end = parseEntries(state, items, ["block-entry", "block-end"]);
  if (end === undefined) return undefined;
  return closeBlock(state) ? end : undefined;
}

/** Reads a block list that is not indented below its key. */
export function parseIndentlessItems(
  state: ParserState,
  _: Token,
  items: SyntaxNode[],
): number | undefined {
  return parseEntries(state, items, ["block-entry", "key", "value", "block-end"]);
}

function parseEntries(
  state: ParserState,
  items: SyntaxNode[],
  ends: readonly Token["type"][],
): number | undefined {
  let end = state.scanner.peek().start;
  while (isAt(state, "block-entry")) {
    const entry = state.scanner.next();
    const item = isAt(state, ...ends)
      ? emptyNode(state, entry.end)
      : state.parseNode(state, "block");
    if (!item) return undefined;
    items.push(item);
    end = Math.max(entry.end, item.range.end);
  }
  return end;
}

function closeBlock(state: ParserState): boolean {
  const token = state.scanner.peek();
  if (token.type === "block-end") {
    state.scanner.next();
    return true;
  }
  const message = strayMessage(token);
  refuse(state, token, message);
  return false;
}

/** Reads a block mapping. */
export function parseBlockPairs(
  state: ParserState,
  opening: Token,
  pairs: SyntaxPair[],
): number | undefined {
  const { scanner } = state;
  scanner.next();
  let end = opening.end;
  while (isAt(state, "key")) {
    const sign = scanner.next();
    const key = isAt(state, "key", "value", "block-end")
      ? emptyNode(state, sign.end)
      : state.parseNode(state, "block-or-indentless");
    if (!key) return undefined;
    const value = parseBlockValue(state);
    if (!value) return undefined;
    pairs.push({ key, value });
    end = Math.max(key.range.end, value.range.end);
  }
  return closeBlock(state) ? end : undefined;
}

function parseBlockValue(state: ParserState): SyntaxNode | undefined {
  const { scanner } = state;
  if (!isAt(state, "value")) return emptyNode(state, scanner.peek().start);
  const sign = scanner.next();
  if (isAt(state, "key", "value", "block-end")) return emptyNode(state, sign.end);
  return state.parseNode(state, "block-or-indentless");
}

function strayMessage({ type }: Token): string {
  if (type === "value") return "a `:` without a key before it";
  if (type === "key")
    return "a key cannot stand in a list; the indentation of this line is another";
  if (type === "block-entry" || type === "block-mapping-start" || type === "block-sequence-start") {
    return "the indentation of this line fits no block above it";
  }
  return "this belongs to nothing before it: look at the indentation, and where quotes and brackets end";
}
