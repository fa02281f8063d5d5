import { at, lowerBound } from "../../../text/collections.ts";
import { combinationIndex, type Combination } from "../../model.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { coordinatesAt, stridesOf, type Space } from "../../sweep/space.ts";
import type { Column } from "./columns.ts";
import { productOf, type Limits, type Product } from "./product.ts";
import { keepPositions, keepRanks, positionsIn, type Entries, type Ranking } from "./ranking.ts";
import { arrangeThinned } from "./thinned-rows.ts";
import { walkKeys, type Level, type Rows, type SortKey } from "./walk-keys.ts";

/** A column with the ranks that its values may have, ascending, and whether it may have none. */
export type RankFilter = {
  readonly column: Column;
  readonly ranking: Ranking;
  readonly ranks: readonly number[];
  readonly absent: boolean;
};

/** A strategy with what is left of its parameters. */
type Part = {
  readonly strategy: number;
  /** Combinations of the parameters that are left. */
  readonly rows: bigint;
  readonly limits: Limits;
};

/** Combinations that agree in the ranks of the first sorted columns. */
type State = {
  readonly parts: readonly Part[];
  /** Grid points that are left. */
  readonly points: bigint;
  readonly limits: Limits;
  readonly children: Map<number, State>;
  level: Level | undefined;
  tie: Tie | undefined;
};

/**
 * Filters and sorts the combinations of a space by their values, never enumerating them.
 *
 * How many rows have a rank is a product. Rows that tie in all sorted columns come by combination
 * index, a number whose digits are the positions that are left; strategies that differ in their
 * parameters stand in one block, or are parted by a column that they do not share.
 */
export function arrangeRows(
  { space, numbering }: Pick<Factored, "space" | "numbering">,
  filters: readonly RankFilter[],
  sort: readonly SortKey[],
): Rows {
  const { coupling } = numbering;
  if (coupling) return arrangeThinned(space, { ...numbering, coupling }, filters, sort);
  const filtered = new Map<Column, Entries[]>();
  for (const { column, ranking, ranks } of filters) {
    const lists = filtered.get(column) ?? ranking.lists;
    filtered.set(
      column,
      lists.map((entries) => keepRanks(entries, ranks)),
    );
  }
  const entriesOf = ({ column, ranking }: SortKey, list: number): Entries =>
    at(filtered.get(column) ?? ranking.lists, list);
  const start = startOf(space, filters, filtered);

  function levelOf(state: State, key: SortKey): Level {
    const rowsByEntries = new Map<Entries, bigint>();
    let present = 0n;
    for (const part of state.parts) {
      const { strategy, rows } = part;
      const list = key.column.listOf(strategy);
      if (list === undefined) continue;
      const entries = leftOf(key.column, entriesOf(key, list), state, part);
      if (entries.size === 0) continue;
      const rowsOfPart = rows * state.points;
      present += rowsOfPart;
      rowsByEntries.set(
        entries,
        (rowsByEntries.get(entries) ?? 0n) + rowsOfPart / BigInt(entries.size),
      );
    }
    const parts = Array.from(rowsByEntries, ([entries, perEntry]) => ({
      entries,
      rowsBelow: (number: number) => BigInt(number) * perEntry,
    }));
    return { parts, present };
  }

  return walkKeys(sort, {
    start,
    count: countOf(start),
    mostChildren: 1000,
    levelOf,
    decide: (state, key, rank) =>
      limitState(state, key.column, rank, (list) => entriesOf(key, list)),
    indexIn: (state, place) => combinationIndex(indexIn(space, state, place)),
    combinationAt: (index) =>
      index < 0n || index >= space.count ? undefined : { index, ...coordinatesAt(space, index) },
    placeAmongTied: (state, combination) => placeAmongTied(space, state, combination),
  });
}

/** What the filters leave of every strategy and of the grid. */
function startOf(
  { strategies, gridSizes, sizes }: Space,
  filters: readonly RankFilter[],
  filtered: ReadonlyMap<Column, readonly Entries[]>,
): State {
  const gridLimits = new Map<number, readonly number[]>();
  for (const [{ section, axisOf }, [entries]] of filtered) {
    if (section !== "grid" || !entries) continue;
    gridLimits.set(axisOf(0), inBoth(positionsIn(entries), gridLimits.get(axisOf(0))));
  }
  const points = gridSizes.reduce(
    (all, size, axis) => all * BigInt(gridLimits.get(axis)?.length ?? size),
    1n,
  );
  const parts = strategies.flatMap(({ index, parameters }): readonly Part[] => {
    const limits = new Map<number, readonly number[]>();
    let rows = at(sizes, index);
    for (const { column, absent } of filters) {
      if (column.section === "grid") continue;
      const list = column.listOf(index);
      if (list === undefined) {
        if (!absent) return [];
        continue;
      }
      const filteredPositions = positionsIn(at(filtered.get(column) ?? [], list));
      if (filteredPositions.length === 0) return [];
      if (column.section === "strategy") continue;
      const axis = column.axisOf(index);
      const positions = inBoth(filteredPositions, limits.get(axis));
      if (positions.length === 0) return [];
      const size = limits.get(axis)?.length ?? at(parameters, axis).values.count;
      rows = (rows / BigInt(size)) * BigInt(positions.length);
      limits.set(axis, positions);
    }
    return [{ strategy: index, rows, limits }];
  });
  return newState(parts, points, gridLimits);
}

/** The state in which a column has one rank, or no value at all. */
function limitState(
  state: State,
  column: Column,
  rank: number | undefined,
  entriesOf: (list: number) => Entries,
): State {
  const positionsOf = (entries: Entries): readonly number[] => {
    const from = entries.below(rank ?? 0);
    return Array.from({ length: entries.below((rank ?? 0) + 1) - from }, (_, i) =>
      entries.positionAt(from + i),
    );
  };
  if (column.section === "grid") {
    const entries = leftOf(column, entriesOf(0), state);
    const positions = rank === undefined ? [] : positionsOf(entries);
    const points = (state.points / BigInt(Math.max(entries.size, 1))) * BigInt(positions.length);
    const limits = new Map(state.limits).set(column.axisOf(0), positions);
    return newState(state.parts, points, limits);
  }
  const chosen = new Map<Entries, readonly number[]>();
  const parts = state.parts.flatMap((part): readonly Part[] => {
    const list = column.listOf(part.strategy);
    if (list === undefined || rank === undefined) return list === rank ? [part] : [];
    const entries = leftOf(column, entriesOf(list), state, part);
    const positions = chosen.get(entries) ?? positionsOf(entries);
    chosen.set(entries, positions);
    if (positions.length === 0) return [];
    if (column.section === "strategy") return [part];
    const rows = (part.rows / BigInt(entries.size)) * BigInt(positions.length);
    const limits = new Map(part.limits).set(column.axisOf(part.strategy), positions);
    return [{ ...part, rows, limits }];
  });
  return newState(parts, state.points, state.limits);
}

/** What of a column's entries is left where another column tells of the same axis. */
function leftOf(column: Column, entries: Entries, { limits }: State, part?: Part): Entries {
  const strategy = part?.strategy ?? 0;
  if (column.section === "strategy" || !column.isPaired(strategy)) return entries;
  const left = (column.section === "grid" ? limits : part?.limits)?.get(column.axisOf(strategy));
  if (!left) return entries;
  const byEntries = leftByPositions.get(left) ?? new Map<Entries, Entries>();
  leftByPositions.set(left, byEntries);
  const own = byEntries.get(entries) ?? keepPositions(entries, inBoth(positionsIn(entries), left));
  byEntries.set(entries, own);
  return own;
}

const leftByPositions = new WeakMap<readonly number[], Map<Entries, Entries>>();

/** Ascending positions that both lists have; the second one is all of them where it is absent. */
function inBoth(positions: readonly number[], others?: readonly number[]): readonly number[] {
  if (!others) return positions;
  const allowed = new Set(others);
  return positions.filter((position) => allowed.has(position));
}

function newState(parts: State["parts"], points: bigint, limits: State["limits"]): State {
  return { parts, points, limits, children: new Map(), level: undefined, tie: undefined };
}

function countOf({ parts, points }: State): bigint {
  return points * parts.reduce((sum, { rows }) => sum + rows, 0n);
}

/** What numbers the rows of a state, which come by combination index. */
type Tie = {
  readonly grid: Product;
  /** Rows of one grid point before every part, and of all parts. */
  readonly starts: readonly bigint[];
  readonly perPoint: bigint;
  /** The combinations of a part's parameters, made when asked for. */
  parametersOf(part: number): Product;
};

function tieOf(space: Space, state: State): Tie {
  if (state.tie) return state.tie;
  const starts: bigint[] = [];
  let perPoint = 0n;
  for (const { rows } of state.parts) {
    starts.push(perPoint);
    perPoint += rows;
  }
  const productByPart = new Map<number, Product>();
  const parametersOf = (place: number): Product => {
    const { strategy, limits } = at(state.parts, place);
    const sizes = at(space.strategies, strategy).parameters.map(({ values }) => values.count);
    const product = productByPart.get(place) ?? productOf(sizes, stridesOf(sizes), limits);
    productByPart.set(place, product);
    return product;
  };
  const grid = productOf(space.gridSizes, space.gridStrides, state.limits);
  return (state.tie = { grid, starts, perPoint, parametersOf });
}

/** The combination at a place among the rows of a state: grid point, then strategy, then parameters. */
function indexIn(space: Space, state: State, place: bigint): bigint {
  const { grid, starts, perPoint, parametersOf } = tieOf(space, state);
  const atPoint = place % perPoint;
  const part = lowerBound(starts.length, (i) => at(starts, i) > atPoint) - 1;
  const inside = parametersOf(part).indexAt(atPoint - at(starts, part));
  return (
    grid.indexAt(place / perPoint) + at(space.offsets, at(state.parts, part).strategy) + inside
  );
}

/** The place of a combination among the rows of a state; `undefined` for one that is not there. */
function placeAmongTied(
  space: Space,
  state: State,
  { strategy, grid: positions, parameters }: Combination,
): bigint | undefined {
  const part = state.parts.findIndex((one) => one.strategy === strategy.index);
  if (part === -1) return undefined;
  const { grid, starts, perPoint, parametersOf } = tieOf(space, state);
  const point = grid.placeOf(positions);
  const inside = parametersOf(part).placeOf(parameters);
  if (point === undefined || inside === undefined) return undefined;
  return point * perPoint + at(starts, part) + inside;
}
