import { parseUntilBroken } from "../parse/parse.ts";
import type { MappingNode, SequenceNode, SyntaxNode } from "../parse/syntax-tree.ts";
import { columnAt, firstAfter, lineEnd, lineStart, nextLine } from "./lines.ts";

/** Names of keys, and positions in lists. */
export type TextPath = readonly (string | number)[];

/** A part of a text that could be read in one go. */
export type Stretch = {
  readonly root: SyntaxNode;
  /** Where the root stands in the text as a whole. */
  readonly path: TextPath;
  /** Items before those of the root, where it goes on with a list. */
  readonly itemsBefore: number;
  /** Where the next one begins. */
  readonly end: number;
};

/** An open block collection, and the key or the item of it that was read last. */
type Frame = { readonly column: number; readonly step: string | number };

/** They bound what a text can cost that is no YAML at all: so many stretches, and characters of them. */
export const stretchLimit = 200;
const readLimit = 2_000_000;

/**
 * Reads a text of broken syntax with the parser of the planner, which ends at a break: the next line
 * that can be read for itself begins a new stretch, and its indentation says which of the keys before
 * hold it. Text that is whole is one stretch.
 */
export function readStretches(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let frames: readonly Frame[] = [];
  let read = 0;
  for (let from = 0; from <= text.length;) {
    if (stretches.length === stretchLimit || read > readLimit) break;
    const { root, end, readTo } = readStretch(text, from);
    read += readTo - from;
    const { around, itemsBefore } = placeRoot(text, frames, root);
    stretches.push({ root, path: around.map(({ step }) => step), itemsBefore, end });
    frames = [...around, ...openFrames(text, root, itemsBefore)];
    from = end;
  }
  return stretches;
}

function readStretch(
  text: string,
  from: number,
): { readonly root: SyntaxNode; readonly end: number; readonly readTo: number } {
  const { root, brokenAt: readTo } = parseUntilBroken(text, from);
  if (readTo === undefined) return { root, end: text.length + 1, readTo: text.length };
  const leaf = lastLeaf(text, root);
  const end = restartAt(text, from, readTo, leaf);
  const ranOn = leaf.range.end > end;
  return { root: ranOn ? parseUntilBroken(text.slice(0, end), from).root : root, end, readTo };
}

/** What holds the root of a stretch: all that is less far in; a list goes on, or is that of a key as far in. */
function placeRoot(
  text: string,
  frames: readonly Frame[],
  root: SyntaxNode,
): { readonly around: readonly Frame[]; readonly itemsBefore: number } {
  const column = columnAt(text, root.range.start);
  const beside = frames.filter((frame) => frame.column === column);
  const item = beside.findIndex(({ step }) => typeof step === "number");
  const itemsBefore = Number(beside[item]?.step ?? -1) + 1;
  const outer = frames.filter(
    (frame, i) => frame.column < column && !isOver(frame, frames.slice(i + 1)),
  );
  if (isBlock(text, root)) {
    if (root.kind === "mapping") return { around: outer, itemsBefore: 0 };
    return { around: [...outer, ...(item < 0 ? beside : beside.slice(0, item))], itemsBefore };
  }
  // a word between two items need not end their list
  return { around: [...outer, ...beside.slice(0, item + 1)], itemsBefore: 0 };
}

/** Whether a key follows that is as far in: only items stand as far in as what holds them. */
function isOver({ column }: Frame, later: readonly Frame[]): boolean {
  return later.some((frame) => frame.column === column && typeof frame.step === "string");
}

/** The block collections that hold the end of a node; a word without its colon is a key that is being typed. */
function openFrames(text: string, root: SyntaxNode, itemsBefore: number): readonly Frame[] {
  if (!isBlock(text, root)) {
    return [{ column: columnAt(text, root.range.start), step: scalarText(root) }];
  }
  const frames: Frame[] = [];
  let before = itemsBefore;
  for (let node: SyntaxNode | undefined = root; node && isBlock(text, node); before = 0) {
    const last: SyntaxNode | undefined = lastIn(node);
    const step = stepOf(node, before);
    if (last) frames.push({ column: columnAt(text, node.range.start), step });
    node = last;
  }
  return frames;
}

function stepOf(node: SequenceNode | MappingNode, itemsBefore: number): string | number {
  if (node.kind === "sequence") return itemsBefore + node.items.length - 1;
  return scalarText(node.pairs.at(-1)?.key);
}

const lastIn = (node: SequenceNode | MappingNode): SyntaxNode | undefined =>
  node.kind === "sequence" ? node.items.at(-1) : node.pairs.at(-1)?.value;

/** The last node that is no block collection, or is an empty one. */
function lastLeaf(text: string, root: SyntaxNode): SyntaxNode {
  let leaf = root;
  for (let node: SyntaxNode | undefined = root; node;) {
    leaf = node;
    node = isBlock(text, node) ? lastIn(node) : undefined;
  }
  return leaf;
}

/** The text of a scalar, through an alias too; "" of anything else. */
export function scalarText(node: SyntaxNode | undefined): string {
  const target = node?.kind === "alias" ? node.target : node;
  return target?.kind === "scalar" ? target.text : "";
}

/** A collection that is written by indentation, not between brackets. */
export function isBlock(text: string, node: SyntaxNode): node is SequenceNode | MappingNode {
  if (node.kind === "sequence") return text.charAt(node.range.start) !== "[";
  if (node.kind !== "mapping") return false;
  // `{a: 1}: b` is a block whose first key is in brackets
  const isOpened = text.charAt(node.range.start) === "{";
  return !isOpened || node.pairs[0]?.key.range.start === node.range.start;
}

/** Where reading begins again after a break: at its line, or before it where the last leaf ran on too far. */
function restartAt(text: string, from: number, brokenAt: number, last: SyntaxNode): number {
  const { start, end } = last.range;
  let restart = lineStart(text, brokenAt);
  // of a line that breaks where it begins nothing was read, not even a value
  const isUnread = start === brokenAt && firstAfter(text, restart) === brokenAt;
  const ranOn = lineEnd(text, end) >= brokenAt && !isUnread;
  const isPlain = last.kind === "scalar" && last.plain && last.text !== "";
  // a text without quotes ends before the first line that holds a key
  if (ranOn && !(isPlain && start < restart)) {
    restart = nextLine(text, start);
    if (isFlow(text, last)) restart = lineNotFurtherIn(text, restart, indentAt(text, start));
  }
  return restart > from ? restart : nextLine(text, from);
}

const isFlow = (text: string, node: SyntaxNode): boolean =>
  (node.kind === "sequence" || node.kind === "mapping") && !isBlock(text, node);

/** The first line from one on that can be no part of what is between brackets. */
function lineNotFurtherIn(text: string, from: number, indent: number): number {
  let line = from;
  while (line < text.length && (indentAt(text, line) > indent || isEmptyLine(text, line))) {
    line = nextLine(text, line);
  }
  return line;
}

/** How far in the line is that holds an offset. */
function indentAt(text: string, offset: number): number {
  return columnAt(text, firstAfter(text, lineStart(text, offset)));
}

function isEmptyLine(text: string, line: number): boolean {
  const first = firstAfter(text, line);
  return first === lineEnd(text, line) || text.charAt(first) === "#";
}
