import { at, lowerBound } from "../../../text/collections.ts";
import type { Value } from "../../../yaml/value.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import type { AxisValues } from "../../workflow/workflow.ts";

/** The values of one list in the order of a column: its entries, those of equal rank by position. */
export type Entries = {
  readonly size: number;
  /** How many entries have a lower rank. */
  below(rank: number): number;
  /** The position in the list, of the entry at a place of this order. */
  positionAt(entry: number): number;
  /** The rank of the value at a position of the list. */
  rankOf(position: number): number;
};

/** The distinct values of a column in ascending order, and every list of the column in that order. */
export type Ranking = {
  readonly count: number;
  valueAt(rank: number): Value;
  /** The rank of a value, if the column has it. */
  rankOf(value: Value): number | undefined;
  readonly lists: readonly Entries[];
};

/** A column of more values in lists that are not one ascending range is not sorted, which would take long. */
const mostSorted = 200_000;

/**
 * Ranks the values of some lists together, equal values alike: numbers by value, then texts and the
 * rest. One ascending range, however long, costs nothing; `undefined` where there are too many.
 */
export function rankLists(lists: readonly AxisValues[]): Ranking | undefined {
  const [only] = lists;
  if (only && lists.length === 1 && only.ascending) return ascendingRanking(only);
  return isRankable(lists) ? sortedRanking(lists) : undefined;
}

/** Whether lists are few and short enough to be ranked together; asked before the work is done. */
export function isRankable(lists: readonly AxisValues[]): boolean {
  if (lists.length === 1 && lists[0]?.ascending) return true;
  return lists.reduce((sum, { count }) => sum + count, 0) <= mostSorted;
}

function ascendingRanking(list: AxisValues): Ranking {
  const { count } = list;
  const entries: Entries = {
    size: count,
    below: (rank) => Math.min(Math.max(rank, 0), count),
    positionAt: (entry) => entry,
    rankOf: (position) => position,
  };
  return {
    count,
    valueAt: list.at,
    rankOf: (value) => find(count, list.at, value),
    lists: [entries],
  };
}

function sortedRanking(lists: readonly AxisValues[]): Ranking {
  const located = lists.flatMap(({ count, at: valueAt }, list) =>
    Array.from({ length: count }, (_, position) => ({ list, position, value: valueAt(position) })),
  );
  // the sort is stable: equal values of one list stay by position
  located.sort((a, b) => compareValues(a.value, b.value));
  const values: Value[] = [];
  const orders = lists.map(({ count }) => ({
    ranks: new Uint32Array(count),
    positions: new Uint32Array(count),
    rankOf: new Uint32Array(count),
    size: 0,
  }));
  for (const { list, position, value } of located) {
    const last = values.at(-1);
    if (!last || compareValues(last, value) !== 0) values.push(value);
    const rank = values.length - 1;
    const order = at(orders, list);
    order.ranks[order.size] = rank;
    order.positions[order.size] = position;
    order.rankOf[position] = rank;
    order.size += 1;
  }
  const valueAt = (rank: number): Value => at(values, rank);
  return {
    count: values.length,
    valueAt,
    rankOf: (value) => find(values.length, valueAt, value),
    lists: orders.map(({ ranks, positions, rankOf }) => ({
      size: ranks.length,
      below: (rank) => placeOf(ranks, rank),
      positionAt: (entry) => at(positions, entry),
      rankOf: (position) => at(rankOf, position),
    })),
  };
}

/** Only the entries of some ranks, which are ascending. */
export function keepRanks(entries: Entries, ranks: readonly number[]): Entries {
  const kept: number[] = [];
  const keptRanks: number[] = [];
  for (const rank of ranks) {
    const end = entries.below(rank + 1);
    for (let entry = entries.below(rank); entry < end; entry++) {
      kept.push(entries.positionAt(entry));
      keptRanks.push(rank);
    }
  }
  return {
    size: kept.length,
    below: (rank) => placeOf(keptRanks, rank),
    positionAt: (entry) => at(kept, entry),
    rankOf: entries.rankOf,
  };
}

/** Only the entries at some positions of the list. */
export function keepPositions(entries: Entries, positions: readonly number[]): Entries {
  const kept = positions
    .map((position) => ({ position, rank: entries.rankOf(position) }))
    .toSorted((a, b) => a.rank - b.rank || a.position - b.position);
  const ranks = kept.map(({ rank }) => rank);
  return {
    size: kept.length,
    below: (rank) => placeOf(ranks, rank),
    positionAt: (entry) => at(kept, entry).position,
    rankOf: entries.rankOf,
  };
}

/** How many of some ascending numbers are below another. */
function placeOf(ascending: ArrayLike<number>, value: number): number {
  return lowerBound(ascending.length, (place) => at(ascending, place) >= value);
}

function find(count: number, valueAt: (rank: number) => Value, wanted: Value): number | undefined {
  const rank = lowerBound(count, (place) => compareValues(valueAt(place), wanted) >= 0);
  return rank < count && compareValues(valueAt(rank), wanted) === 0 ? rank : undefined;
}

/**
 * Orders any two values; zero for those that make equal configurations, so `1` stands before `1.0`
 * and `-0.0` before `0.0`.
 */
export function compareValues(a: Value, b: Value): number {
  const kinds = kindOf(a) - kindOf(b);
  if (kinds !== 0) return kinds;
  if ((a.type === "int" || a.type === "float") && (b.type === "int" || b.type === "float")) {
    return compareNumbers(a.value, b.value);
  }
  if (a.type === "text" && b.type === "text") return compareTexts(a.value, b.value);
  return compareTexts(equalityText(a), equalityText(b));
}

/** Numbers come first, what the engine cannot hash last. */
function kindOf({ type }: Value): number {
  if (type === "int" || type === "float") return 0;
  const kinds: readonly Value["type"][] = ["bool", "text", "null", "list", "map", "date", "binary"];
  return 1 + (kinds.includes(type) ? kinds.indexOf(type) : kinds.length);
}

function compareNumbers(a: bigint | number, b: bigint | number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  return placeAmongEqual(a) - placeAmongEqual(b);
}

/** An integer before the float of the same value, the negative zero before zero, NaN after all. */
function placeAmongEqual(value: bigint | number): number {
  if (typeof value === "bigint") return Object.is(Number(value), 0) ? 1 : 0;
  if (Number.isNaN(value)) return 3;
  return Object.is(value, -0) ? 0 : 2;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** All positions of some entries, ascending. */
export function positionsIn(entries: Entries): readonly number[] {
  return Array.from({ length: entries.size }, (_, entry) => entries.positionAt(entry)).toSorted(
    (a, b) => a - b,
  );
}
