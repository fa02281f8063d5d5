import { at } from "../../text/collections.ts";
import { stepRows, type Steps } from "../../text/steps.ts";

/** How much of a figure's variance some groups of rows explain. */
export type Share = {
  /** η²: from 0 to 1, the squares between the groups over all squares. */
  readonly explained: number;
  /** The same less what as many groups would explain by chance: 0 where each row is a group of its own. */
  readonly adjusted: number;
};

/** The values of an axis by place, as numbers below `size`; −1 where a row has none. */
export type CodedAxis = { readonly codes: Int32Array; readonly size: number };

/** Which axes a figure depends on. */
export type Sensitivity = {
  /** How many rows it is found from. */
  readonly rows: number;
  /** By axis. */
  readonly axes: readonly Share[];
  /** Two axes together: by the cells of both, so what each explains alone is in it. */
  readonly pairs: readonly (Share & { readonly first: number; readonly second: number })[];
  /** Whether every value meets every other equally often: else shares of axes overlap. */
  readonly orthogonal: boolean;
};

/** Pairs are made of so many axes at most, those that explain most alone. */
const mostPaired = 20;
/** Groups up to this number stand in arrays, beyond that those that are met get numbers. */
const mostListed = 2 ** 22;

/**
 * Tells how much of a figure's variance each axis explains, and each pair of axes: with m the mean of
 * all rows, m_v that of the n_v rows of a value, Σ n_v (m_v − m)² ÷ Σ (y − m)². Rows without a value of
 * an axis are explained by nothing. Sums run in the order of `places` and of codes, so they are equal
 * bit for bit wherever they are computed. Costs one pass for each axis and each pair; of a figure
 * without variance nothing explains anything.
 */
export function* sensitivityOf(
  figure: Float64Array,
  places: Int32Array,
  axes: readonly CodedAxis[],
): Steps<Sensitivity> {
  const { mean, squares } = yield* spreadOf(figure, places);
  const rows: Rows = { figure, places, mean, squares };
  const alone: Counted[] = [];
  for (const { codes, size } of axes) {
    alone.push(yield* shareOf(rows, size, (place) => codes[place] ?? -1));
  }
  const paired = axes
    .map((_, axis) => axis)
    .toSorted((a, b) => at(alone, b).explained - at(alone, a).explained || a - b)
    .slice(0, mostPaired)
    .toSorted((a, b) => a - b);
  const pairs: Sensitivity["pairs"][number][] = [];
  let orthogonal = true;
  for (const [n, first] of paired.entries()) {
    for (const second of paired.slice(n + 1)) {
      const { codes: down, size: height } = at(axes, first);
      const { codes: across, size: width } = at(axes, second);
      const cellOf = (place: number): number => {
        const [row, column] = [down[place] ?? -1, across[place] ?? -1];
        return row < 0 || column < 0 ? -1 : row * width + column;
      };
      const cells = yield* shareOf(rows, height * width, cellOf);
      pairs.push({ first, second, explained: cells.explained, adjusted: cells.adjusted });
      orthogonal &&= isBalanced(cells, at(alone, first), at(alone, second));
    }
  }
  return {
    rows: places.length,
    axes: alone.map(({ explained, adjusted }) => ({ explained, adjusted })),
    pairs,
    orthogonal,
  };
}

type Counted = Share & {
  /** How many rows each group has; absent where groups are too many to be listed. */
  readonly counts: Int32Array | undefined;
  /** How many rows have a group. */
  readonly present: number;
};

type Rows = {
  readonly figure: Float64Array;
  readonly places: Int32Array;
  readonly mean: number;
  readonly squares: number;
};

function* spreadOf(
  figure: Float64Array,
  places: Int32Array,
): Steps<{ readonly mean: number; readonly squares: number }> {
  let sum = 0;
  for (let i = 0; i < places.length; i++) {
    if (i % stepRows === 0) yield;
    sum += figure[places[i] ?? 0] ?? 0;
  }
  const mean = sum / places.length;
  let squares = 0;
  for (let i = 0; i < places.length; i++) {
    if (i % stepRows === 0) yield;
    squares += ((figure[places[i] ?? 0] ?? 0) - mean) ** 2;
  }
  return { mean, squares };
}

function* shareOf(
  { figure, places, mean, squares }: Rows,
  size: number,
  groupOf: (place: number) => number,
): Steps<Counted> {
  const isListed = size <= mostListed;
  const numberOf = isListed ? undefined : numberGroups(places, groupOf);
  const groups = numberOf?.size ?? size;
  const [sums, counts] = [new Float64Array(groups), new Int32Array(groups)];
  let present = 0;
  let around = 0;
  for (let i = 0; i < places.length; i++) {
    if (i % stepRows === 0) yield;
    const place = places[i] ?? 0;
    const own = groupOf(place);
    if (own < 0) continue;
    const group = numberOf ? (numberOf.get(own) ?? 0) : own;
    const value = figure[place] ?? 0;
    sums[group] = (sums[group] ?? 0) + value;
    counts[group] = (counts[group] ?? 0) + 1;
    present++;
    around += (value - mean) ** 2;
  }
  let between = 0;
  let met = 0;
  for (let group = 0; group < groups; group++) {
    if (group % stepRows === 0) yield;
    const count = counts[group] ?? 0;
    if (count === 0) continue;
    met++;
    between += count * ((sums[group] ?? 0) / count - mean) ** 2;
  }
  const within = Math.max(0, around - between);
  const left = present - met;
  const chance = left > 0 ? ((met - 1) * within) / left : between;
  const share = (part: number): number =>
    squares > 0 && Number.isFinite(squares) ? Math.min(1, part / squares) : 0;
  return {
    explained: share(between),
    adjusted: share(between - chance),
    counts: isListed ? counts : undefined,
    present,
  };
}

/** Numbers the groups that are met, in their order. */
function numberGroups(
  places: Int32Array,
  groupOf: (place: number) => number,
): ReadonlyMap<number, number> {
  const groups = Float64Array.from(new Set(Array.from(places, groupOf))).toSorted();
  return new Map(
    Array.from(
      groups.filter((group) => group >= 0),
      (group, number) => [group, number],
    ),
  );
}

/** Whether each cell has as many rows as its row and its column promise. */
function isBalanced(cells: Counted, down: Counted, across: Counted): boolean {
  // more cells than rows: some are empty
  if (!cells.counts || !down.counts || !across.counts) return false;
  const width = across.counts.length;
  for (let cell = 0; cell < cells.counts.length; cell++) {
    const inRow = down.counts[Math.floor(cell / width)] ?? 0;
    const inColumn = across.counts[cell % width] ?? 0;
    if ((cells.counts[cell] ?? 0) * cells.present !== inRow * inColumn) return false;
  }
  return true;
}
