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
import { problem, type Diagnostic, type SourceRange } from "../diagnostic.ts";
import {
  depthLimit,
  nodeLimit,
  type AliasNode,
  type Syntax,
  type SyntaxNode,
} from "./syntax-tree.ts";

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
  let offset = 0;
  let scalars = 0;
  for (const lexeme of new Lexer().lex(lines)) {
    const start = offset;
    if (lexeme === CST.SCALAR) scalars++;
    else if (lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END) offset += lexeme.length;
    tokens.push(...parser.next(lexeme));
    if (scalars > nodeLimit || parser.stack.length > 4 * depthLimit) {
      const code = scalars > nodeLimit ? "too-many-nodes" : "nested-too-deep";
      return refused(problem(code, { ...root, range: { start, end: offset } }, []));
    }
  }
  tokens.push(...parser.end());
  const refusal = refuseTokens(tokens);
  return refusal ? refused(refusal) : composeTokens(text, tokens);
}

function refused(...diagnostics: readonly Diagnostic[]): Syntax {
  return { root: undefined, diagnostics };
}

/**
 * The first place that is nested deeper than the limit, or where something follows a finished
 * value, for which `yaml` would make an error for each of its tokens; found without recursion.
 */
function refuseTokens(tokens: readonly CST.Token[]): Diagnostic | undefined {
  const open: (readonly [CST.Token, number])[] = tokens.map((token) => [token, 0]);
  for (let last = open.pop(); last; last = open.pop()) {
    const [token, depth] = last;
    const at = { ...root, range: { start: token.offset, end: token.offset + 1 } };
    if (depth > depthLimit) return problem("nested-too-deep", at, []);
    const stray = "end" in token ? token.end?.find(({ type }) => !mayFollow.has(type)) : undefined;
    if (stray) {
      const range = { start: stray.offset, end: stray.offset + stray.source.length };
      return problem("syntax", { ...root, range }, [
        "nothing may follow here: the value ends before",
      ]);
    }
    if (token.type === "document") {
      if (token.value) open.push([token.value, depth]);
    } else if (
      token.type === "block-map" ||
      token.type === "block-seq" ||
      token.type === "flow-collection"
    ) {
      for (const { key, value } of token.items) {
        if (key) open.push([key, depth + 1]);
        if (value) open.push([value, depth + 1]);
      }
    }
  }
  return undefined;
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
  const found: Diagnostic[] = [];
  for (const { code, message, pos } of document?.errors ?? []) {
    if (code === "MULTIPLE_DOCS") continue;
    const range = clamp({ start: pos[0], end: pos[1] }, text);
    found.push(problem("syntax", { ...root, range }, [message.split("\n", 1)[0] ?? code]));
  }
  if (second) {
    const start = tokens.filter(({ type }) => type === "document")[1]?.offset ?? second.range[0];
    const range = clamp({ start, end: start + 3 }, text);
    found.push(problem("several-documents", { ...root, range }, []));
  }
  if (!document || found.length > 0) return { root: undefined, diagnostics: found };
  return { root: toTree(document, text), diagnostics: [] };
}

/** Offsets of `yaml` may lie one past the text. */
function clamp({ start, end }: SourceRange, text: string): SourceRange {
  const last = Math.min(end, text.length);
  return { start: Math.min(start, last), end: last };
}

type Target = Exclude<SyntaxNode, AliasNode>;
type Converting = { readonly text: string; readonly anchors: Map<string, Target> };

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
  const know = <Found extends Target>(found: Found): Found => {
    if (anchor !== undefined) converting.anchors.set(anchor, found);
    return found;
  };
  if (isSeq<Node | null>(node)) {
    const items: SyntaxNode[] = [];
    const sequence = know({ kind: "sequence", tag: wanted, items, range, anchored });
    for (const item of node.items) items.push(toNode(converting, item, range.end));
    return sequence;
  }
  if (isMap<Node | null, Node | null>(node)) {
    const pairs: { key: SyntaxNode; value: SyntaxNode }[] = [];
    const mapping = know({ kind: "mapping", tag: wanted, pairs, range, anchored });
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
  return know({ kind: "scalar", tag: wanted, plain, text: written, range, anchored });
}
