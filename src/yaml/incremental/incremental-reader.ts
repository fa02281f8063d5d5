import { moveDiagnostic } from "../../text/diagnostic.ts";
import {
  movingRange,
  moveRanges,
  type MovingRange,
  type SourceRange,
} from "../../text/source-range.ts";
import { isMergeKey } from "../compose/compose-entries.ts";
import { composeValue, type Composed } from "../compose/compose.ts";
import { hintAtTwins, type OddKey } from "../compose/reading-hints.ts";
import { type YamlDiagnostic } from "../diagnostic.ts";
import { parseText } from "../parse/parse.ts";
import { nodeLimit, type SyntaxNode } from "../parse/syntax-tree.ts";
import { readYaml, type ParseText, type YamlRead } from "../read-yaml.ts";
import { refuseText } from "../text-checks.ts";
import {
  keyText,
  type KeyIdentity,
  type MapEntry,
  type Value,
  type YamlReading,
} from "../value.ts";
import { cutText, isWhole, type Piece } from "./cut-text.ts";
import { recallPieces } from "./recall-pieces.ts";

/** With more pieces a text is read as a whole: each costs a few steps of its own. */
const mostPieces = 20_000;

/** A piece that was read for itself. */
type ReadPiece = {
  readonly piece: Piece;
  /** Where the piece stands in the newest text that holds it. */
  offset: number;
  readonly composed: Composed;
  readonly value: Value;
  /** From the first key or the item's sign to the end of the last value. */
  readonly range: MovingRange;
  /** The ranges of all its values, which move when it does. */
  readonly ranges: readonly MovingRange[];
};

/** Lets a piece's values tell where they stand now. */
function moveTo(read: ReadPiece, offset: number): void {
  const by = offset - read.offset;
  if (by === 0) return;
  read.offset = offset;
  moveRanges(read.ranges, by);
}

/** Reads a YAML text. */
export type ReadYaml = (text: string, reading: YamlReading) => YamlRead;

/**
 * Makes a reader like `readYaml` that remembers the last text: of a long text with one edit only the
 * top-level section, or the item of a long list, that was edited is read anew.
 *
 * What was not edited stays the same object, so that others can remember what they made of it. Its
 * ranges move along: a value always tells where it stands in the newest text that was read. A text
 * whose parts depend on one another (anchors, merged sections, several documents) or that has an
 * error is read as a whole, so that the answer never differs from `readYaml`'s.
 */
export function createYamlReader(parse12?: ParseText): ReadYaml {
  let lastPieces: readonly ReadPiece[] = [];
  return (text, reading) => {
    if (reading === "1.2" || refuseText(text).length > 0) return readYaml(text, reading, parse12);
    const pieces = cutText(text);
    const read = pieces && pieces.length <= mostPieces ? readPieces(pieces, lastPieces) : undefined;
    const joined = read && joinPieces(read);
    if (!joined) return readYaml(text, reading, parse12);
    lastPieces = read;
    return joined;
  };
}

/** Takes the pieces that the last text had too, and reads the rest. */
function readPieces(
  pieces: readonly Piece[],
  lastPieces: readonly ReadPiece[],
): readonly ReadPiece[] | undefined {
  const recalled = recallPieces(pieces, lastPieces);
  const read: ReadPiece[] = [];
  for (const [i, piece] of pieces.entries()) {
    const readNow = recalled[i] ?? readPiece(piece);
    if (!readNow) return undefined;
    read.push(readNow);
  }
  // only now, since a text that is given up must not move what the last one holds
  for (const [i, { start }] of pieces.entries()) {
    const moved = read[i];
    if (moved) moveTo(moved, start);
  }
  return read;
}

/** Reads a piece, where it is whole and depends on no other. */
function readPiece(piece: Piece): ReadPiece | undefined {
  const isItem = piece.kind === "item";
  // the mapping that holds the list is one level more
  const { root, diagnostics, hasAnchors } = parseText(piece.text, isItem ? 1 : 0);
  if (!root || diagnostics.length > 0 || hasAnchors || !standsAlone(piece, root)) return undefined;
  const offset = piece.start;
  const ranges: MovingRange[] = [];
  const rangeAt = ({ start, end }: SourceRange): MovingRange => {
    const range = movingRange({ start: offset + start, end: offset + end });
    ranges.push(range);
    return range;
  };
  const content = isItem && root.kind === "sequence" ? root.items[0] : root;
  const composed = content && composeValue(content, piece.text, "pyyaml", rangeAt);
  if (!composed?.value) return undefined;
  const { value } = composed;
  return { piece, offset, composed, value, range: rangeAt(root.range), ranges };
}

/** True for a whole piece that nothing reaches out of. */
function standsAlone(piece: Piece, root: SyntaxNode): boolean {
  const pairs = root.kind === "mapping" ? root.pairs : [];
  return isWhole(piece, root) && !pairs.some(({ key }) => isMergeKey({ reading: "pyyaml" }, key));
}

/** Puts the pieces together; `undefined` where the whole needs another look. */
function joinPieces(read: readonly ReadPiece[]): YamlRead | undefined {
  const entries = new Map<KeyIdentity, MapEntry>();
  const diagnostics: YamlDiagnostic[] = [];
  const oddKeys: OddKey[] = [];
  let nodes = 0;
  for (const [i, one] of read.entries()) {
    const { piece, composed, value } = one;
    nodes += composed.nodes;
    if (piece.kind === "item") continue;
    if (value.type !== "map") return undefined;
    const items = piece.kind === "list-key" ? itemsAfter(read, i) : undefined;
    tell(one, "", diagnostics, oddKeys);
    for (const [identity, entry] of value.entries) {
      // of a key that is there twice both places are marked
      if (entries.has(identity)) return undefined;
      entries.set(identity, items ? { key: entry.key, value: listOf(items) } : entry);
      for (const [step, item] of items?.entries() ?? []) {
        tell(item, `${keyText(entry.key)}[${step}]`, diagnostics, oddKeys);
      }
    }
  }
  if (nodes + read.length > nodeLimit) return undefined;
  const range = rangeOver(read);
  const twins = hintAtTwins(oddKeys);
  return { value: { type: "map", entries, range }, diagnostics: [...diagnostics, ...twins] };
}

function itemsAfter(read: readonly ReadPiece[], at: number): readonly ReadPiece[] {
  let end = at + 1;
  while (read[end]?.piece.kind === "item") end++;
  return read.slice(at + 1, end);
}

function listOf(items: readonly ReadPiece[]): Value {
  return { type: "list", items: items.map(({ value }) => value), range: rangeOver(items) };
}

/** From the first piece to the last, where they stand now: made anew with every text. */
function rangeOver(read: readonly ReadPiece[]): MovingRange {
  return movingRange({ start: read[0]?.range.start ?? 0, end: read.at(-1)?.range.end ?? 0 });
}

/** Adds what a piece has to say, with the path of the place where it stands now. */
function tell(
  { piece, offset, composed: { diagnostics, oddKeys } }: ReadPiece,
  path: string,
  told: YamlDiagnostic[],
  keys: OddKey[],
): void {
  for (const diagnostic of diagnostics) {
    const moved = moveDiagnostic(diagnostic, offset - piece.start);
    told.push(path === "" ? moved : { ...moved, path: joinPath(path, moved.path) });
  }
  for (const key of oddKeys) keys.push({ ...key, path: joinPath(path, key.path) });
}

function joinPath(path: string, rest: string): string {
  return path === "" || rest === "" || rest.startsWith("[") ? path + rest : `${path}.${rest}`;
}
