import { at, lowerBound } from "../../../text/collections.ts";
import type { Combination, CombinationIndex } from "../../model.ts";
import { placeIn, type Column } from "./columns.ts";
import type { Entries, Ranking } from "./ranking.ts";

/** A column to sort by; combinations that do not have it come last in either direction. */
export type SortKey = {
  readonly column: Column;
  readonly ranking: Ranking;
  readonly descending: boolean;
};

/** The combinations that some filters leave, in some order. */
export type Rows = {
  readonly count: bigint;
  at(position: bigint): CombinationIndex;
  /** Where a combination stands; `undefined` for one that is filtered out. */
  positionOf(index: CombinationIndex): bigint | undefined;
};

/** A sorted column in a state: its entries, and how many rows the first so many of them stand for. */
export type Level = {
  readonly parts: readonly {
    readonly entries: Entries;
    readonly rowsBelow: (entries: number) => bigint;
  }[];
  /** Combinations with a value in the column; those without come after them. */
  readonly present: bigint;
};

/** Combinations that agree in the ranks of the first sorted columns. */
type KeyState<State> = { readonly children: Map<number, State>; level: Level | undefined };

/** How the combinations of a state are held: as parts of a whole product, or of what rules leave. */
type Held<State> = {
  readonly start: State;
  readonly count: bigint;
  /** More states than this after one are not remembered: a scroll meets the same ones again and again. */
  readonly mostChildren: number;
  levelOf(state: State, key: SortKey): Level;
  /** The state with one more column decided: it has this rank, or no value where that is absent. */
  decide(state: State, key: SortKey, rank: number | undefined): State;
  /** The combination at a place among those of a state, which tie in all columns. */
  indexIn(state: State, place: bigint): CombinationIndex;
  combinationAt(index: CombinationIndex): Combination | undefined;
  placeAmongTied(state: State, combination: Combination): bigint | undefined;
};

/**
 * Sorts combinations without enumerating them. Columns are decided one after the other: how many rows
 * have a lower rank is told by each state, so the rank at a position is found by binary search.
 */
export function walkKeys<State extends KeyState<State>>(
  sort: readonly SortKey[],
  held: Held<State>,
): Rows {
  const keys = sort.filter(({ column }, i) => sort.findIndex((k) => k.column === column) === i);
  const { start, count, mostChildren } = held;

  const levelAt = (state: State, key: SortKey): Level => (state.level ??= held.levelOf(state, key));

  /** Rows before the `step`-th rank in the column's direction. */
  function before({ parts }: Level, { ranking, descending }: SortKey, step: number): bigint {
    let sum = 0n;
    for (const { entries, rowsBelow } of parts) {
      sum += descending
        ? rowsBelow(entries.size) - rowsBelow(entries.below(ranking.count - step))
        : rowsBelow(entries.below(step));
    }
    return sum;
  }

  /** The state after a step of a column; `step` is the number of ranks where it has no value. */
  function decide(state: State, key: SortKey, step: number): State {
    const child = state.children.get(step);
    if (child) return child;
    if (state.children.size >= mostChildren) state.children.clear();
    const { ranking, descending } = key;
    const rank = descending ? ranking.count - 1 - step : step;
    const next = held.decide(state, key, step === ranking.count ? undefined : rank);
    state.children.set(step, next);
    return next;
  }

  return {
    count,
    at(position) {
      if (position < 0n || position >= count) throw new RangeError(`row ${position} of ${count}`);
      let state = start;
      let remaining = position;
      for (const key of keys) {
        const level = levelAt(state, key);
        if (remaining >= level.present) {
          remaining -= level.present;
          state = decide(state, key, key.ranking.count);
          continue;
        }
        const above = lowerBound(key.ranking.count, (rank) => before(level, key, rank) > remaining);
        remaining -= before(level, key, above - 1);
        state = decide(state, key, above - 1);
      }
      return held.indexIn(state, remaining);
    },
    positionOf(index) {
      const combination = count === 0n ? undefined : held.combinationAt(index);
      if (!combination) return undefined;
      let state = start;
      let position = 0n;
      for (const key of keys) {
        const level = levelAt(state, key);
        const place = placeIn(key.column, combination);
        if (!place) {
          position += level.present;
          state = decide(state, key, key.ranking.count);
          continue;
        }
        const rank = at(key.ranking.lists, place.list).rankOf(place.position);
        const step = key.descending ? key.ranking.count - 1 - rank : rank;
        position += before(level, key, step);
        state = decide(state, key, step);
      }
      const place = held.placeAmongTied(state, combination);
      return place === undefined ? undefined : position + place;
    },
  };
}
