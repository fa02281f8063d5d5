import { parseUntilBroken } from "../parse/parse.ts";
import type { MappingNode, SequenceNode, SyntaxNode } from "../parse/syntax-tree.ts";
import { columnAt, firstAfter, lineEnd, lineStart, nextLine } from "./lines.ts";

/** Names of keys, and positions in lists. */
export type TextPath = readonly (string | number)[];

/** A part of a text that could be read in one go. */
export type Part = {
  readonly root: SyntaxNode;
  /** The text that its ranges count in, and where that begins in the text as a whole. */
  readonly text: string;
  readonly offset: number;
  /** Where the next one begins. */
  readonly end: number;
  /** Where the syntax breaks; nothing where the text goes on whole, or ends. */
  readonly brokenAt: number | undefined;
  /** True where it goes on with the collections of the part before: nothing broke between them. */
  readonly goesOn: boolean;
};

/** An open block collection, and the key or the item of it that was read last. */
type Frame = { readonly column: number; readonly step: string | number };

/** Where a part stands in the text as a whole. */
type Place = {
  readonly around: readonly Frame[];
  readonly path: TextPath;
  /** Items before those of the root, where it goes on with a list. */
  readonly itemsBefore: number;
};

/** A part with its place. */
export type Stretch = Place & { readonly part: Part };

/** They bound what a text can cost that is no YAML at all: so many breaks, and characters of them. */
export const stretchLimit = 200;
const readLimit = 2_000_000;

/** Reads a text as whole as it can be read. */
export type ReadStretches = (text: string) => readonly Stretch[];

/**
 * Reads a text of broken syntax with the parser of the planner, which ends at a break: the next line
 * that can be read for itself begins a new stretch, and its indentation says which of the keys before
 * hold it. Text that is whole is one stretch.
 */
export function readStretches(text: string): readonly Stretch[] {
  return placeParts(text, (from) => readPart(text, from)) ?? [];
}

/** Reads a text part by part, and finds the place of each; nothing where a part is not given. */
export function placeParts(
  text: string,
  readPartAt: (from: number) => Part | undefined,
): readonly Stretch[] | undefined {
  const stretches: Stretch[] = [];
  let breaks = 0;
  let read = 0;
  for (let from = 0; from <= text.length;) {
    const part = readPartAt(from);
    if (!part) return undefined;
    if (!part.goesOn && (breaks === stretchLimit || read > readLimit)) break;
    if (!part.goesOn) breaks++;
    read += (part.brokenAt ?? part.end) - from;
    stretches.push({ part, ...placePart(part, stretches.at(-1)) });
    from = part.end;
  }
  return stretches;
}

function placePart(part: Part, before: Stretch | undefined): Place {
  if (!before) return placeRoot(part, []);
  const { around, itemsBefore } = before;
  // the next of many items: most of what a long text holds
  if (part.goesOn && part.root.kind === "sequence" && before.part.root.kind === "sequence") {
    return { around, path: before.path, itemsBefore: itemsBefore + before.part.root.items.length };
  }
  return placeRoot(part, [...around, ...openFrames(before.part, itemsBefore)]);
}

/** Reads from the start of a line on until the syntax breaks; `depth` is that of what it goes on with. */
export function readPart(text: string, from: number, depth = 0): Part & { readonly nodes: number } {
  const { root, brokenAt, nodes } = parseUntilBroken(text, from, depth);
  const whole = { root, text, offset: 0, brokenAt, goesOn: false, nodes };
  if (brokenAt === undefined) return { ...whole, end: text.length + 1 };
  const leaf = lastLeaf(text, root);
  const end = restartAt(text, from, brokenAt, leaf);
  if (leaf.range.end <= end) return { ...whole, end };
  return { ...whole, root: parseUntilBroken(text.slice(0, end), from, depth).root, end };
}

/** What holds the root of a stretch: all that is less far in; a list goes on, or is that of a key as far in. */
function placeRoot({ text, root }: Part, frames: readonly Frame[]): Place {
  const column = columnAt(text, root.range.start);
  const beside = frames.filter((frame) => frame.column === column);
  const item = beside.findIndex(({ step }) => typeof step === "number");
  const outer = frames.filter(
    (frame, i) => frame.column < column && !isOver(frame, frames.slice(i + 1)),
  );
  if (root.kind === "mapping" && isBlock(text, root)) return placeIn(outer, 0);
  if (root.kind === "sequence" && isBlock(text, root)) {
    const itemsBefore = Number(beside[item]?.step ?? -1) + 1;
    return placeIn([...outer, ...(item < 0 ? beside : beside.slice(0, item))], itemsBefore);
  }
  // a word between two items need not end their list
  return placeIn([...outer, ...beside.slice(0, item + 1)], 0);
}

function placeIn(around: readonly Frame[], itemsBefore: number): Place {
  return { around, path: around.map(({ step }) => step), itemsBefore };
}

/** Whether a key follows that is as far in: only items stand as far in as what holds them. */
function isOver({ column }: Frame, later: readonly Frame[]): boolean {
  return later.some((frame) => frame.column === column && typeof frame.step === "string");
}

/** The block collections that hold the end of a node; a word without its colon is a key that is being typed. */
function openFrames({ text, root }: Part, itemsBefore: number): readonly Frame[] {
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
