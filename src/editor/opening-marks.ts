import type { OpeningId } from "../store/document/session.ts";

/** From a state of the editor's history on, up to the next mark, its text belongs to one opening. */
type Mark = { readonly version: number; readonly opening: OpeningId };

/**
 * Knows which opening each state of the editor's undo history belongs to. Texts do not tell: the same
 * one may have been opened twice, or typed. States bear the numbers that Monaco gives them, which
 * rise along its history and come back with undo and redo.
 */
export function createOpeningMarks(version: number, opening: OpeningId) {
  let marks: readonly Mark[] = [{ version, opening }];
  return {
    /** A state has come after the one numbered `last`; what could be redone from there is gone. */
    add(last: number, next: number, from: OpeningId): void {
      const reached = marks.filter((mark) => mark.version <= last);
      marks =
        reached.at(-1)?.opening === from ? reached : [...reached, { version: next, opening: from }];
    },
    at: (state: number): OpeningId =>
      marks.findLast((mark) => mark.version <= state)?.opening ?? opening,
  };
}
