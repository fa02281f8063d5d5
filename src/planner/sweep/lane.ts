import { at, groupBy } from "../../text/collections.ts";
import type { RuleFigures } from "../model.ts";
import type { Claim } from "../workflow/workflow.ts";
import type { Box, PlaceSet, Stretch } from "./box-state.ts";
import { boxSet } from "./index-set.ts";
import { stridesOf, type NarrowSpace, type Space } from "./space.ts";

/** Axes that rules couple for a strategy, and the tuples of their positions that stay. */
export type Group = {
  /** Axes of the grid, by position, ascending; they come before the strategy's own. */
  readonly grid: readonly number[];
  /** The strategy's own axes, by position among its parameters, ascending. */
  readonly own: readonly number[];
  /** Tuple numbers, ascending, the last axis the fastest; never all of them. */
  readonly tuples: Uint32Array;
};

/**
 * What rules leave of a strategy's combinations: every group restricts its axes, the others are free.
 * Groups have no axis in common, so that one of them says nothing about another.
 */
export type Lane = {
  /** Those with an axis of the grid: one list for all strategies that no group tells apart there. */
  readonly onGrid: readonly Group[];
  /** Those of own axes alone. */
  readonly inside: readonly Group[];
};

/** What rules leave of a workflow's combinations, where they drop some. */
export type Coupling = {
  /** By position of the strategy. */
  readonly lanes: readonly Lane[];
  /** The number of the axes that are coupled with one of the grid, by its position. */
  readonly componentOf: ReadonlyMap<number, number>;
};

/** Whether rules leave nothing of a strategy. */
export function isEmptyLane({ onGrid, inside }: Lane): boolean {
  return [...onGrid, ...inside].some(({ tuples }) => tuples.length === 0);
}

/** What rules drop, by rule and all together. */
export type Dropping = {
  readonly coupling: Coupling | undefined;
  /** By strategy the axes of its lane, the grid's before its own, that some rule reads. */
  readonly reads: readonly ReadonlySet<number>[];
  /** In written order, those of constraints first. */
  readonly rules: readonly RuleFigures[];
  /** What becomes of the values in which they are written. */
  readonly uses: readonly Claim[];
};

/** Coordinates on axes that stand outside of groups, or that a part of a group must have. */
export type Fixed = Box["fixed"][number];

/** The boxes of all that lanes leave. */
export function survivorsOf(narrow: NarrowSpace, lanes: readonly Lane[]): readonly Box[] {
  const strategies = Array.from(lanes.keys()).filter((s) => !isEmptyLane(at(lanes, s)));
  const kinds = groupBy(strategies, (s) => at(lanes, s).onGrid);
  return Array.from(kinds.values()).flatMap((members) => boxesOf(narrow, lanes, members, []));
}

/**
 * The boxes of some strategies, alike on the grid, at fixed coordinates of axes that no group of theirs
 * has, by position; `keep` gives the tuples of a group that belong to them.
 */
export function boxesOf(
  { space, positions }: NarrowSpace,
  lanes: readonly Lane[] | undefined,
  strategies: readonly number[],
  fixed: readonly Fixed[],
  keep: (group: Group) => ArrayLike<number> = ({ tuples }) => tuples,
): readonly Box[] {
  const narrowed = (axes: readonly number[]): readonly number[] =>
    axes.flatMap((axis) => positions.get(axis) ?? []);
  const outside = fixed.map(({ axes, tuples }) => ({ axes: narrowed(axes), tuples }));
  const first = lanes?.[at(strategies, 0)];
  if (!lanes || !first) return [{ stretches: stretchesOf(space, strategies), fixed: outside }];
  const groups = first.onGrid.map((group) => ({
    axes: [...narrowed(group.grid), ...group.own.map((axis) => space.gridSizes.length + axis)],
    tuples: keep(group),
  }));
  const isTied = first.onGrid.some(({ own }) => own.length > 0);
  if (!isTied) {
    const stretches = strategies.some((s) => at(lanes, s).inside.length > 0)
      ? strategies.map((strategy) => stretchWithin(space, strategy, at(lanes, strategy)))
      : stretchesOf(space, strategies);
    return [{ stretches, fixed: [...outside, ...groups] }];
  }
  return strategies.map((strategy) => {
    const inside = at(lanes, strategy).inside.map(({ own, tuples }) => ({
      axes: own.map((axis) => space.gridSizes.length + axis),
      tuples,
    }));
    return {
      stretches: stretchesOf(space, [strategy]),
      fixed: [...outside, ...groups, ...inside],
      own: ownSizes(space, strategy),
    };
  });
}

/** The stretches of the block that strategies fill; neighbours are joined. */
function stretchesOf(space: Space, strategies: readonly number[]): readonly Stretch[] {
  const stretches: { start: bigint; length: bigint }[] = [];
  for (const strategy of strategies) {
    const start = space.offsets[strategy] ?? 0n;
    const length = space.sizes[strategy] ?? 0n;
    const last = stretches.at(-1);
    if (last && last.start + last.length === start) last.length += length;
    else stretches.push({ start, length });
  }
  return stretches;
}

/** The stretch of one strategy, with what groups of its own axes leave of it. */
function stretchWithin(space: Space, strategy: number, { inside }: Lane): Stretch {
  const stretch = at(stretchesOf(space, [strategy]), 0);
  if (inside.length === 0) return stretch;
  const gridSizes = ownSizes(space, strategy);
  const byGroups = insideByGroups.get(inside) ?? new Map<string, PlaceSet<bigint>>();
  insideByGroups.set(inside, byGroups);
  // strategies with the same groups and lists have one set
  const key = gridSizes.join();
  const set =
    byGroups.get(key) ??
    boxSet(
      { gridSizes, gridStrides: stridesOf(gridSizes), block: 1n, count: stretch.length },
      [
        {
          stretches: [{ start: 0n, length: 1n }],
          fixed: inside.map(({ own, tuples }) => ({ axes: own, tuples })),
        },
      ],
      (place) => place,
    );
  byGroups.set(key, set);
  return { ...stretch, inside: set };
}

const insideByGroups = new WeakMap<readonly Group[], Map<string, PlaceSet<bigint>>>();

function ownSizes({ strategies }: Space, strategy: number): readonly number[] {
  return at(strategies, strategy).parameters.map(({ values }) => values.count);
}
