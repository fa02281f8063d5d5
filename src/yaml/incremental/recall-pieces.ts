import { groupBy } from "../../text/collections.ts";
import type { Piece } from "./cut-text.ts";

/**
 * What was made of each piece when it was in the last text, of new pieces nothing: of those before
 * and after an edit, and of those between that were there too (two edits at once, a strategy moved up
 * or down). Of a piece that is there twice each is recalled once.
 */
export function recallPieces<Read extends { readonly piece: Piece }>(
  pieces: readonly Piece[],
  lastPieces: readonly Read[],
): readonly (Read | undefined)[] {
  const most = Math.min(pieces.length, lastPieces.length);
  let before = 0;
  while (before < most && isSame(pieces[before], lastPieces[before])) before++;
  let after = 0;
  while (after < most - before && isSame(pieces.at(-1 - after), lastPieces.at(-1 - after))) after++;
  const spare = byText(lastPieces.slice(before, lastPieces.length - after));
  return pieces.map((piece, i) => {
    const fromEnd = pieces.length - i;
    if (i < before) return lastPieces[i];
    if (fromEnd <= after) return lastPieces.at(-fromEnd);
    const moved = spare.get(piece.text)?.pop();
    return isSame(piece, moved) ? moved : undefined;
  });
}

/** Pieces of equal texts, the first of them last. */
function byText<Read extends { readonly piece: Piece }>(
  pieces: readonly Read[],
): ReadonlyMap<string, Read[]> {
  return groupBy(pieces.toReversed(), ({ piece }) => piece.text);
}

function isSame(piece: Piece | undefined, read: { readonly piece: Piece } | undefined): boolean {
  return piece?.kind === read?.piece.kind && piece?.text === read?.piece.text;
}
