import type { SourceRange } from "../../text/source-range.ts";
import { problem } from "../diagnostic.ts";
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
  type Parsing,
  type Target,
} from "./parser-state.ts";
import { createScanner } from "../scan/scanner.ts";
import {
  depthLimit,
  nodeLimit,
  type AliasNode,
  type Syntax,
  type SyntaxNode,
  type SyntaxPair,
} from "./syntax-tree.ts";
import type { ScalarToken, Token } from "../scan/token.ts";

const tagPrefix = "tag:yaml.org,2002:";

/**
 * Parses a text by PyYAML's grammar into the syntax tree of its one document.
 *
 * Stops at the first broken syntax, since PyYAML's own reading ends there and guesses at what
 * follows would only add noise; repeated anchors are all reported. Nesting is limited while parsing,
 * so that no text can exhaust the stack; `depth` is that of the place that the text is a piece of.
 */
export function parseText(text: string, depth = 0): Syntax & { readonly hasAnchors: boolean } {
  const parsing = createParsing(text, 0, depth, parseNode, false);
  const root = parseDocument(parsing);
  const broken = parsing.found.some(({ blocking }) => blocking);
  return {
    root: broken ? undefined : root,
    diagnostics: parsing.found,
    hasAnchors: parsing.anchors.size > 0,
  };
}

function createParsing(
  text: string,
  from: number,
  depth: number,
  parse: Parsing["parseNode"],
  tolerant: boolean,
): Parsing {
  return {
    scanner: createScanner(text, from, tolerant),
    text,
    parseNode: parse,
    found: [],
    anchors: new Map(),
    handles: new Map(),
    nodes: 0,
    depth,
    tolerant,
    brokenAt: undefined,
  };
}

/**
 * Parses a text from the start of a line on until its syntax breaks, by the same grammar. What was
 * read until then is kept, and what is open ends there: a text that is being typed is hardly ever
 * whole. A second document counts as a break.
 */
export function parseUntilBroken(
  text: string,
  from: number,
): { readonly root: SyntaxNode; readonly brokenAt: number | undefined } {
  const parsing = createParsing(text, from, 0, parseTolerantly, true);
  setDefaultHandles(parsing);
  while (isAt(parsing, "directive", "document-start", "document-end")) parsing.scanner.next();
  const root = parseTolerantly(parsing, "block");
  if (!isAt(parsing, "stream-end")) breakOff(parsing);
  return { root, brokenAt: parsing.brokenAt };
}

/** A node, or nothing written where it is broken from its beginning. */
function parseTolerantly(parsing: Parsing, allowed: Allowed): SyntaxNode {
  return parseNode(parsing, allowed) ?? emptyNode(parsing, parsing.brokenAt ?? parsing.text.length);
}

function parseDocument(parsing: Parsing): SyntaxNode | undefined {
  const { scanner } = parsing;
  const isBare = !isAt(parsing, "directive", "document-start", "stream-end");
  if (!isBare && isAt(parsing, "stream-end")) return emptyNode(parsing, scanner.peek().start);
  if (!isBare && !readDirectives(parsing)) return undefined;
  if (isBare) setDefaultHandles(parsing);
  const isEmpty =
    !isBare && isAt(parsing, "directive", "document-start", "document-end", "stream-end");
  const root = isEmpty ? emptyNode(parsing, scanner.peek().start) : parseNode(parsing, "block");
  if (!root) return undefined;
  while (isAt(parsing, "document-end")) scanner.next();
  const next = scanner.peek();
  if (next.type === "stream-end") return root;
  if (next.type === "document-start" || next.type === "directive") {
    parsing.found.push(problem("several-documents", { path: "", range: rangeOf(next) }, []));
    return undefined;
  }
  return refuse(parsing, next, "nothing may follow here: the value of the document ends before");
}

/** Reads `%` lines and the `---` after them; false where they are refused. */
function readDirectives(parsing: Parsing): boolean {
  const { scanner, handles } = parsing;
  let hasVersion = false;
  for (let token = scanner.peek(); token.type === "directive"; token = scanner.peek()) {
    const { content } = token;
    const isTwice =
      content.name === "TAG" ? handles.has(content.handle) : content.name === "YAML" && hasVersion;
    if (isTwice || (content.name === "YAML" && content.major !== 1)) {
      refuse(parsing, token, "this directive is a second one, or asks for another YAML than 1.x");
      return false;
    }
    if (content.name === "TAG") handles.set(content.handle, content.prefix);
    hasVersion ||= content.name === "YAML";
    scanner.next();
  }
  setDefaultHandles(parsing);
  if (isAt(parsing, "document-start")) {
    scanner.next();
    return true;
  }
  refuse(parsing, scanner.peek(), "after a directive (`%`) a document begins with `---`");
  return false;
}

function setDefaultHandles({ handles }: Parsing): void {
  if (!handles.has("!")) handles.set("!", "!");
  if (!handles.has("!!")) handles.set("!!", tagPrefix);
}

function parseNode(parsing: Parsing, allowed: Allowed): SyntaxNode | undefined {
  const { scanner } = parsing;
  const first = scanner.peek();
  if (++parsing.nodes > nodeLimit) {
    parsing.found.push(problem("too-many-nodes", { path: "", range: rangeOf(first) }, []));
    breakOff(parsing);
    return undefined;
  }
  if (first.type === "alias") return parseAlias(parsing);
  const properties = parseProperties(parsing);
  if (!properties) return undefined;
  const content = scanner.peek();
  if (content.type === "scalar") return parseScalar(parsing, properties, content);
  const readPairs = pairsReader(content.type, allowed);
  if (readPairs) return parseMapping(parsing, properties, readPairs);
  const readItems = itemsReader(content.type, allowed);
  if (readItems) return parseSequence(parsing, properties, readItems);
  if (properties.start === undefined) return refuse(parsing, content, missingValue(content));
  const { tag, end } = properties;
  const scalar = { ...emptyScalar(end, tag), ...marks(properties) };
  return name(parsing, properties, scalar);
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

function parseScalar(parsing: Parsing, properties: Properties, token: ScalarToken): SyntaxNode {
  parsing.scanner.next();
  const { tag } = properties;
  return name(parsing, properties, {
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
function parseProperties(parsing: Parsing): Properties | undefined {
  const { scanner, handles } = parsing;
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
        return refuse(parsing, token, `the tag handle \`${token.handle ?? ""}\` is not declared`);
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
function name<Node extends Target>(parsing: Parsing, { anchor }: Properties, node: Node): Node {
  if (!anchor) return node;
  if (parsing.anchors.has(anchor.name)) {
    const at = { path: "", range: anchor.range };
    parsing.found.push(problem("duplicate-anchor", at, [anchor.name]));
  }
  parsing.anchors.set(anchor.name, node);
  return node;
}

function parseAlias(parsing: Parsing): AliasNode | undefined {
  const token = parsing.scanner.next();
  if (token.type !== "alias") return undefined;
  const range = rangeOf(token);
  const target = parsing.anchors.get(token.name);
  return { kind: "alias", name: token.name, target, range };
}

/** Reads the items of a sequence; gives where it ends, `undefined` where it is broken. */
type ReadItems = (parsing: Parsing, opening: Token, items: SyntaxNode[]) => number | undefined;
type ReadPairs = (parsing: Parsing, opening: Token, pairs: SyntaxPair[]) => number | undefined;

type Mutable<Node> = { -readonly [Key in keyof Node]: Node[Key] };

function parseSequence(
  parsing: Parsing,
  properties: Properties,
  read: ReadItems,
): SyntaxNode | undefined {
  const items: SyntaxNode[] = [];
  const range: Mutable<SourceRange> = { start: 0, end: 0 };
  const node = name(parsing, properties, { kind: "sequence", ...marks(properties), items, range });
  const end = enter(parsing, range, (opening) => read(parsing, opening, items));
  return end === undefined && !parsing.tolerant ? undefined : node;
}

function parseMapping(
  parsing: Parsing,
  properties: Properties,
  read: ReadPairs,
): SyntaxNode | undefined {
  const pairs: SyntaxPair[] = [];
  const range: Mutable<SourceRange> = { start: 0, end: 0 };
  const node = name(parsing, properties, { kind: "mapping", ...marks(properties), pairs, range });
  const end = enter(parsing, range, (opening) => read(parsing, opening, pairs));
  return end === undefined && !parsing.tolerant ? undefined : node;
}

/** Reads a collection one level deeper, and sets its range. */
function enter(
  parsing: Parsing,
  range: Mutable<SourceRange>,
  read: (opening: Token) => number | undefined,
): number | undefined {
  const opening = parsing.scanner.peek();
  if (parsing.depth >= depthLimit) {
    const at = { path: "", range: { start: opening.start, end: opening.start + 1 } };
    parsing.found.push(problem("nested-too-deep", at, []));
    breakOff(parsing);
    return undefined;
  }
  parsing.depth++;
  const end = read(opening);
  parsing.depth--;
  range.start = opening.start;
  range.end = end ?? parsing.brokenAt ?? opening.end;
  return end;
}
