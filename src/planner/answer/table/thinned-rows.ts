import { at } from "../../../text/collections.ts";
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
import type { Column } from "./columns.ts";
import { keepRanks, positionsIn, type Entries } from "./ranking.ts";
import type { RankFilter } from "./rows.ts";
import { walkKeys, type Level, type Rows, type SortKey } from "./walk-keys.ts";

/** A strategy with what rules, filters and columns that are decided leave of its axes. */
type Part = { readonly strategy: number; readonly groups: readonly Group[]; readonly rows: bigint };

/** Combinations that agree in the ranks of the first sorted columns. */
type State = {
  readonly parts: readonly Part[];
  readonly children: Map<number, State>;
  level: Level | undefined;
  tied: PlaceSet<bigint> | undefined;
};

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
  const narrow = withoutSingles(space);
  const start = stateOf(startParts(space, numbering.coupling, filters));
  const count = start.parts.reduce((sum, { rows }) => sum + rows, 0n);

  function levelOf(state: State, { column, ranking }: SortKey): Level {
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
    return { parts, present };
  }

  function decide(state: State, { column, ranking }: SortKey, rank: number | undefined): State {
    const parts = state.parts.flatMap((part): readonly Part[] => {
      const list = column.listOf(part.strategy);
      if (list === undefined || rank === undefined) return list === rank ? [part] : [];
      return keepPart(space, part, column, positionsIn(keepRanks(at(ranking.lists, list), [rank])));
    });
    return stateOf(parts);
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

  return walkKeys(sort, {
    start,
    count,
    mostChildren: 100,
    levelOf,
    decide,
    indexIn: (state, place) => numbering.indexOf(tiedIn(state).at(place)),
    combinationAt: (index) =>
      index < 0n || index >= numbering.count
        ? undefined
        : { index, ...coordinatesAt(space, numbering.placeOf(index)) },
    placeAmongTied(state, { index }) {
      const place = numbering.placeOf(index);
      const tied = tiedIn(state);
      return tied.has(place) ? tied.countBelow(place) : undefined;
    },
  });
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
function weigh(
  space: Space,
  part: Part,
  column: Column,
  entries: Entries,
): (entries: number) => bigint {
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
