import { stepRows, type Steps } from "../../text/steps.ts";
import type { Mask } from "./arrange-results.ts";
import type { Measured } from "./heat-grid.ts";
import { scaleOfSorted, type Figure, type Scale } from "./measure.ts";
import { bestFirst } from "./order.ts";

/** More lines than this are told apart by nobody, and take long to draw. */
export const mostDrawn = 2000;
/** Of those that no brush lets through fewer are enough. */
const mostTraces = 500;

/** The combinations that are drawn as lines. */
export type DrawnLines = {
  /** The best last, on top of the others. */
  readonly places: Int32Array;
  /** How many there are, drawn or not: all that have the figure. */
  readonly count: number;
  readonly scale: Scale;
};

/** All combinations that have a figure, or of more than can be drawn an even choice by rank, the best among them. */
export function* drawnLines(
  run: Measured,
  figure: Figure,
  among: Mask | undefined,
): Steps<DrawnLines> {
  const ranked = yield* bestFirst(run, figure);
  const count = ranked.length;
  const column = run.figures[figure.name];
  const rising = (at: number): number =>
    column[ranked[figure.best === "highest" ? count - 1 - at : at] ?? -1] ?? Number.NaN;
  const scale = scaleOfSorted(figure, count, rising);
  if (count <= mostDrawn) return { places: ranked.toReversed(), count, scale };
  const isPassing = new Uint8Array(count);
  let passing = count;
  if (among) {
    passing = 0;
    for (let rank = 0; rank < count; rank++) {
      if (rank % stepRows === 0) yield;
      if (among.has[ranked[rank] ?? -1] !== 1) continue;
      isPassing[rank] = 1;
      passing++;
    }
  } else isPassing.fill(1);
  const takes = [chooser(count - passing, mostTraces), chooser(passing, mostDrawn)] as const;
  const drawn: number[] = [];
  for (let rank = 0; rank < count; rank++) {
    if (rank % stepRows === 0) yield;
    if (takes[isPassing[rank] === 1 ? 1 : 0]()) drawn.push(ranked[rank] ?? 0);
  }
  return { places: Int32Array.from(drawn.toReversed()), count, scale };
}

/** Takes so many of some that come one by one, evenly, the first among them. */
function chooser(count: number, most: number): () => boolean {
  if (count <= most) return () => true;
  let seen = 0;
  let taken = 0;
  return () => {
    const takes = seen++ * most >= taken * count;
    if (takes) taken++;
    return takes;
  };
}
