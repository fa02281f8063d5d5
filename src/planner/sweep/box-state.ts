import { lowerBound } from "../../text/collections.ts";
import type { SetOf } from "../model.ts";
import { stridesOf, type Space } from "./space.ts";

/** What a set needs to know of a space: the grid outside, and how long one block is. */
export type Lattice = Pick<Space, "gridSizes" | "gridStrides" | "block" | "count">;

/** A stretch of the block, or some elements of it. */
export type Stretch = {
  readonly start: bigint;
  readonly length: bigint;
  /** The elements that belong to the set, counted from `start`; all of them where absent. */
  readonly inside?: PlaceSet<bigint>;
};

/** A set of places that tells how many of its elements come before a place, in it or not. */
export type PlaceSet<Element extends bigint> = SetOf<Element> & {
  countBelow(place: bigint): bigint;
  /** The same in plain numbers, where that is safe. */
  readonly walk: NumberWalk | undefined;
};

/** Elements to positions and back, in plain numbers. */
export type NumberWalk = {
  /** The place of the element at a position that is below the count. */
  at(position: number): number;
  /** How many elements come before a place of the space. */
  countBelow(place: number): number;
};

/**
 * Combinations of some strategies at some grid points: stretches of the block, at every grid point
 * whose coordinates are among the fixed ones. Axes that no entry of `fixed` names are free.
 */
export type Box = {
  /** Stretches inside the block, ascending and disjoint. */
  readonly stretches: readonly Stretch[];
  /** Allowed coordinates of some axes together: tuple numbers, ascending, the last axis fastest. */
  readonly fixed: readonly {
    readonly axes: readonly number[];
    readonly tuples: ArrayLike<number>;
  }[];
  /**
   * The sizes of the axes inside the one stretch that the box has, where `fixed` ties them to axes of
   * the grid: they are numbered on from those.
   */
  readonly own?: readonly number[];
};

/** Of one group of fixed axes, the tuples that agree with the coordinates chosen so far. */
type Chosen = {
  readonly tuples: ArrayLike<number>;
  readonly low: number;
  readonly high: number;
  /** The tuple number that the coordinates chosen so far begin with. */
  readonly prefix: number;
};

/** A box with the coordinates of the outer axes chosen. */
export type State = {
  readonly stretches: Box["stretches"];
  /** Elements at one grid point; where axes inside are tied to the grid, they are counted as axes. */
  readonly perPoint: bigint;
  /** Of the grid's axes, then of those inside that are tied to them: what they are, and a step's worth. */
  readonly sizes: readonly number[];
  readonly strides: readonly bigint[];
  /** For every axis, the group that fixes it and how many tuples share one coordinate of it. */
  readonly groupOf: readonly ({ readonly group: number; readonly stride: number } | undefined)[];
  readonly chosen: readonly Chosen[];
};

export function stateOf(space: Lattice, { stretches, fixed, own }: Box): State {
  const sizes = own ? [...space.gridSizes, ...own] : space.gridSizes;
  const strides = own ? [...space.gridStrides, ...stridesOf(own)] : space.gridStrides;
  const groupOf: ({ group: number; stride: number } | undefined)[] = sizes.map(() => undefined);
  for (const [group, { axes }] of fixed.entries()) {
    let stride = 1;
    for (const axis of axes.toReversed()) {
      groupOf[axis] = { group, stride };
      stride *= sizes[axis] ?? 1;
    }
  }
  return {
    stretches,
    perPoint: own ? 1n : stretches.reduce((sum, stretch) => sum + sizeOf(stretch), 0n),
    sizes,
    strides,
    groupOf,
    chosen: fixed.map(({ tuples }) => ({ tuples, low: 0, high: tuples.length, prefix: 0 })),
  };
}

/** Elements of a state whose axes before `axis` are chosen. */
export function countOf({ perPoint, chosen, groupOf, sizes }: State, axis: number): bigint {
  let count = perPoint;
  for (const { low, high } of chosen) count *= BigInt(high - low);
  for (let free = axis; free < groupOf.length; free++) {
    if (!groupOf[free]) count *= BigInt(sizes[free] ?? 1);
  }
  return count;
}

/** The state with the coordinates of `axis` limited to `from` ≤ coordinate < `to`. */
function limit(state: State, axis: number, from: number, to: number): State {
  const place = state.groupOf[axis];
  if (!place) return state;
  const chosen = state.chosen.map((old, group) => {
    if (group !== place.group) return old;
    const low = firstFrom(old.tuples, old.prefix + from * place.stride, old.low, old.high);
    const high = firstFrom(old.tuples, old.prefix + to * place.stride, low, old.high);
    return { ...old, low, high };
  });
  return { ...state, chosen };
}

export function choose(state: State, axis: number, coordinate: number): State {
  const place = state.groupOf[axis];
  if (!place) return state;
  const limited = limit(state, axis, coordinate, coordinate + 1);
  const chosen = limited.chosen.map((old, group) =>
    group === place.group ? { ...old, prefix: old.prefix + coordinate * place.stride } : old,
  );
  return { ...limited, chosen };
}

export function isEmpty({ chosen }: State): boolean {
  return chosen.some(({ low, high }) => low >= high);
}

export function sizeOf({ length, inside }: Stretch): bigint {
  return inside?.count ?? length;
}

/** Elements of a state whose coordinate on `axis` is below a given one. */
export function countBelow(state: State, axis: number, coordinate: number): bigint {
  if (!state.groupOf[axis]) return countOf(state, axis + 1) * BigInt(coordinate);
  return countOf(limit(state, axis, 0, coordinate), axis + 1);
}

/** The coordinates of an axis at which any of the states has elements, ascending. */
export function coordinatesFrom(states: readonly State[], axis: number): Iterable<number> {
  if (states.some(({ groupOf }) => !groupOf[axis]))
    return Array(states[0]?.sizes[axis] ?? 1).keys();
  const coordinates = new Set<number>();
  for (const { groupOf, chosen } of states) {
    const place = groupOf[axis];
    const group = place && chosen[place.group];
    if (!place || !group) continue;
    for (let i = group.low; i < group.high; i++) {
      coordinates.add(Math.floor(((group.tuples[i] ?? 0) - group.prefix) / place.stride));
    }
  }
  return [...coordinates].toSorted((a, b) => a - b);
}

/** The first place from `low` to `high` whose tuple is not below a value. */
function firstFrom(tuples: ArrayLike<number>, value: number, low: number, high: number): number {
  return low + lowerBound(high - low, (place) => (tuples[low + place] ?? Infinity) >= value);
}
