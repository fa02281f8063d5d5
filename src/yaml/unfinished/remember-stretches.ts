import { cutText, isWhole, type Piece } from "../incremental/cut-text.ts";
import { recallPieces } from "../incremental/recall-pieces.ts";
import { parseUntilBroken, type BrokenSyntax } from "../parse/parse.ts";
import { nodeLimit, type SyntaxNode } from "../parse/syntax-tree.ts";
import { columnAt } from "./lines.ts";
import {
  isBlock,
  placeParts,
  readPart,
  readStretches,
  type Part,
  type ReadStretches,
  type Stretch,
} from "./read-stretches.ts";

/** A piece that was read for itself. */
type ReadPiece = {
  readonly piece: Piece;
  readonly syntax: BrokenSyntax;
  /** Whether the text as a whole would be read alike here. */
  readonly isWhole: boolean;
};

/** Reads texts of broken syntax, and knows what most of them are made of. */
export type StretchReader = {
  /** Remembers a text instead of the one before: of its pieces only those that are new are read. */
  remember(text: string): void;
  /** Reads a text like `readStretches`; what it has in common with the one remembered is not read again. */
  readonly readStretches: ReadStretches;
};

/**
 * Makes a reader like `readStretches` with a memory. Where the syntax is whole a piece of the text can
 * be taken for a part of its own, since indentation places it where the parser would have gone on.
 * A text whose pieces depend on one another is read as a whole.
 */
export function createStretchReader(): StretchReader {
  let lastText = "";
  let lastPieces: readonly ReadPiece[] = [];
  const readPieces = (text: string): readonly ReadPiece[] => {
    if (text === lastText) return lastPieces;
    const pieces = cutText(text) ?? [];
    const recalled = recallPieces(pieces, lastPieces);
    return pieces.map((piece, i) => ({ ...(recalled[i] ?? readPiece(piece)), piece }));
  };
  return {
    remember(text) {
      lastPieces = readPieces(text);
      lastText = text;
    },
    readStretches: (text) => joinPieces(text, readPieces(text)) ?? readStretches(text),
  };
}

function readPiece(piece: Piece): ReadPiece {
  const { text, kind } = piece;
  const syntax = parseUntilBroken(text, 0, kind === "item" ? 1 : 0);
  const { root, brokenAt } = syntax;
  return { piece, syntax, isWhole: brokenAt === undefined && isWhole(piece, root) };
}

/** The stretches that pieces make; nothing where the text has to be read as a whole. */
function joinPieces(text: string, pieces: readonly ReadPiece[]): readonly Stretch[] | undefined {
  let next = 0;
  let nodes = 0;
  /** The outermost collection that is open. */
  let open: "none" | "mapping" | "list" = "none";

  return pieces.length < 2 ? undefined : placeParts(text, partAt);

  function partAt(from: number): Part | undefined {
    while ((pieces[next]?.piece.start ?? from) < from) next++;
    const here = pieces[next]?.piece.start === from ? pieces[next] : undefined;
    const isItem = here?.piece.kind === "item";
    const goesOn = open === "mapping" || (open === "list" && isItem);
    if (here?.isWhole) {
      if (!goesOn) open = isItem ? "list" : "mapping";
      nodes += here.syntax.nodes;
      // an alias may stand for something in another piece
      if (here.syntax.hasAnchors || nodes > nodeLimit) return undefined;
      return { ...partOf(here.piece, here.syntax.root), goesOn };
    }
    const isInMapping = isItem && open === "mapping";
    const part = readPart(text, from, isInMapping ? 1 : 0);
    nodes += part.nodes;
    if (nodes > nodeLimit) return undefined;
    // what ends an item may be a key of the mapping around the list
    open = isInMapping && isLeftAtBreak(part) ? "mapping" : "none";
    return { ...part, goesOn: goesOn && (isItem || isMappingFrom(part, from)) };
  }

  function partOf({ start, text: pieceText }: Piece, root: SyntaxNode): Omit<Part, "goesOn"> {
    const end = start + pieceText.length;
    const isLast = end === text.length;
    return {
      root,
      text: pieceText,
      offset: start,
      end: isLast ? end + 1 : end,
      brokenAt: undefined,
    };
  }
}

/** Whether the syntax breaks at something that is less far in than what was read. */
function isLeftAtBreak({ text, root, brokenAt }: Part): boolean {
  return brokenAt !== undefined && columnAt(text, brokenAt) < columnAt(text, root.range.start);
}

/** Whether a key stands where a part begins, and not only a word. */
function isMappingFrom({ text, root }: Part, from: number): boolean {
  return root.kind === "mapping" && isBlock(text, root) && root.range.start === from;
}
