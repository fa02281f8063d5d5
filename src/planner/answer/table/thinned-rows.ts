import { at, lowerBound } from "../../../text/collections.ts";
import type { PlaceSet } from "../../sweep/box-state.ts";
import { boxSet } from "../../sweep/index-set.ts";
import { boxesOf, isEmptyLane, type Coupling, type Group, type Lane } from "../../sweep/lane.ts";
import type { Numbering } from "../../sweep/numbering.ts";
import {
  coordinatesAt,
  digitOf,
  gridPoints,
  withoutSingles,
  type Space,
} from "../../sweep/space.ts";
import { placeIn, type Column } from "./columns.ts";
import { keepRanks, type Entries } from "./ranking.ts";
import type { RankFilter, Rows, SortKey } from "./rows.ts";

/** A strategy with what rules, filters and columns that are decided leave of its axes. */
type Part = { readonly strategy: number; readonly groups: readonly Group[]; readonly rows: bigint };

/** Combinations that agree in the ranks of the first sorted columns. */
type State = {
  readonly parts: readonly Part[];
  readonly children: Map<number, State>;
  level: Level | undefined;
  tied: PlaceSet<bigint> | undefined;
};

/** A sorted column in a state, part by part, and how many combinations have a value in it. */
type Level = {
  readonly parts: readonly { readonly entries: Entries; readonly rowsBelow: RowsBelow }[];
  readonly present: bigint;
};

/** How many rows the first so many entries stand for. */
type RowsBelow = (entries: number) => bigint;

/** More states than this are not remembered. */
const mostChildren = 100;

/**
 * Filters and sorts what rules leave of the combinations, never enumerating them. As rows of a whole
 * product, but coupled axes are no product: the values of such an axis are weighed by how many tuples
 * of its group have each, and deciding one filters the group (spec page 7, "Representation").
 */
export function arrangeThinned(
  space: Space,
  numbering: Numbering & { readonly coupling: Coupling },
  filters: readonly RankFilter[],
  sort: readonly SortKey[],
): Rows {
  const keys = sort.filter(({ column }, i) => sort.findIndex((k) => k.column === column) === i);
  const narrow = withoutSingles(space);
  const start = stateOf(startParts(space, numbering.coupling, filters));
  const count = start.parts.reduce((sum, { rows }) => sum + rows, 0n);

  function levelAt(state: State, { column, ranking }: SortKey): Level {
    if (state.level) return state.level;
    const parts = state.parts.flatMap((part) => {
      const list = column.listOf(part.strategy);
      if (list === undefined) return [];
      const entries = at(ranking.lists, list);
      return [{ entries, rowsBelow: weigh(space, part, column, entries) }];
    });
    const present = parts.reduce(
      (sum, { entries, rowsBelow }) => sum + rowsBelow(entries.size),
      0n,
    );
    return (state.level = { parts, present });
  }

  /** Rows before the `step`-th rank in the column's direction. */
  function before(level: Level, { ranking, descending }: SortKey, step: number): bigint {
    let sum = 0n;
    for (const { entries, rowsBelow } of level.parts) {
      sum += descending
        ? rowsBelow(entries.size) - rowsBelow(entries.below(ranking.count - step))
        : rowsBelow(entries.below(step));
    }
    return sum;
  }

  /** The state with one more column decided; `step` is the number of ranks where it has none. */
  function decide(state: State, { column, ranking, descending }: SortKey, step: number): State {
    const child = state.children.get(step);
    if (child) return child;
    if (state.children.size >= mostChildren) state.children.clear();
    const isAbsent = step === ranking.count;
    const rank = descending ? ranking.count - 1 - step : step;
    const parts = state.parts.flatMap((part): readonly Part[] => {
      const list = column.listOf(part.strategy);
      if (list === undefined || isAbsent) return (list === undefined) === isAbsent ? [part] : [];
      return keepPart(space, part, column, positionsIn(keepRanks(at(ranking.lists, list), [rank])));
    });
    const next = stateOf(parts);
    state.children.set(step, next);
    return next;
  }

  /** The places of a state's rows, which tie in all columns and come by combination. */
  function tiedIn(state: State): PlaceSet<bigint> {
    const boxes = state.parts.flatMap(({ strategy, groups }) => {
      const lanes: Lane[] = [];
      lanes[strategy] = {
        onGrid: groups.filter(({ grid }) => grid.length > 0),
        inside: groups.filter(({ grid }) => grid.length === 0),
      };
      return boxesOf(narrow, lanes, [strategy], []);
    });
    return (state.tied ??= boxSet(narrow.space, boxes, (place) => place));
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
      return numbering.indexOf(tiedIn(state).at(remaining));
    },
    positionOf(index) {
      if (count === 0n || index < 0n || index >= numbering.count) return undefined;
      const place = numbering.placeOf(index);
      const combination = { index, ...coordinatesAt(space, place) };
      let state = start;
      let position = 0n;
      for (const key of keys) {
        const level = levelAt(state, key);
        const valuePlace = placeIn(key.column, combination);
        if (!valuePlace) {
          position += level.present;
          state = decide(state, key, key.ranking.count);
          continue;
        }
        const rank = at(key.ranking.lists, valuePlace.list).rankOf(valuePlace.position);
        const step = key.descending ? key.ranking.count - 1 - rank : rank;
        position += before(level, key, step);
        state = decide(state, key, step);
      }
      const tied = tiedIn(state);
      return tied.has(place) ? position + tied.countBelow(place) : undefined;
    },
  };
}

function stateOf(parts: readonly Part[]): State {
  return { parts, children: new Map(), level: undefined, tied: undefined };
}

/** What rules and filters leave of every strategy. */
function startParts(
  space: Space,
  { lanes }: Coupling,
  filters: readonly RankFilter[],
): readonly Part[] {
  const points = gridPoints(space);
  return space.strategies.flatMap(({ index }): readonly Part[] => {
    const lane = at(lanes, index);
    if (isEmptyLane(lane)) return [];
    const groups = [...lane.onGrid, ...lane.inside];
    const places = points * at(space.sizes, index);
    const rows = groups.reduce(
      (all, group) => (all / productOf(space, group, index)) * BigInt(group.tuples.length),
      places,
    );
    let parts: readonly Part[] = [{ strategy: index, groups, rows }];
    for (const { column, ranking, ranks, absent } of filters) {
      const list = column.listOf(index);
      if (list === undefined) {
        if (!absent) return [];
        continue;
      }
      const positions = positionsIn(keepRanks(at(ranking.lists, list), ranks));
      parts = parts.flatMap((part) => keepPart(space, part, column, positions));
    }
    return parts;
  });
}

/** How many rows the entries of a column stand for, from the first on. */
function weigh(space: Space, part: Part, column: Column, entries: Entries): RowsBelow {
  const { rows, groups, strategy } = part;
  if (column.section === "strategy") return (number) => (number > 0 ? rows : 0n);
  const axis = axisIn(column, strategy);
  const group = groups.find((one) => hasAxis(one, axis));
  if (!group) {
    const perEntry = rows / BigInt(Math.max(entries.size, 1));
    return (number) => BigInt(number) * perEntry;
  }
  const digit = digitIn(space, group, strategy, axis);
  const tuplesAt = new Float64Array(entries.size);
  for (const tuple of group.tuples) {
    const position = digit(tuple);
    tuplesAt[position] = (tuplesAt[position] ?? 0) + 1;
  }
  // tuples of the first so many entries; there are as many entries as positions
  const tuplesBelow = new Float64Array(entries.size + 1);
  for (let entry = 0; entry < entries.size; entry++) {
    tuplesBelow[entry + 1] = at(tuplesBelow, entry) + at(tuplesAt, entries.positionAt(entry));
  }
  const perTuple = rows / BigInt(group.tuples.length);
  return (number) => BigInt(at(tuplesBelow, number)) * perTuple;
}

/** A part with some positions of a column's axis alone; none where nothing is left. */
function keepPart(
  space: Space,
  part: Part,
  column: Column,
  positions: readonly number[],
): readonly Part[] {
  const { strategy, groups, rows } = part;
  if (positions.length === 0) return [];
  if (column.section === "strategy") return [part];
  const axis = axisIn(column, strategy);
  const group = groups.find((one) => hasAxis(one, axis));
  if (!group) {
    const alone = { ...axis, tuples: Uint32Array.from(positions) };
    const size = productOf(space, alone, strategy);
    const left = (rows / size) * BigInt(positions.length);
    return [{ strategy, groups: [...groups, alone], rows: left }];
  }
  const digit = digitIn(space, group, strategy, axis);
  const kept = new Set(positions);
  const tuples = group.tuples.filter((tuple) => kept.has(digit(tuple)));
  if (tuples.length === 0) return [];
  const left = (rows / BigInt(group.tuples.length)) * BigInt(tuples.length);
  return [
    {
      strategy,
      groups: groups.map((one) => (one === group ? { ...one, tuples } : one)),
      rows: left,
    },
  ];
}

/** The one axis that a column tells of, as those of a group. */
type ColumnAxis = Pick<Group, "grid" | "own">;

function axisIn({ section, axisOf }: Column, strategy: number): ColumnAxis {
  const axis = axisOf(strategy);
  return section === "grid" ? { grid: [axis], own: [] } : { grid: [], own: [axis] };
}

function hasAxis(group: Group, { grid, own }: ColumnAxis): boolean {
  return (
    grid.every((axis) => group.grid.includes(axis)) && own.every((axis) => group.own.includes(axis))
  );
}

function sizesIn({ gridSizes, strategies }: Space, { grid, own }: ColumnAxis, strategy: number) {
  const { parameters } = at(strategies, strategy);
  return [
    ...grid.map((axis) => at(gridSizes, axis)),
    ...own.map((axis) => at(parameters, axis).values.count),
  ];
}

function productOf(space: Space, group: ColumnAxis, strategy: number): bigint {
  return sizesIn(space, group, strategy).reduce((all, size) => all * BigInt(size), 1n);
}

function digitIn(space: Space, group: Group, strategy: number, { grid, own }: ColumnAxis) {
  const [axis] = grid;
  const place =
    axis === undefined
      ? group.grid.length + group.own.indexOf(at(own, 0))
      : group.grid.indexOf(axis);
  return digitOf(sizesIn(space, group, strategy), place);
}

/** All positions of some entries, ascending. */
function positionsIn(entries: Entries): readonly number[] {
  return Array.from({ length: entries.size }, (_, entry) => entries.positionAt(entry)).toSorted(
    (a, b) => a - b,
  );
}
