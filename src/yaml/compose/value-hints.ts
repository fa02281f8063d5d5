import type { Fix } from "../../text/diagnostic.ts";
import { copyRange, type AnyRange, type SourceRange } from "../../text/source-range.ts";
import { problem, type YamlDiagnostic } from "../diagnostic.ts";
import type { ScalarNode } from "../parse/syntax-tree.ts";
import { shorten } from "../quote-value.ts";
import type { Value } from "../value.ts";
import { codePoint, firstOf, hidden, oddSpaces, turning, visible } from "./hidden-characters.ts";
import { foldLetters, foldSigns, numbersMeant } from "./look-alikes.ts";
import { placeText, type Place } from "./place.ts";

/** Where a text stands as a value: what takes its place must be right there. */
export type ValueContext = "flow list" | "block list" | "mapping";

/** All but plain words: only they lead to the slow look. */
export function mayMislead({ text, plain }: ScalarNode): boolean {
  return /[^\n -~]/.test(text) || (plain && /^[-+]?\s?[$0-9]/.test(text));
}

/**
 * What a reader of a text value cannot see, or takes for something else: characters without a look,
 * look-alikes of quotes, signs, digits and letters, and numbers in spellings that are text to YAML.
 * Prose is left alone: what stands in it changes no number, no word and no structure.
 */
export function hintAtValue(
  source: string,
  node: ScalarNode,
  value: Value,
  place: Place,
  context: ValueContext,
): readonly YamlDiagnostic[] {
  // a piece of a text has nodes with places in the piece, and values with places in the text
  const range = copyRange(value.range);
  const at = { path: placeText(place), range };
  const written = source.slice(node.range.start, node.range.end);
  const hints: YamlDiagnostic[] = [];
  const turns = firstOf(node.text, turning);
  if (turns !== undefined) {
    const fixes = without(range, written, turning, "Remove what turns the direction");
    const words = [visible(node.text), codePoint(turns)] as const;
    hints.push(problem("bidi-in-value", at, [...words], { fixes }));
  }
  const unseen = firstOf(written, hidden);
  if (unseen !== undefined) {
    const fixes = without(range, written, hidden, "Remove what nobody sees");
    const words = [visible(node.text), `the invisible ${codePoint(unseen)}`] as const;
    hints.push(problem("invisible-in-value", at, [...words], { fixes }));
  }
  if (hints.length > 0 || !node.plain || node.tagRange || /[\r\n]/.test(written)) return hints;
  const hint = hintAtSpaces(node.text, at) ?? hintAtLooks(node.text, at, context);
  return hint ? [hint] : [];
}

type At = { readonly path: string; readonly range: SourceRange };

/** Removes what an expression finds; no fix where that is written as an escape. */
function without(
  { start }: SourceRange,
  written: string,
  characters: RegExp,
  title: string,
): readonly Fix[] {
  const edits = Array.from(written.matchAll(characters), ({ 0: { length }, index }) => ({
    range: { start: start + index, end: start + index + length },
    text: "",
  }));
  return edits.length === 0 ? [] : [{ title, edits }];
}

function noSpace(character: string): string {
  return `${codePoint(character)}, which is no space to YAML`;
}

function replacement(range: SourceRange, text: string): Fix {
  return { title: `Write \`${shorten(text)}\``, edits: [{ range: copyRange(range), text }] };
}

/** White space that is none to YAML, where it changes the value: at an end, in a number, beside a sign. */
function hintAtSpaces(text: string, at: At): YamlDiagnostic | undefined {
  const odd = firstOf(text, oddSpaces);
  if (odd === undefined) return undefined;
  const spaced = text.replace(oddSpaces, " ").trim();
  const numbers = numbersMeant(foldSigns(spaced));
  const isInside = spaced.length === text.length && numbers.length === 0;
  const isStructure = /: | #|^[-?] /.test(spaced) && !/: | #|^[-?] /.test(text);
  if (isInside && !isStructure) return undefined;
  const [meant = spaced] = numbers;
  // structure is for the writer to mend: what it should be the text does not tell
  const isPlain = !isStructure && /^[\w.+-][\w.+ -]*$/.test(meant);
  const fixes = isPlain ? [replacement(at.range, meant)] : [];
  return problem("invisible-in-value", at, [visible(text), noSpace(odd)], { fixes });
}

/** What looks like a number, a list, quotes or a word of ASCII, and is not. */
function hintAtLooks(text: string, at: At, context: ValueContext): YamlDiagnostic | undefined {
  const looks = looksOf(text, context);
  if (!looks) return undefined;
  const ascii = Array.from(looks.ascii);
  const odd = Array.from(text).find((one, i) => one !== ascii[i]);
  const named = odd === undefined ? "" : ` with ${odd} (${codePoint(odd)})`;
  const fixes = looks.meant.map((each) => replacement(at.range, each));
  return problem("look-alike-in-value", at, [shorten(text), named, looks.like], { fixes });
}

/** What a text looks like, its looks in ASCII, and what may be meant by it. */
type Looks = { readonly like: string; readonly ascii: string; readonly meant: readonly string[] };

function looksOf(text: string, context: ValueContext): Looks | undefined {
  const ascii = foldSigns(text);
  const numbers = numbersMeant(ascii);
  const items = ascii.split(",").map((item) => numbersMeant(item.trim()));
  if (/[^ -~]/.test(text) && items.length > 1 && items.every(({ length }) => length > 0)) {
    const list = items.map(([number]) => number).join(", ");
    const meant = context === "flow list" ? [list] : [`[${list}]`];
    // between thousands no look-alike of a comma is certain
    const isNumber = /^[^,]*(?:,\d{3})+$/.test(ascii) || text.includes(",");
    const one = isNumber ? numbers.slice(0, 1) : [];
    const lists = context === "block list" || text.includes(",") ? [] : meant;
    return { like: "numbers", ascii, meant: [...lists, ...one] };
  }
  if (numbers.length > 0) {
    // a number that YAML types otherwise, `1e-4`, is a difference of readings
    const isPlain = ascii === text && !/[,' _%\p{Sc}]/u.test(text);
    return isPlain ? undefined : { like: "a number", ascii, meant: numbers };
  }
  if (ascii !== text) {
    if (/^(["'])[^"']*\1$/.test(ascii) && !/["']/.test(text)) {
      const inside = Array.from(text).slice(1, -1).join("");
      return { like: "a text in quotes", ascii, meant: [JSON.stringify(inside)] };
    }
    if (/^range\s*\(.*\)$/.test(ascii)) {
      return { like: "a range", ascii, meant: [JSON.stringify(ascii)] };
    }
    if (/^\[[\w., +-]*\]$/.test(ascii)) return { like: "a list", ascii, meant: [ascii] };
    if (context === "flow list" && /^["'][^"']*$/.test(ascii)) {
      return { like: "the start of a quoted text", ascii, meant: [] };
    }
  }
  const word = foldLetters(text);
  const isWord = word !== text && /^[A-Za-z_][\w.-]*$/.test(word);
  return isWord && (/[A-Za-z]/.test(text) || /^[\uff01-\uff5e]+$/.test(text))
    ? { like: "a word of Latin letters", ascii: word, meant: [word] }
    : undefined;
}

/** A plain scalar between commas, and where. */
type Piece = { readonly text: string; readonly range: SourceRange };

/**
 * Numbers whose commas made several values of each: `[10,000]` is 10 and 0. The sign is how they are
 * written: no space behind one comma, and three digits behind it, or zeros that no number begins with;
 * or nothing but pairs with spaces only between them, `[0,5, 1,5]`.
 */
export function hintAtSplits(
  source: string,
  pieces: readonly Piece[],
  place: (i: number) => Place,
  rangeAt: (range: SourceRange) => AnyRange,
): readonly YamlDiagnostic[] {
  const runs: { first: number; pieces: Piece[] }[] = [];
  for (const [i, piece] of pieces.entries()) {
    const last = runs.at(-1);
    const before = pieces[i - 1];
    if (last && before && before.range.end + 1 === piece.range.start) last.pieces.push(piece);
    else runs.push({ first: i, pieces: [piece] });
  }
  const arePairs = runs.length > 1 && runs.every(({ pieces: run }) => run.length === 2);
  return runs.slice(0, mostSplits).flatMap(({ first, pieces: run }) => {
    const meant = numberOf(run, arePairs);
    const [start, end] = [run[0]?.range.start ?? 0, run.at(-1)?.range.end ?? 0];
    if (meant === undefined) return [];
    const written = source.slice(start, end);
    const range = copyRange(rangeAt({ start, end }));
    const words = [written, String(run.length), meant] as const;
    const isList = run.slice(1).every(({ text }) => !/^0\d/.test(text));
    const apart = run.map(({ text }) => text).join(", ");
    const fixes = [replacement(range, meant), ...(isList ? [replacement(range, apart)] : [])];
    const at = { path: placeText(place(first)), range };
    return [problem("number-split", at, [...words], { fixes })];
  });
}

const mostSplits = 100;

/** The number that the pieces of one are meant to be. */
function numberOf(run: readonly Piece[], arePairs: boolean): string | undefined {
  const [head = "", ...rest] = run.map(({ text }) => text);
  const second = rest[0] ?? "";
  if (!/^[-+]?\d{1,3}$/.test(head) || rest.length === 0) return undefined;
  const areGroups = rest.every((text, i) =>
    (i === rest.length - 1 ? /^\d{3}(?:\.\d+)?$/ : /^\d{3}$/).test(text),
  );
  const isThousands = areGroups && (rest.length === 1 || rest.some((text) => text.startsWith("0")));
  if (isThousands && !/^[-+]?0/.test(head)) return numbersMeant([head, ...rest].join(","))[0];
  const isDecimal = isThousands || /^0\d/.test(second) || arePairs;
  if (rest.length > 1 || !isDecimal || !/^\d+$/.test(second)) return undefined;
  return numbersMeant(`${head}.${second}`)[0];
}
