import type { SyntaxNode } from "../parse/syntax-tree.ts";
import { entriesIn, placeAt, type CaretPlace, type TextEntry } from "./caret-place.ts";
import type { Stretch } from "./read-stretches.ts";
import { createStretchReader } from "./remember-stretches.ts";

/** Reads texts that are no YAML yet, one edit after the other. */
export type UnfinishedReader = {
  readEntries(text: string): readonly TextEntry[];
  placeAt(text: string, offset: number): CaretPlace;
};

/**
 * Makes a reader like `readEntries` and `placeAt` that remembers the last text: of a long text with one
 * edit only the top-level section, or the item of a long list, that was edited is read anew.
 */
export function createUnfinishedReader(): UnfinishedReader {
  const reader = createStretchReader();
  const lastEntries = new WeakMap<SyntaxNode, PlacedEntries>();
  const entriesOf = (stretch: Stretch): readonly TextEntry[] => {
    const { root } = stretch.part;
    const placed = placeEntries(stretch, lastEntries.get(root));
    lastEntries.set(root, placed);
    return placed.entries;
  };
  return {
    readEntries(text) {
      reader.remember(text);
      return reader.readStretches(text).flatMap(entriesOf);
    },
    placeAt(text, offset) {
      // what is read for a place ends there, and is none to remember
      reader.remember(text);
      return placeAt(text, offset, reader.readStretches);
    },
  };
}

type PlacedEntries = { readonly stretch: Stretch; readonly entries: readonly TextEntry[] };

/** The keys of a stretch, which may have moved since they were read. */
function placeEntries(stretch: Stretch, last: PlacedEntries | undefined): PlacedEntries {
  if (!last || !isAlike(stretch, last.stretch)) return { stretch, entries: entriesIn(stretch) };
  const by = stretch.part.offset - last.stretch.part.offset;
  if (by === 0) return last;
  const entries = last.entries.map(({ path, key, start, end, value }) => {
    return { path, key, start: start + by, end: end + by, value };
  });
  return { stretch, entries };
}

/** Whether the same names and positions lead to two stretches. */
function isAlike(a: Stretch, b: Stretch): boolean {
  return (
    a.itemsBefore === b.itemsBefore &&
    a.path.length === b.path.length &&
    a.path.every((step, i) => step === b.path[i])
  );
}
