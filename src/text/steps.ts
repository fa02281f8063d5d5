/**
 * Work that can pause: it yields where others may have their turn, and gives its result at the end. One
 * text of it serves what finishes at once and what takes a million rows, and both come to the same.
 */
export type Steps<Result> = Generator<void, Result>;

/** So many elements are handled between two pauses at most: a fraction of a millisecond. */
export const stepRows = 16_384;

/** Works to the end; `paused` hears of every pause. */
export function finish<Result>(steps: Steps<Result>, paused = (): void => {}): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    paused();
  }
}
