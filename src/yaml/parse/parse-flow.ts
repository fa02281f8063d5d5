import type { Token } from "../scan/token.ts";
import { emptyNode, isAt, refuse, type ParserState } from "./parser-state.ts";
import type { SyntaxNode, SyntaxPair } from "./syntax-tree.ts";

/** Reads what stands between square brackets. */
export function parseFlowItems(
  state: ParserState,
  opening: Token,
  items: SyntaxNode[],
): number | undefined {
  return parseFlow(state, opening, "flow-sequence-end", () => {
    if (!isAt(state, "key")) {
      const item = state.parseNode(state, "flow");
      if (item) items.push(item);
      return item !== undefined;
    }
    // `[a: 1]` is a list of one mapping
    state.nodes++;
    const { start } = state.scanner.peek();
    const pair = parseFlowPair(state, "flow-sequence-end");
    if (!pair) return false;
    const range = { start, end: Math.max(pair.key.range.end, pair.value.range.end) };
    items.push({ kind: "mapping", tag: undefined, pairs: [pair], range, anchored: false });
    return true;
  });
}

/** Reads what stands between curly brackets. */
export function parseFlowPairs(
  state: ParserState,
  opening: Token,
  pairs: SyntaxPair[],
): number | undefined {
  return parseFlow(state, opening, "flow-mapping-end", () => {
    if (isAt(state, "key")) {
      const pair = parseFlowPair(state, "flow-mapping-end");
      if (pair) pairs.push(pair);
      return pair !== undefined;
    }
    const key = state.parseNode(state, "flow");
    if (key) pairs.push({ key, value: emptyNode(state, state.scanner.peek().start) });
    return key !== undefined;
  });
}

/** Reads what stands between two brackets, with commas between the entries and one at the end. */
function parseFlow(
  state: ParserState,
  opening: Token,
  closing: "flow-sequence-end" | "flow-mapping-end",
  readEntry: () => boolean,
): number | undefined {
  const { scanner } = state;
  scanner.next();
  for (let isFirst = true; ; isFirst = false) {
    if (!isFirst && !isAt(state, closing)) {
      const token = scanner.peek();
      if (token.type === "flow-entry") scanner.next();
      else if (!state.tolerant || !skipEntry(state, closing)) {
        return refuseFlow(state, opening, token, closing);
      }
    }
    if (isAt(state, closing)) return scanner.next().end;
    if (isAt(state, "stream-end")) return refuseFlow(state, opening, scanner.peek(), closing);
    if (!readEntry()) return undefined;
  }
}

/** Reads over the rest of an entry and the comma after it; false where its bracket does not go on. */
function skipEntry({ scanner }: ParserState, closing: Token["type"]): boolean {
  for (let level = 0; ; scanner.next()) {
    const { type } = scanner.peek();
    if (level === 0 && type === closing) return true;
    if (level === 0 && type === "flow-entry") return scanner.next().type === type;
    if (type === "flow-sequence-start" || type === "flow-mapping-start") level++;
    if (type === "flow-sequence-end" || type === "flow-mapping-end") level--;
    if (level < 0 || type === "stream-end" || type === "refused") return false;
  }
}

function refuseFlow(state: ParserState, opening: Token, token: Token, closing: string): undefined {
  const bracket = closing === "flow-sequence-end" ? "]" : "}";
  const open = state.text.charAt(opening.start);
  if (token.type === "stream-end") {
    return refuse(state, opening, `the \`${open}\` is never closed by \`${bracket}\``);
  }
  return refuse(
    state,
    token,
    `a comma or \`${bracket}\` is missing before this; in brackets quote texts that hold , : ? or brackets`,
  );
}

function parseFlowPair(
  state: ParserState,
  closing: "flow-sequence-end" | "flow-mapping-end",
): SyntaxPair | undefined {
  const { scanner } = state;
  const sign = scanner.next();
  const key = isAt(state, "value", "flow-entry", closing)
    ? emptyNode(state, sign.end)
    : state.parseNode(state, "flow");
  if (!key) return undefined;
  if (!isAt(state, "value")) return { key, value: emptyNode(state, scanner.peek().start) };
  const colon = scanner.next();
  const value = isAt(state, "flow-entry", closing)
    ? emptyNode(state, colon.end)
    : state.parseNode(state, "flow");
  return value && { key, value };
}
