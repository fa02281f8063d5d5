import { emptyNode, isAt, refuse, type Parsing } from "./parser-state.ts";
import type { SyntaxNode, SyntaxPair } from "./syntax-tree.ts";
import type { Token } from "../scan/token.ts";

/** Reads a block list. */
export function parseBlockItems(
  parsing: Parsing,
  _: Token,
  items: SyntaxNode[],
): number | undefined {
  parsing.scanner.next();
  const end = parseEntries(parsing, items, ["block-entry", "block-end"]);
  if (end === undefined) return undefined;
  return closeBlock(parsing) ? end : undefined;
}

/** Reads a block list that is not indented below its key. */
export function parseIndentlessItems(
  parsing: Parsing,
  _: Token,
  items: SyntaxNode[],
): number | undefined {
  return parseEntries(parsing, items, ["block-entry", "key", "value", "block-end"]);
}

function parseEntries(
  parsing: Parsing,
  items: SyntaxNode[],
  ends: readonly Token["type"][],
): number | undefined {
  let end = parsing.scanner.peek().start;
  while (isAt(parsing, "block-entry")) {
    const entry = parsing.scanner.next();
    const item = isAt(parsing, ...ends)
      ? emptyNode(parsing, entry.end)
      : parsing.parseNode(parsing, "block");
    if (!item) return undefined;
    items.push(item);
    end = Math.max(entry.end, item.range.end);
  }
  return end;
}

function closeBlock(parsing: Parsing): boolean {
  const token = parsing.scanner.peek();
  if (token.type === "block-end") {
    parsing.scanner.next();
    return true;
  }
  const message = strayMessage(token);
  refuse(parsing, token, message);
  return false;
}

/** Reads a block mapping. */
export function parseBlockPairs(
  parsing: Parsing,
  opening: Token,
  pairs: SyntaxPair[],
): number | undefined {
  const { scanner } = parsing;
  scanner.next();
  let end = opening.end;
  while (isAt(parsing, "key")) {
    const sign = scanner.next();
    const key = isAt(parsing, "key", "value", "block-end")
      ? emptyNode(parsing, sign.end)
      : parsing.parseNode(parsing, "block-or-indentless");
    if (!key) return undefined;
    const value = parseBlockValue(parsing);
    if (!value) return undefined;
    pairs.push({ key, value });
    end = Math.max(key.range.end, value.range.end);
  }
  return closeBlock(parsing) ? end : undefined;
}

function parseBlockValue(parsing: Parsing): SyntaxNode | undefined {
  const { scanner } = parsing;
  if (!isAt(parsing, "value")) return emptyNode(parsing, scanner.peek().start);
  const sign = scanner.next();
  if (isAt(parsing, "key", "value", "block-end")) return emptyNode(parsing, sign.end);
  return parsing.parseNode(parsing, "block-or-indentless");
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
