import type { SyntaxNode, SyntaxPair } from "../parse/syntax-tree.ts";
import { firstAfter, lineStart } from "./lines.ts";
import {
  isBlock,
  readStretches,
  scalarText,
  type ReadStretches,
  type Stretch,
  type TextPath,
} from "./read-stretches.ts";

/** A key of the text, and where it stands: in which mappings and list items, outermost first. */
export type TextEntry = {
  readonly path: TextPath;
  readonly key: string;
  readonly start: number;
  readonly end: number;
  /** Its value where that is no list and no mapping, else "". */
  readonly value: string;
};

/** What is being typed at a place of the text. */
export type CaretPlace =
  /** Something that is never known: a comment, a text of several lines, nothing that can be read. */
  | { readonly at: "text" }
  | {
      readonly at: "key" | "value";
      /** What encloses it; of a value its own key is the last name. */
      readonly path: TextPath;
      /** Where the word begins. */
      readonly start: number;
      /** Between brackets, where entries may follow each other on one line. */
      readonly inFlow: boolean;
    };

/** A place in the tree where a word can stand. */
type Spot = {
  readonly at: "key" | "value";
  readonly path: TextPath;
  readonly node: SyntaxNode;
  readonly inFlow: boolean;
  /** The value of a key. */
  readonly value: SyntaxNode | undefined;
};

/** The keys of a text in its order, of a text of broken syntax those that can be read. Never throws. */
export function readEntries(text: string): readonly TextEntry[] {
  return readStretches(text).flatMap(entriesIn);
}

/** The keys of a stretch, with their places in the text as a whole. */
export function entriesIn(stretch: Stretch): readonly TextEntry[] {
  const entries: TextEntry[] = [];
  const { offset } = stretch.part;
  visitSpots(stretch, ({ path, node, value }) => {
    if (!value || node.kind !== "scalar" || node.range.start === node.range.end) return;
    const at = { start: node.range.start + offset, end: node.range.end + offset };
    entries.push({ path, key: node.text, ...at, value: scalarText(value) });
  });
  return entries;
}

/**
 * Tells what is typed at an offset, in a text that is no YAML yet: what comes before it is read as if
 * a key ended there, which the parser takes for a value where only a value can stand. What comes
 * after it says nothing about the place. Never throws.
 */
export function placeAt(
  text: string,
  offset: number,
  read: ReadStretches = readStretches,
): CaretPlace {
  // `key:x` would be one word
  const gap = text.charAt(offset - 1) === ":" ? " " : "";
  const typed = `${text.slice(0, offset)}${gap}x:`;
  const word = offset + gap.length;
  const stretch = read(typed).find(({ part }) => word < part.end);
  const spots: Spot[] = [];
  if (stretch) {
    const wordInside = word - stretch.part.offset;
    visitSpots(stretch, (spot) => {
      const { kind, range } = spot.node;
      if (kind === "scalar" && range.start <= wordInside && wordInside < range.end) {
        spots.push(spot);
      }
    });
  }
  const [spot] = spots;
  if (!stretch || !spot || isManyLines(stretch.part.text, spot.node)) return { at: "text" };
  const { at, path, node, inFlow } = spot;
  const line = firstAfter(typed, lineStart(typed, word));
  const start = Math.min(Math.max(stretch.part.offset + node.range.start, line), offset);
  return { at, path, start, inFlow };
}

/** A text of `|` or `>`. */
function isManyLines(text: string, node: SyntaxNode): boolean {
  const sign = text.charAt(node.range.start);
  return node.kind === "scalar" && !node.plain && (sign === "|" || sign === ">");
}

/** Shows every place of a stretch, in the order of the text. */
function visitSpots(stretch: Stretch, see: (spot: Spot) => void): void {
  const { text, root } = stretch.part;
  visit(root, stretch.path, false, stretch.itemsBefore);

  function visit(node: SyntaxNode, path: TextPath, around: boolean, itemsBefore = 0): void {
    const inFlow = around || (isCollection(node) && !isBlock(text, node));
    if (node.kind === "mapping") {
      for (const pair of node.pairs) visitPair(pair, path, inFlow, "key");
    } else if (node.kind === "sequence") {
      for (const [i, item] of node.items.entries()) {
        const inside = [...path, itemsBefore + i];
        // `[a, b: c]` has a pair without brackets: `b` is an item until more is typed
        if (inFlow && item.kind === "mapping" && isBlock(text, item)) {
          for (const pair of item.pairs) visitPair(pair, inside, inFlow, "value");
        } else visit(item, inside, inFlow);
      }
    } else {
      see({ at: "value", path, node, inFlow, value: undefined });
    }
  }

  function visitPair(pair: SyntaxPair, path: TextPath, inFlow: boolean, at: Spot["at"]): void {
    const { key, value } = pair;
    if (isCollection(key)) visit(key, path, inFlow);
    else see({ at, path, node: key, inFlow, value });
    visit(value, [...path, scalarText(key)], inFlow);
  }
}

const isCollection = (node: SyntaxNode): boolean =>
  node.kind === "mapping" || node.kind === "sequence";
