import { Composer, CST, Lexer, Parser, type Document } from "yaml";
import { problem, type Diagnostic, type SourceRange } from "../diagnostic.ts";
import { refusedSyntax, refusedToken } from "./pyyaml-syntax.ts";
import type { YamlReading } from "./workflow.ts";

/** The limits on a text (spec page 1, "Limits"). */
export const textLimit = 1_000_000;
export const nodeLimit = 100_000;
export const depthLimit = 64;

/** A text as a syntax tree of one document, or without one where the syntax is broken. */
export type Syntax = {
  readonly document: Document.Parsed | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

const root = { path: "" };

/**
 * Parses the syntax of a text with `yaml`, adding the refusals that PyYAML makes and `yaml` does
 * not: tabs, control characters, other line breaks, a second document. One linear pass; a text
 * beyond a limit is given up as soon as the limit is passed.
 */
export function parseSyntax(text: string, reading: YamlReading): Syntax {
  if (text.length > textLimit) {
    const range = { start: textLimit, end: text.length };
    return refused(problem("text-too-long", { ...root, range }, [String(text.length)]));
  }
  const conflicts = mergeConflicts(text);
  if (conflicts.length > 0) return { document: undefined, diagnostics: conflicts };
  const characters = refusedCharacters(text, reading);
  if (characters.length > 0) return { document: undefined, diagnostics: characters };
  return compose(withoutLoneReturns(text), reading);
}

function refused(...diagnostics: readonly Diagnostic[]): Syntax {
  return { document: undefined, diagnostics };
}

/** A lone carriage return ends a line for PyYAML; `yaml` knows only line feeds. Offsets stay. */
function withoutLoneReturns(text: string): string {
  return text.includes("\r") ? text.replace(/\r(?!\n)/g, "\n") : text;
}

function mergeConflicts(text: string): readonly Diagnostic[] {
  return Array.from(text.matchAll(/^(?:<{7} .*|={7}|>{7} .*|\|{7} .*)$/gm), ({ 0: line, index }) =>
    problem("merge-conflict", { ...root, range: { start: index, end: index + line.length } }, [
      line.slice(0, 7),
    ]),
  ).filter((_, __, all) => all.some(({ message }) => /<{7}|>{7}/.test(message)));
}

// everything but what PyYAML's reader calls printable; surrogates only in pairs
const unprintable =
  // oxlint-disable-next-line no-control-regex -- these are the characters that it looks for
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const otherBreaks = /[\x85\u2028\u2029]/g;

function refusedCharacters(text: string, reading: YamlReading): readonly Diagnostic[] {
  const name = (character: string): string =>
    `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const found = Array.from(text.matchAll(unprintable), ({ 0: character, index }) =>
    problem("control-character", { ...root, range: { start: index, end: index + 1 } }, [
      name(character),
    ]),
  );
  if (reading === "1.2") return found;
  for (const { 0: character, index } of text.matchAll(otherBreaks)) {
    const at = { ...root, range: { start: index, end: index + 1 } };
    found.push(problem("other-line-break", at, [name(character)]));
  }
  return found;
}

function compose(text: string, reading: YamlReading): Syntax {
  const diagnostics: Diagnostic[] = [];
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let offset = 0;
  let scalars = 0;
  let flow = 0;
  // a block scalar's header stands before its text, with a comment and a line break between them
  let headed = false;
  let scalar: "block" | "plain" | undefined;
  for (const lexeme of new Lexer().lex(text)) {
    const start = offset;
    if (lexeme === CST.SCALAR) {
      scalars++;
      scalar = headed ? "block" : "plain";
      headed = false;
    } else if (lexeme !== CST.DOCUMENT && lexeme !== CST.FLOW_END) {
      offset += lexeme.length;
      const kind = scalar ?? CST.tokenType(lexeme);
      scalar = undefined;
      headed ||= kind === "block-scalar-header";
      const tab = reading === "1.2" || mayHoldTab.has(kind) ? -1 : lexeme.indexOf("\t");
      if (tab >= 0) {
        const range = { start: start + tab, end: start + tab + 1 };
        diagnostics.push(problem("tab", { ...root, range }, []));
      }
      if (kind === "flow-map-start" || kind === "flow-seq-start") flow++;
      if (kind === "flow-map-end" || kind === "flow-seq-end") flow--;
      const refusal =
        reading === "pyyaml" && refusedToken({ kind, lexeme, start, flow }, text.charAt(offset));
      if (refusal) {
        const at = { ...root, range: { start, end: offset } };
        diagnostics.push(problem("refused-scalar", at, [refusal]));
      }
    }
    tokens.push(...parser.next(lexeme));
    if (scalars > nodeLimit || parser.stack.length > 4 * depthLimit) {
      const range = { start, end: offset };
      const code = scalars > nodeLimit ? "too-many-nodes" : "nested-too-deep";
      return refused(...diagnostics, problem(code, { ...root, range }, []));
    }
  }
  tokens.push(...parser.end());
  if (reading === "pyyaml") diagnostics.push(...refusedSyntax(text, tokens));
  return composeTokens(text, tokens, diagnostics);
}

/** Where PyYAML allows a tab: in quotes, block text and comments, and nowhere else. */
const mayHoldTab: ReadonlySet<string | null> = new Set([
  "block",
  "comment",
  "double-quoted-scalar",
  "single-quoted-scalar",
]);

function composeTokens(
  text: string,
  tokens: readonly CST.Token[],
  found: readonly Diagnostic[],
): Syntax {
  const deep = deepest(tokens);
  if (deep) return refused(...found, problem("nested-too-deep", { ...root, range: deep }, []));
  const composer = new Composer({
    schema: "failsafe",
    merge: false,
    uniqueKeys: false,
    resolveKnownTags: false,
    logLevel: "error",
    strict: true,
  });
  const documents = [...composer.compose(tokens, true, text.length)];
  const [document, second] = documents;
  const diagnostics = [...found];
  for (const { code, message, pos } of document?.errors ?? []) {
    if (code === "MULTIPLE_DOCS") continue;
    const range = clamp({ start: pos[0], end: pos[1] }, text);
    diagnostics.push(problem("syntax", { ...root, range }, [plainWords(code, message)]));
  }
  if (second) {
    const start = tokens.filter(({ type }) => type === "document")[1]?.offset ?? second.range[0];
    const range = clamp({ start, end: start + 3 }, text);
    diagnostics.push(problem("several-documents", { ...root, range }, []));
  }
  return {
    document: document && diagnostics.every(({ blocking }) => !blocking) ? document : undefined,
    diagnostics,
  };
}

/** The first place that is nested deeper than the limit; found without recursion. */
function deepest(tokens: readonly CST.Token[]): SourceRange | undefined {
  const open: (readonly [CST.Token, number])[] = tokens.map((token) => [token, 0]);
  for (let last = open.pop(); last; last = open.pop()) {
    const [token, depth] = last;
    if (depth > depthLimit) return { start: token.offset, end: token.offset + 1 };
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

/** Offsets of `yaml` may lie one past the text. */
function clamp({ start, end }: SourceRange, text: string): SourceRange {
  const last = Math.min(end, text.length);
  return { start: Math.min(start, last), end: last };
}

/** The message without a tail that names `yaml`'s own vocabulary. */
function plainWords(code: string, message: string): string {
  const [sentence = message] = message.split("\n");
  return code === "BAD_ALIAS" && !/alias/i.test(sentence) ? `alias: ${sentence}` : sentence;
}
