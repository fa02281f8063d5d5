import type { SyntaxNode } from "../parse/syntax-tree.ts";

/** A stretch of whole lines of a text that can be read for itself. */
export type Piece = {
  /** Top-level keys with their values; or the key of a long list, and one of its items. */
  readonly kind: "keys" | "list-key" | "item";
  readonly start: number;
  readonly text: string;
};

/** Lists are taken apart from this length on. */
const longList = 500;

// what makes the pieces depend on one another, or on line breaks that this file does not know
const unsuitable = /^(?:---|\.\.\.|%|\uFEFF)|[\x85\u2028\u2029]|\r(?!\n)/m;
// spaces that are none to YAML: before a line's content they concern the text as a whole
const oddSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
const oddIndentation = /^ *[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/m;
/** The mark that many files begin with; it belongs to the first piece. */
const firstMark = /^--- *(?:#[^\n]*)?\r?\n/;
const listKey =
  /(?:--- *(?:#[^\n]*)?\r?\n)?(?: *(?:#[^\n]*)?\r?\n)*(?:[A-Za-z_]\w*): *(?:#[^\n]*)?\r?\n(?: *(?:#[^\n]*)?\r?\n)*(?=( *)-[ \r\n])/y;

/**
 * Cuts a text before each line that can begin a top-level key, and a long list before each line that
 * can begin an item. `undefined` where it is of one piece.
 *
 * A guess, and a cheap one: a line inside of quotes or brackets can look the same. Whoever reads the
 * pieces must find that each of them is whole, and else read the text as a whole.
 */
export function cutText(text: string): readonly Piece[] | undefined {
  if (unsuitable.test(text.replace(firstMark, ""))) return undefined;
  if (oddSpace.test(text) && oddIndentation.test(text)) return undefined;
  const starts = [...text.matchAll(/^[A-Za-z_"']/gm)].map(({ index }) => index);
  if (starts.length === 0) return undefined;
  starts[0] = 0;
  return starts.flatMap((start, i) => cutList(text, start, starts[i + 1] ?? text.length));
}

function cutList(text: string, start: number, end: number): readonly Piece[] {
  listKey.lastIndex = start;
  const indent = end - start < longList ? undefined : listKey.exec(text)?.[1];
  if (indent === undefined) return [{ kind: "keys", start, text: text.slice(start, end) }];
  const items = itemStarts(text, `\n${indent}-`, listKey.lastIndex - 1, end);
  return [start, ...items].map((from, i) => ({
    kind: i === 0 ? "list-key" : "item",
    start: from,
    text: text.slice(from, items[i] ?? end),
  }));
}

/** Where lines begin with a mark and white space, from the line break at an offset on. */
function itemStarts(text: string, mark: string, from: number, end: number): readonly number[] {
  const starts: number[] = [];
  for (let at = text.indexOf(mark, from); at >= 0 && at < end; at = text.indexOf(mark, at + 1)) {
    const next = text.charAt(at + mark.length);
    if (next === " " || next === "\n" || next === "\r") starts.push(at + 1);
  }
  return starts;
}

/** True for a block of the kind that the piece was taken for: what follows can only go on with it. */
export function isWhole({ kind, text }: Piece, root: SyntaxNode): boolean {
  const { start } = root.range;
  if (kind === "item") {
    return (
      root.kind === "sequence" &&
      root.tag === undefined &&
      root.items.length === 1 &&
      text.charAt(start) === "-"
    );
  }
  if (root.kind !== "mapping" || root.tag !== undefined || text.charAt(start) === "{") return false;
  if (start > 0 && text.charAt(start - 1) !== "\n") return false;
  return kind === "keys" || root.pairs.length === 1;
}
