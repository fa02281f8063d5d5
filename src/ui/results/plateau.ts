import { medianOf, type HeatCell, type HeatGrid } from "./heat-grid.ts";

/** How far from the median cell to the best one a cell must be, to be as good as the best. */
export const plateauShare = 0.8;
/** A cell whose neighbours all stay below this part of the way to it stands alone. */
export const loneShare = 0.5;

export type Plateau = {
  /** The positions of the cells that hang together with the best one, ascending. */
  readonly cells: readonly number[];
  readonly best: number;
  /** The positions of cells as good as the best whose neighbours are all far lower. */
  readonly lone: readonly number[];
};

/**
 * Where a figure is good over a whole region, and where it is so by itself. Cells hang together side
 * by side along axes of numbers; along names nothing is near. None where all cells are alike.
 */
export function findPlateau(grid: HeatGrid, higherIsBetter: boolean): Plateau | undefined {
  const sign = higherIsBetter ? 1 : -1;
  const goodness = grid.cells.map(({ value }) => sign * value);
  const known = goodness.filter((value) => !Number.isNaN(value));
  const median = medianOf(known);
  const highest = known.reduce((most, value) => Math.max(most, value), -Infinity);
  const lowest = known.reduce((least, value) => Math.min(least, value), Infinity);
  if (known.length < 2 || highest === lowest) return undefined;
  const best = goodness.indexOf(highest);
  const isGood = (cell: number): boolean => {
    const value = goodness[cell] ?? Number.NaN;
    return value === highest || value >= median + plateauShare * (highest - median);
  };
  const reached = new Set([best]);
  for (const cell of reached) {
    for (const next of neighbours(grid, cell)) if (isGood(next)) reached.add(next);
  }
  const isLone = (cell: number): boolean => {
    const own = goodness[cell] ?? Number.NaN;
    const around = neighbours(grid, cell).flatMap((next) => {
      const value = goodness[next] ?? Number.NaN;
      return Number.isNaN(value) ? [] : [value];
    });
    const limit = median + loneShare * (own - median);
    return own > median && around.length > 1 && around.every((value) => value < limit);
  };
  const lone = grid.cells.flatMap((_, cell) => (isGood(cell) && isLone(cell) ? [cell] : []));
  return { cells: [...reached].toSorted((a, b) => a - b), best, lone };
}

/** The cells beside a cell, along axes that have an order. */
export function neighbours({ across, down, cells }: HeatGrid, cell: number): readonly number[] {
  const width = across.steps.length;
  const height = down?.steps.length ?? 1;
  const { column, row } = cells[cell] ?? { column: -1, row: -1 };
  const found: number[] = [];
  if (across.ordered) {
    if (column > 0) found.push(cell - 1);
    if (column + 1 < width) found.push(cell + 1);
  }
  if (down?.ordered) {
    if (row > 0) found.push(cell - width);
    if (row + 1 < height) found.push(cell + width);
  }
  return found;
}

/** The sides of cells where a region ends, as lines of a path; a cell is 1 wide and 1 high. */
export function outlineOf(
  cells: readonly HeatCell[],
  region: readonly number[],
): readonly (readonly [x1: number, y1: number, x2: number, y2: number])[] {
  const inside = new Set(
    region.flatMap((at) => {
      const cell = cells[at];
      return cell ? [`${cell.column},${cell.row}`] : [];
    }),
  );
  return region.flatMap((at) => {
    const cell = cells[at];
    if (!cell) return [];
    const { column: x, row: y } = cell;
    const sides = [
      { beside: `${x},${y - 1}`, line: [x, y, x + 1, y] },
      { beside: `${x},${y + 1}`, line: [x, y + 1, x + 1, y + 1] },
      { beside: `${x - 1},${y}`, line: [x, y, x, y + 1] },
      { beside: `${x + 1},${y}`, line: [x + 1, y, x + 1, y + 1] },
    ] as const;
    return sides.flatMap(({ beside, line }) => (inside.has(beside) ? [] : [line]));
  });
}
