import type { CST } from "yaml";
import { problem, type Diagnostic } from "../diagnostic.ts";

/** PyYAML remembers a possible key for so many characters, and on one line. */
const simpleKeyLength = 1024;

/**
 * What PyYAML's scanner refuses and `yaml` accepts, seen in the concrete syntax: a key without text,
 * a key over several lines, a key too far from its colon. Without recursion, linear in the tokens.
 */
export function refusedSyntax(text: string, tokens: readonly CST.Token[]): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const open: CST.Token[] = [...tokens];
  for (let token = open.pop(); token; token = open.pop()) {
    if (token.type === "document" && token.value) open.push(token.value);
    if (
      token.type !== "block-map" &&
      token.type !== "block-seq" &&
      token.type !== "flow-collection"
    ) {
      continue;
    }
    const ends = token.type === "flow-collection" ? token.end : [];
    found.push(...lostTokens(ends));
    for (const item of token.items) {
      found.push(...lostTokens(item.start), ...lostTokens(item.sep ?? []));
      for (const part of [item.key, item.value]) {
        if (part && "end" in part) found.push(...lostTokens(part.end ?? []));
      }
      if (item.key) open.push(item.key);
      if (item.value) open.push(item.value);
      const refusal = refusedKey(text, item) ?? refusedValue(text, token, item);
      if (refusal) found.push(refusal);
    }
  }
  return found;
}

/** A value without its colon, or with one that does not stand below the question mark of its key. */
function refusedValue(
  text: string,
  { type }: CST.Token,
  item: CST.CollectionItem,
): Diagnostic | undefined {
  if (type !== "block-map" || item.key === undefined) return undefined;
  const colon = item.sep?.find((token) => token.type === "map-value-ind");
  const mark = item.start.find((token) => token.type === "explicit-key-ind");
  if (!colon && item.value) {
    const at = { path: "", range: { start: item.value.offset, end: item.value.offset + 1 } };
    return problem("refused-scalar", at, ["a value without a `:` before it"]);
  }
  if (!colon || !mark || columnOf(text, colon.offset) === columnOf(text, mark.offset)) {
    return undefined;
  }
  const at = { path: "", range: { start: colon.offset, end: colon.offset + 1 } };
  return problem("refused-scalar", at, ["a `:` that does not stand below the `?` of its key"]);
}

function columnOf(text: string, offset: number): number {
  return offset - Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1));
}

/** Tokens that are no part of any value and that `yaml` leaves out without a word. */
function lostTokens(tokens: readonly CST.Token[]): readonly Diagnostic[] {
  return tokens.flatMap((token) => {
    if (token.type !== "error") return [];
    const range = { start: token.offset, end: token.offset + token.source.length };
    return [problem("syntax", { path: "", range }, [token.message])];
  });
}

function refusedKey(text: string, item: CST.CollectionItem): Diagnostic | undefined {
  const colon = item.sep?.find(({ type }) => type === "map-value-ind");
  if (!colon || item.start.some(({ type }) => type === "explicit-key-ind")) return undefined;
  const first = item.start.find(({ type }) => type === "anchor" || type === "tag");
  const start = first?.offset ?? item.key?.offset ?? colon.offset;
  const at = { path: "", range: { start, end: colon.offset + 1 } };
  const isEmpty = !first && (!item.key || ("source" in item.key && item.key.source === ""));
  if (isEmpty) return problem("refused-scalar", at, ["a `:` without a key before it"]);
  if (colon.offset - start > simpleKeyLength) {
    const far = `a key more than ${simpleKeyLength} characters before its colon`;
    return problem("refused-scalar", at, [far]);
  }
  if (/[\n\r]/.test(text.slice(start, colon.offset))) {
    return problem("refused-scalar", at, ["a key over more than one line"]);
  }
  return undefined;
}

/** A token of the text: its kind, where it starts, and how many brackets are open around it. */
export type Lexed = {
  readonly kind: string | null;
  readonly lexeme: string;
  readonly start: number;
  readonly flow: number;
};

const directive =
  /^%(?:YAML +1\.[0-9]+|TAG +!(?:[\w-]*!)? +[^\s]+|(?!YAML|TAG)[\w-]+(?: .*)?) *(?: #.*)?$/;

/** Why PyYAML refuses, or reads otherwise, a token that `yaml` accepts, given what follows it. */
export function refusedToken(
  { kind, lexeme, start, flow }: Lexed,
  following: string,
): string | undefined {
  if (kind === "byte-order-mark" && start > 0) return "a byte order mark that is not at the start";
  if (kind === "directive-line" && !directive.test(lexeme)) return "this directive";
  if (lexeme === "!<>") return "a tag without a name";
  if (kind === "tag" && !/^\s?$/.test(following)) return "a tag without a space after it";
  if (kind === "single-quoted-scalar" && !/^'(?:[^']|'')*'$/.test(lexeme)) return notClosed;
  if (kind === "double-quoted-scalar") {
    if (!/^"(?:[^"\\]|\\[^])*"$/.test(lexeme)) return notClosed;
    if (/\\(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/.test(lexeme)) {
      return "an escaped line break before an empty line";
    }
  }
  if (kind !== "plain" || flow === 0) return undefined;
  if (lexeme.startsWith(":")) return "a `:` without a key before it; quote the text";
  if (lexeme.includes("?")) return "a `?` between brackets; quote the text";
  return undefined;
}

const notClosed = "a quoted text without its closing quote";

/**
 * The text of a block scalar as PyYAML reads it where `yaml` reads it otherwise: blank lines only,
 * or no line break at the end of the text, where `yaml` adds one. `undefined` where that cannot be
 * told without the parent's indentation.
 */
export function blockText(source: string, value: string, isLast: boolean): string | undefined {
  const [header = "", ...lines] = source.split(/\r\n|\n|\r/);
  const indicated = /^[|>][-+]?[1-9]/.test(header);
  const first = lines.find((line) => /[^ ]/.test(line));
  if (indicated && lines.some((line) => /^ +$/.test(line))) return undefined;
  if (first === undefined) {
    if (indicated) return value;
    return header.includes("+") ? "\n".repeat(Math.max(lines.length - 1, 0)) : "";
  }
  const last = lines.at(-1) ?? "";
  if (!isLast || last === "") return value;
  if (/[^ ]/.test(last)) return value.replace(/\n$/, "");
  const indent = /^ */.exec(first)?.[0].length ?? 0;
  if (last.length > indent) return value.replace(/\n$/, "");
  return value;
}
