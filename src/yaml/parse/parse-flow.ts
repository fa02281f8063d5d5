import { emptyNode, isAt, refuse, type Parsing } from "./parser-state.ts";
import type { SyntaxNode, SyntaxPair } from "./syntax-tree.ts";
import type { Token } from "../scan/token.ts";

/** Reads what stands between square brackets. */
export function parseFlowItems(
  parsing: Parsing,
  opening: Token,
  items: SyntaxNode[],
): number | undefined {
  return parseFlow(parsing, opening, "flow-sequence-end", () => {
    if (!isAt(parsing, "key")) {
      const item = parsing.parseNode(parsing, "flow");
      if (item) items.push(item);
      return item !== undefined;
    }
    // `[a: 1]` is a list of one mapping
    parsing.nodes++;
    const { start } = parsing.scanner.peek();
    const pair = parseFlowPair(parsing, "flow-sequence-end");
    if (!pair) return false;
    const range = { start, end: Math.max(pair.key.range.end, pair.value.range.end) };
    items.push({ kind: "mapping", tag: undefined, pairs: [pair], range, anchored: false });
    return true;
  });
}

/** Reads what stands between curly brackets. */
export function parseFlowPairs(
  parsing: Parsing,
  opening: Token,
  pairs: SyntaxPair[],
): number | undefined {
  return parseFlow(parsing, opening, "flow-mapping-end", () => {
    if (isAt(parsing, "key")) {
      const pair = parseFlowPair(parsing, "flow-mapping-end");
      if (pair) pairs.push(pair);
      return pair !== undefined;
    }
    const key = parsing.parseNode(parsing, "flow");
    if (key) pairs.push({ key, value: emptyNode(parsing, parsing.scanner.peek().start) });
    return key !== undefined;
  });
}

/** Reads what stands between two brackets, with commas between the entries and one at the end. */
function parseFlow(
  parsing: Parsing,
  opening: Token,
  closing: "flow-sequence-end" | "flow-mapping-end",
  readEntry: () => boolean,
): number | undefined {
  const { scanner } = parsing;
  scanner.next();
  for (let isFirst = true; ; isFirst = false) {
    if (!isFirst && !isAt(parsing, closing)) {
      const token = scanner.peek();
      if (token.type === "flow-entry") scanner.next();
      else if (!parsing.tolerant || !skipEntry(parsing, closing)) {
        return refuseFlow(parsing, opening, token, closing);
      }
    }
    if (isAt(parsing, closing)) return scanner.next().end;
    if (isAt(parsing, "stream-end")) return refuseFlow(parsing, opening, scanner.peek(), closing);
    if (!readEntry()) return undefined;
  }
}

/** Reads over the rest of an entry and the comma after it; false where its bracket does not go on. */
function skipEntry({ scanner }: Parsing, closing: Token["type"]): boolean {
  for (let level = 0; ; scanner.next()) {
    const { type } = scanner.peek();
    if (level === 0 && type === closing) return true;
    if (level === 0 && type === "flow-entry") return scanner.next().type === type;
    if (type === "flow-sequence-start" || type === "flow-mapping-start") level++;
    if (type === "flow-sequence-end" || type === "flow-mapping-end") level--;
    if (level < 0 || type === "stream-end" || type === "refused") return false;
  }
}

function refuseFlow(parsing: Parsing, opening: Token, token: Token, closing: string): undefined {
  const bracket = closing === "flow-sequence-end" ? "]" : "}";
  const open = parsing.text.charAt(opening.start);
  if (token.type === "stream-end") {
    return refuse(parsing, opening, `the \`${open}\` is never closed by \`${bracket}\``);
  }
  return refuse(
    parsing,
    token,
    `a comma or \`${bracket}\` is missing before this; in brackets quote texts that hold , : ? or brackets`,
  );
}

function parseFlowPair(
  parsing: Parsing,
  closing: "flow-sequence-end" | "flow-mapping-end",
): SyntaxPair | undefined {
  const { scanner } = parsing;
  const sign = scanner.next();
  const key = isAt(parsing, "value", "flow-entry", closing)
    ? emptyNode(parsing, sign.end)
    : parsing.parseNode(parsing, "flow");
  if (!key) return undefined;
  if (!isAt(parsing, "value")) return { key, value: emptyNode(parsing, scanner.peek().start) };
  const colon = scanner.next();
  const value = isAt(parsing, "flow-entry", closing)
    ? emptyNode(parsing, colon.end)
    : parsing.parseNode(parsing, "flow");
  return value && { key, value };
}
