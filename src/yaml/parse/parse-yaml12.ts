import {
  Composer,
  CST,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  Parser,
  type Document,
  type Node,
} from "yaml";
import { type SourceRange, withinLine } from "../../text/source-range.ts";
import { problem, type YamlDiagnostic } from "../diagnostic.ts";
import {
  depthLimit,
  nodeLimit,
  type Syntax,
  type SyntaxNode,
  type WrittenNode,
} from "./syntax-tree.ts";
import { plainMessage } from "./yaml12-messages.ts";

const root = { path: "" };

/**
 * Parses a text by the syntax of YAML 1.2, with `yaml`, into the same tree as PyYAML's.
 *
 * Linear in the text: tokens are counted and their nesting measured before anything recurses, and
 * `yaml`'s own checks of keys and aliases, which are quadratic, are off.
 */
export function parseYaml12(text: string): Syntax {
  // a lone carriage return ends a line; `yaml` knows only line feeds. Offsets stay
  const lines = text.includes("\r") ? text.replace(/\r(?!\n)/g, "\n") : text;
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const counts = new Map<string, number>();
  let offset = 0;
  for (const lexeme of new Lexer().lex(lines)) {
    const start = offset;
    const isWritten = lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END && lexeme !== CST.SCALAR;
    if (isWritten) offset += lexeme.length;
    tokens.push(...parser.next(lexeme));
    const isTooMany = countLexeme(counts, lexeme) > nodeLimit;
    if (isTooMany || parser.stack.length > 4 * depthLimit) {
      const code = isTooMany ? "too-many-nodes" : "nested-too-deep";
      return refused(problem(code, { ...root, range: { start, end: offset } }, []));
    }
  }
  tokens.push(...parser.end());
  const refusal = refuseTokens(tokens);
  return refusal ? refused(refusal) : composeTokens(text, tokens);
}

/** Signs that come with a node each; a scalar's mark and an alias are one themselves. */
const nodeSigns: ReadonlySet<string> = new Set(["-", "?", ":", ",", "[", "{"]);

/** How many lexemes of this kind there were, of the kinds that say how many nodes there are. */
function countLexeme(counts: Map<string, number>, lexeme: string): number {
  const first = lexeme.charAt(0);
  const isOne = first === "*" || first === "%";
  const kind = lexeme === CST.SCALAR || isOne ? "node" : nodeSigns.has(lexeme) ? lexeme : undefined;
  if (kind === undefined) return 0;
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return count;
}

function refused(...diagnostics: readonly YamlDiagnostic[]): Syntax {
  return { root: undefined, diagnostics };
}

/**
 * The first place that is nested deeper than the limit, or where something follows a finished
 * value, for which `yaml` would make an error for each of its tokens; found without recursion.
 */
function refuseTokens(tokens: readonly CST.Token[]): YamlDiagnostic | undefined {
  const open: (readonly [CST.Token, number])[] = tokens.map((token) => [token, 0]);
  for (let last = open.pop(); last; last = open.pop()) {
    const [token, depth] = last;
    const at = { ...root, range: { start: token.offset, end: token.offset + 1 } };
    const isCollection = "items" in token;
    if (isCollection && depth >= depthLimit) return problem("nested-too-deep", at, []);
    const stray = "end" in token ? token.end?.find(({ type }) => !mayFollow.has(type)) : undefined;
    if (stray) return refuseSign(stray, "nothing may follow here: the value ends before");
    if (token.type === "document") {
      const second = secondProperty(token.start);
      if (second) return second;
      if (token.value) open.push([token.value, depth]);
    } else if (
      token.type === "block-map" ||
      token.type === "block-seq" ||
      token.type === "flow-collection"
    ) {
      for (const { start, key, sep, value } of token.items) {
        const second = secondProperty(start) ?? secondProperty(sep);
        if (second) return second;
        if (key) open.push([key, depth + 1]);
        if (value) open.push([value, depth + 1]);
      }
    }
  }
  return undefined;
}

/** A second anchor or tag of one value, for each of which `yaml` would make an error. */
function secondProperty(signs: readonly CST.SourceToken[] = []): YamlDiagnostic | undefined {
  let seenTypes = new Set<string>();
  for (const sign of signs) {
    if (sign.type === "newline") seenTypes = new Set();
    if (sign.type !== "anchor" && sign.type !== "tag") continue;
    if (seenTypes.has(sign.type)) {
      const code = sign.type === "anchor" ? "MULTIPLE_ANCHORS" : "MULTIPLE_TAGS";
      return refuseSign(sign, plainMessage(code, ""));
    }
    seenTypes.add(sign.type);
  }
  return undefined;
}

function refuseSign({ offset, source }: CST.SourceToken, message: string): YamlDiagnostic {
  const line = source.search(/[\r\n]/);
  const range = { start: offset, end: offset + (line > 0 ? line : source.length) };
  return problem("syntax", { ...root, range }, [message]);
}

const mayFollow: ReadonlySet<string> = new Set([
  "space",
  "comment",
  "newline",
  "doc-end",
  "flow-seq-end",
  "flow-map-end",
  "flow-error-end",
]);

function composeTokens(text: string, tokens: readonly CST.Token[]): Syntax {
  const composer = new Composer({
    schema: "failsafe",
    merge: false,
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: "error",
    strict: true,
  });
  const [document, second] = composer.compose(tokens, true, text.length);
  const diagnostics: YamlDiagnostic[] = [];
  for (const { code, message, pos } of document?.errors ?? []) {
    if (code === "MULTIPLE_DOCS") continue;
    const range = withinLine({ start: pos[0], end: pos[1] }, text);
    diagnostics.push(problem("syntax", { ...root, range }, [plainMessage(code, message)]));
  }
  if (second) {
    const start = tokens.filter(({ type }) => type === "document")[1]?.offset ?? second.range[0];
    const range = clamp({ start, end: start + 3 }, text);
    diagnostics.push(problem("several-documents", { ...root, range }, []));
  }
  if (!document || diagnostics.length > 0) return { root: undefined, diagnostics };
  return { root: toTree(document, text), diagnostics: [] };
}

/** Offsets of `yaml` may lie one past the text. */
function clamp({ start, end }: SourceRange, text: string): SourceRange {
  const last = Math.min(end, text.length);
  return { start: Math.min(start, last), end: last };
}

type Converting = { readonly text: string; readonly anchors: Map<string, WrittenNode> };

function toTree(document: Document.Parsed, text: string): SyntaxNode {
  return toNode({ text, anchors: new Map() }, document.contents, 0);
}

function toNode(converting: Converting, node: Node | null, at: number): SyntaxNode {
  const [start = at, end = start] = node?.range ?? [];
  const range = clamp({ start, end }, converting.text);
  if (isAlias(node)) {
    const target = converting.anchors.get(node.source);
    return { kind: "alias", name: node.source, target, range };
  }
  const tag = node && "tag" in node && typeof node.tag === "string" ? node.tag : undefined;
  const wanted = tag === "!" ? undefined : tag;
  const anchor = node && "anchor" in node ? node.anchor : undefined;
  const anchored = anchor !== undefined;
  const anchorAs = <Made extends WrittenNode>(made: Made): Made => {
    if (anchor !== undefined) converting.anchors.set(anchor, made);
    return made;
  };
  if (isSeq<Node | null>(node)) {
    const items: SyntaxNode[] = [];
    const sequence = anchorAs({ kind: "sequence", tag: wanted, items, range, anchored });
    for (const item of node.items) items.push(toNode(converting, item, range.end));
    return sequence;
  }
  if (isMap<Node | null, Node | null>(node)) {
    const pairs: { key: SyntaxNode; value: SyntaxNode }[] = [];
    const mapping = anchorAs({ kind: "mapping", tag: wanted, pairs, range, anchored });
    for (const pair of node.items) {
      const key = toNode(converting, pair.key, range.start);
      pairs.push({ key, value: toNode(converting, pair.value, key.range.end) });
    }
    return mapping;
  }
  const isText = isScalar(node) && node.type !== "PLAIN" && node.type !== undefined;
  const written = isScalar(node) ? (node.source ?? "") : "";
  const plain = tag === undefined && !isText;
  // "!" asks for text in YAML 1.2
  return anchorAs({ kind: "scalar", tag: wanted, plain, text: written, range, anchored });
}
