import type { SourceRange } from "../../text/source-range.ts";
import { problem } from "../diagnostic.ts";
import { createScanner } from "../scan/scanner.ts";
import type { ScalarToken, Token } from "../scan/token.ts";
import { parseBlockItems, parseBlockPairs, parseIndentlessItems } from "./parse-block.ts";
import { parseFlowItems, parseFlowPairs } from "./parse-flow.ts";
import {
  breakOff,
  emptyNode,
  emptyScalar,
  isAt,
  rangeOf,
  refuse,
  type Allowed,
  type ParserState,
} from "./parser-state.ts";
import {
  depthLimit,
  nodeLimit,
  type AliasNode,
  type Syntax,
  type SyntaxNode,
  type SyntaxPair,
  type WrittenNode,
} from "./syntax-tree.ts";

const tagPrefix = "tag:yaml.org,2002:";

/**
 * Parses a text by PyYAML's grammar into the syntax tree of its one document.
 *
 * Stops at the first broken syntax, since PyYAML's own reading ends there and guesses at what
 * follows would only add noise; repeated anchors are all reported. Nesting is limited while parsing,
 * so that no text can exhaust the stack; `depth` is that of the place that the text is a piece of.
 */
export function parseText(text: string, depth = 0): Syntax & { readonly hasAnchors: boolean } {
  const state = createParsing(text, 0, depth, parseNode, false);
  const root = parseDocument(state);
  const broken = state.diagnostics.some(({ blocking }) => blocking);
  return {
    root: broken ? undefined : root,
    diagnostics: state.diagnostics,
    hasAnchors: state.anchors.size > 0,
  };
}

function createParsing(
  text: string,
  from: number,
  depth: number,
  parse: ParserState["parseNode"],
  tolerant: boolean,
): ParserState {
  return {
    scanner: createScanner(text, from, tolerant),
    text,
    parseNode: parse,
    diagnostics: [],
    anchors: new Map(),
    handles: new Map(),
    nodes: 0,
    depth,
    tolerant,
    brokenAt: undefined,
  };
}

/** What could be read of a text until its syntax breaks. */
export type BrokenSyntax = {
  readonly root: SyntaxNode;
  readonly brokenAt: number | undefined;
  readonly nodes: number;
  readonly hasAnchors: boolean;
};

/**
 * Parses a text from the start of a line on until its syntax breaks, by the same grammar. What was
 * read until then is kept, and what is open ends there: a text that is being typed is hardly ever
 * whole. A second document counts as a break.
 */
export function parseUntilBroken(text: string, from: number, depth = 0): BrokenSyntax {
  const state = createParsing(text, from, depth, parseTolerantly, true);
  setDefaultHandles(state);
  while (isAt(state, "directive", "document-start", "document-end")) state.scanner.next();
  const root = parseTolerantly(state, "block");
  if (!isAt(state, "stream-end")) breakOff(state);
  const { brokenAt, nodes, anchors } = state;
  return { root, brokenAt, nodes, hasAnchors: anchors.size > 0 };
}

/** A node, or nothing written where it is broken from its beginning. */
function parseTolerantly(state: ParserState, allowed: Allowed): SyntaxNode {
  return parseNode(state, allowed) ?? emptyNode(state, state.brokenAt ?? state.text.length);
}

function parseDocument(state: ParserState): SyntaxNode | undefined {
  const { scanner } = state;
  const isBare = !isAt(state, "directive", "document-start", "stream-end");
  if (!isBare && isAt(state, "stream-end")) return emptyNode(state, scanner.peek().start);
  if (!isBare && !readDirectives(state)) return undefined;
  if (isBare) setDefaultHandles(state);
  const isEmpty =
    !isBare && isAt(state, "directive", "document-start", "document-end", "stream-end");
  const root = isEmpty ? emptyNode(state, scanner.peek().start) : parseNode(state, "block");
  if (!root) return undefined;
  while (isAt(state, "document-end")) scanner.next();
  const next = scanner.peek();
  if (next.type === "stream-end") return root;
  if (next.type === "document-start" || next.type === "directive") {
    state.diagnostics.push(problem("several-documents", { path: "", range: rangeOf(next) }, []));
    return undefined;
  }
  return refuse(state, next, "nothing may follow here: the value of the document ends before");
}

/** Reads `%` lines and the `---` after them; false where they are refused. */
function readDirectives(state: ParserState): boolean {
  const { scanner, handles } = state;
  let hasVersion = false;
  for (let token = scanner.peek(); token.type === "directive"; token = scanner.peek()) {
    const { content } = token;
    const isTwice =
      content.name === "TAG" ? handles.has(content.handle) : content.name === "YAML" && hasVersion;
    if (isTwice || (content.name === "YAML" && content.major !== 1)) {
      refuse(state, token, "this directive is a second one, or asks for another YAML than 1.x");
      return false;
    }
    if (content.name === "TAG") handles.set(content.handle, content.prefix);
    hasVersion ||= content.name === "YAML";
    scanner.next();
  }
  setDefaultHandles(state);
  if (isAt(state, "document-start")) {
    scanner.next();
    return true;
  }
  refuse(state, scanner.peek(), "after a directive (`%`) a document begins with `---`");
  return false;
}

function setDefaultHandles({ handles }: ParserState): void {
  if (!handles.has("!")) handles.set("!", "!");
  if (!handles.has("!!")) handles.set("!!", tagPrefix);
}

function parseNode(state: ParserState, allowed: Allowed): SyntaxNode | undefined {
  const { scanner } = state;
  const first = scanner.peek();
  if (++state.nodes > nodeLimit) {
    state.diagnostics.push(problem("too-many-nodes", { path: "", range: rangeOf(first) }, []));
    breakOff(state);
    return undefined;
  }
  if (first.type === "alias") return parseAlias(state);
  const properties = parseProperties(state);
  if (!properties) return undefined;
  const content = scanner.peek();
  if (content.type === "scalar") return parseScalar(state, properties, content);
  const readPairs = pairsReader(content.type, allowed);
  if (readPairs) return parseMapping(state, properties, readPairs);
  const readItems = itemsReader(content.type, allowed);
  if (readItems) return parseSequence(state, properties, readItems);
  if (properties.start === undefined) return refuse(state, content, missingValue(content));
  const { tag, end } = properties;
  const scalar = { ...emptyScalar(end, tag), ...marks(properties) };
  return name(state, properties, scalar);
}

function pairsReader(type: Token["type"], allowed: Allowed): ReadPairs | undefined {
  if (type === "flow-mapping-start") return parseFlowPairs;
  return type === "block-mapping-start" && allowed !== "flow" ? parseBlockPairs : undefined;
}

function itemsReader(type: Token["type"], allowed: Allowed): ReadItems | undefined {
  if (type === "flow-sequence-start") return parseFlowItems;
  if (type === "block-sequence-start" && allowed !== "flow") return parseBlockItems;
  return type === "block-entry" && allowed === "block-or-indentless"
    ? parseIndentlessItems
    : undefined;
}

function parseScalar(state: ParserState, properties: Properties, token: ScalarToken): SyntaxNode {
  state.scanner.next();
  const { tag } = properties;
  return name(state, properties, {
    kind: "scalar",
    ...marks(properties),
    plain: (token.plain && tag === undefined) || tag === "!",
    text: token.text,
    range: { start: token.start, end: token.end },
    halved: token.halved,
  });
}

function missingValue({ type }: Token): string {
  if (type === "block-entry")
    return "a list item `-` cannot stand between brackets; quote the text";
  if (type === "document-end") return "`...` ends a document, and none has begun";
  return "a value is missing here, or this sign has none before it; quote it if it is a text";
}

type Properties = {
  readonly anchor: { readonly name: string; readonly range: SourceRange } | undefined;
  /** The whole tag, `!` for one that only asks for the looks to decide. */
  readonly tag: string | undefined;
  readonly tagRange: SourceRange | undefined;
  /** Where they begin and end, if there are any. */
  readonly start: number | undefined;
  readonly end: number;
};

/** Reads an anchor and a tag in either order. */
function parseProperties(state: ParserState): Properties | undefined {
  const { scanner, handles } = state;
  let anchor: Properties["anchor"];
  let tag: string | undefined;
  let tagRange: SourceRange | undefined;
  let start: number | undefined;
  let end = 0;
  for (let token = scanner.peek(); ; token = scanner.peek()) {
    if (token.type === "anchor" && !anchor) {
      anchor = { name: token.name, range: rangeOf(token) };
    } else if (token.type === "tag" && tag === undefined) {
      const prefix = token.handle === undefined ? "" : handles.get(token.handle);
      if (prefix === undefined) {
        return refuse(state, token, `the tag handle \`${token.handle ?? ""}\` is not declared`);
      }
      tag = prefix + token.suffix;
      tagRange = rangeOf(token);
    } else {
      return { anchor, tag, tagRange, start, end };
    }
    start ??= token.start;
    end = token.end;
    scanner.next();
  }
}

/** What a node keeps of its properties; "!" only asks for the looks to decide. */
function marks({ tag, tagRange, anchor }: Properties) {
  return { tag: tag === "!" ? undefined : tag, tagRange, anchored: anchor !== undefined };
}

/** Makes a node known under its anchor, before its content is read. */
function name<Node extends WrittenNode>(
  state: ParserState,
  { anchor }: Properties,
  node: Node,
): Node {
  if (!anchor) return node;
  if (state.anchors.has(anchor.name)) {
    const at = { path: "", range: anchor.range };
    state.diagnostics.push(problem("duplicate-anchor", at, [anchor.name]));
  }
  state.anchors.set(anchor.name, node);
  return node;
}

function parseAlias(state: ParserState): AliasNode | undefined {
  const token = state.scanner.next();
  if (token.type !== "alias") return undefined;
  const range = rangeOf(token);
  const target = state.anchors.get(token.name);
  return { kind: "alias", name: token.name, target, range };
}

/** Reads the items of a sequence; gives where it ends, `undefined` where it is broken. */
type ReadItems = (state: ParserState, opening: Token, items: SyntaxNode[]) => number | undefined;
type ReadPairs = (state: ParserState, opening: Token, pairs: SyntaxPair[]) => number | undefined;

type Mutable<Node> = { -readonly [Key in keyof Node]: Node[Key] };

function parseSequence(
  state: ParserState,
  properties: Properties,
  read: ReadItems,
): SyntaxNode | undefined {
  const items: SyntaxNode[] = [];
  const range: Mutable<SourceRange> = { start: 0, end: 0 };
  const node = name(state, properties, { kind: "sequence", ...marks(properties), items, range });
  const end = enter(state, range, (opening) => read(state, opening, items));
  return end === undefined && !state.tolerant ? undefined : node;
}

function parseMapping(
  state: ParserState,
  properties: Properties,
  read: ReadPairs,
): SyntaxNode | undefined {
  const pairs: SyntaxPair[] = [];
  const range: Mutable<SourceRange> = { start: 0, end: 0 };
  const node = name(state, properties, { kind: "mapping", ...marks(properties), pairs, range });
  const end = enter(state, range, (opening) => read(state, opening, pairs));
  return end === undefined && !state.tolerant ? undefined : node;
}

/** Reads a collection one level deeper, and sets its range. */
function enter(
  state: ParserState,
  range: Mutable<SourceRange>,
  read: (opening: Token) => number | undefined,
): number | undefined {
  const opening = state.scanner.peek();
  if (state.depth >= depthLimit) {
    const at = { path: "", range: { start: opening.start, end: opening.start + 1 } };
    state.diagnostics.push(problem("nested-too-deep", at, []));
    breakOff(state);
    return undefined;
  }
  state.depth++;
  const end = read(opening);
  state.depth--;
  range.start = opening.start;
  range.end = end ?? state.brokenAt ?? opening.end;
  return end;
}
