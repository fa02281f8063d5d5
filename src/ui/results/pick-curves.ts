/** What a line of the curves is: the one that is selected, one of the best by rank, or one of the rest. */
export type Line = {
  readonly place: number;
  readonly kind: "selected" | "best" | "other";
  /** From 0, the best. */
  readonly rank: number;
};

/** The line of a selected combination that did not run: it has no place among the results. */
export const outsideLine: Line = { place: -1, kind: "selected", rank: -1 };

export const bestShown = 5;
export const mostLines = 24;

/**
 * Which combinations are drawn, in the order of drawing: some of the rest, spread evenly over the
 * ranks, then the best, then the selected one.
 */
export function pickLines(ranked: Int32Array, selected: number): readonly Line[] {
  const chosen = ranked.indexOf(selected);
  const lineAt = (rank: number): Line => ({
    place: ranked[rank] ?? -1,
    rank,
    kind: rank === chosen ? "selected" : rank < bestShown ? "best" : "other",
  });
  const best = Array.from({ length: Math.min(bestShown, ranked.length) }, (_, rank) => rank);
  const others = ranked.length - best.length - (chosen >= bestShown ? 1 : 0);
  const drawn = best.length + (chosen >= bestShown ? 1 : 0);
  const room = Math.min(others, mostLines - drawn);
  const rest = Array.from({ length: room }, (_, i) => {
    // the last of the ranks is always among them
    const part = room === 1 ? others - 1 : Math.round((i * (others - 1)) / (room - 1));
    const rank = best.length + part;
    return chosen >= bestShown && rank >= chosen ? rank + 1 : rank;
  });
  const below = [...rest.toReversed(), ...best.toReversed()].filter((rank) => rank !== chosen);
  return [...below, ...(chosen < 0 ? [] : [chosen])].map(lineAt);
}

/** Moves labels apart that would stand on each other, as little as it takes, inside of a range. */
export function spread(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): readonly number[] {
  const order = wanted.map((y, i) => ({ y, i })).toSorted((a, b) => a.y - b.y);
  const placed = order.map(({ y }) => y);
  for (let i = 0; i < placed.length; i++) {
    const above = i === 0 ? low : (placed[i - 1] ?? low) + gap;
    placed[i] = Math.max(placed[i] ?? low, above);
  }
  for (let i = placed.length - 1; i >= 0; i--) {
    const below = i === placed.length - 1 ? high : (placed[i + 1] ?? high) - gap;
    placed[i] = Math.min(placed[i] ?? high, below);
  }
  const result = Array.from(wanted, () => 0);
  for (const [n, { i }] of order.entries()) result[i] = placed[n] ?? 0;
  return result;
}
