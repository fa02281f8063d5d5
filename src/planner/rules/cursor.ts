import { at } from "../../text/collections.ts";
import { grouped } from "../../text/count-text.ts";
import type { SourceRange } from "../../text/source-range.ts";
import { showControls, shorten } from "../../yaml/quote-value.ts";
import type { Literal } from "./expression.ts";
import { tokensOf, type Token } from "./tokens.ts";

/** The sizes that a rule may have: none is slow to compute, and none exhausts the stack. */
export const limits = { characters: 1000, nodes: 100, levels: 32 } as const;

/** Why a rule cannot be read, in words, and where, in the rule's own text. */
export type RuleProblem = { readonly range: SourceRange } & (
  | { readonly code: "rule-syntax"; readonly reason: string }
  | { readonly code: "rule-too-large"; readonly most: string; readonly size: string }
);

/** Where the parser stands. After a problem it stands at the end, so that every loop comes to its own. */
export type Parsing = {
  readonly text: string;
  readonly tokens: readonly Token[];
  position: number;
  depth: number;
  problem: RuleProblem | undefined;
};

const constants: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["null", null],
  ["None", null],
]);
/** Words that Python keeps for itself: as names the engine could not read them. */
const keywords: ReadonlySet<string> = new Set(
  (
    "and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield " +
    "False None True"
  ).split(" "),
);

/** The state before the first token of a text. */
export function startParsing(text: string): Parsing {
  return { text, tokens: tokensOf(text), position: 0, depth: 0, problem: undefined };
}

export function current({ tokens, position }: Parsing): Token {
  return at(tokens, position);
}

/** Takes the token if it is one of these signs. */
export function takeSign<Sign extends string>(
  parsing: Parsing,
  signs: readonly Sign[],
): Sign | undefined {
  const token = current(parsing);
  const taken = token.type === "sign" ? signs.find((sign) => sign === token.sign) : undefined;
  if (taken !== undefined) parsing.position++;
  return taken;
}

/** Takes the token if it is this word, and no name in backquotes. */
export function takeWord(parsing: Parsing, word: string): boolean {
  const token = current(parsing);
  if (token.type !== "name" || token.quoted || token.name !== word) return false;
  parsing.position++;
  return true;
}

export function takeSegment(parsing: Parsing): string | undefined {
  const token = current(parsing);
  if (token.type !== "name" || (!token.quoted && keywords.has(token.name))) return undefined;
  parsing.position++;
  return token.name;
}

export function takeLiteral(parsing: Parsing): Literal | undefined {
  const token = current(parsing);
  const { range } = token;
  if (token.type === "number" || token.type === "text") {
    parsing.position++;
    return { type: "literal", value: token.value, range };
  }
  const constant = token.type === "name" && !token.quoted ? constants.get(token.name) : undefined;
  if (constant === undefined) return undefined;
  parsing.position++;
  return { type: "literal", value: constant, range };
}

/** From an offset to the end of what was taken last. */
export function rangeFrom({ tokens, position }: Parsing, start: number): SourceRange {
  const end = position === 0 ? start : at(tokens, position - 1).range.end;
  return { start, end: Math.max(start, end) };
}

/** Parses what stands a level deeper. */
export function nest<Parsed>(parsing: Parsing, parseInner: (parsing: Parsing) => Parsed): Parsed {
  parsing.depth++;
  if (parsing.depth >= limits.levels) {
    fail(parsing, tooLarge("levels", parsing.depth + 1, current(parsing).range));
  }
  const inner = parseInner(parsing);
  parsing.depth--;
  return inner;
}

/** The first problem counts. The rest is not read: what stands in its place is never looked at. */
export function fail(parsing: Parsing, problem: RuleProblem): Literal {
  parsing.problem ??= problem;
  parsing.position = parsing.tokens.length - 1;
  return { type: "literal", value: null, range: problem.range };
}

/** The problem that something else stands at this place. */
export function expected(parsing: Parsing, what: string): Literal {
  const token = current(parsing);
  const before = parsing.tokens[parsing.position - 1];
  return fail(parsing, {
    code: "rule-syntax",
    reason: reasonOf(parsing.text, token, before, what),
    range: token.type === "end" && before ? before.range : token.range,
  });
}

function reasonOf(text: string, token: Token, before: Token | undefined, what: string): string {
  if (token.type === "refused") return `found ${token.reason}`;
  if (token.type === "end") return `it ends where ${what} is expected`;
  const { start, end } = token.range;
  const written = text.slice(start, end);
  const code = written.includes("`") ? written : `\`${written}\``;
  return `${showControls(shorten(code))} stands where ${what} is expected${adviceOn(token, before)}`;
}

/** What people mean who write such a token where the language has no place for it. */
function adviceOn(token: Token, before: Token | undefined): string {
  if (token.type === "text" && before?.type === "text") return "; join texts by `+`";
  if (token.type === "name" && !token.quoted) {
    const keepsIt = keywords.has(token.name)
      ? "; a name that Python keeps stands in backquotes"
      : "";
    return wordAdvice.get(token.name) ?? keepsIt;
  }
  if (token.type !== "sign") return "";
  if (token.sign === "(" && before?.type === "name") return "; only abs, min and max can be called";
  if (token.sign === "[") return "; there are no subscripts, and lists stand after `in` alone";
  const isAfterList = before?.type === "sign" && ")]".includes(before.sign);
  return isAfterList && /^[<>=!]/.test(token.sign) ? "; a written list ends its comparison" : "";
}

/** Words of Python that nobody writes as names. */
const wordAdvice: ReadonlyMap<string, string> = new Map([
  ["and", ""],
  ["or", ""],
  ["in", ""],
  ["not", "; write `(not …)`"],
  ["is", "; to compare, write `==`"],
  ["if", "; write it with `and` and `or`"],
  ["else", "; write it with `and` and `or`"],
]);

/** The problem that a rule is larger than any may be. */
export function tooLarge(what: keyof typeof limits, size: number, range: SourceRange): RuleProblem {
  const most = `${grouped(BigInt(limits[what]))} ${what} a rule`;
  return { code: "rule-too-large", most, size: grouped(BigInt(size)), range };
}
