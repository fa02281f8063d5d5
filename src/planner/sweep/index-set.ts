import { lowerBound } from "../../text/collections.ts";
import { combinationIndex, type CombinationIndex, type IndexSet } from "../model.ts";
import type { Space } from "./space.ts";

/** What a set needs to know of a space: the grid outside, and how long one block is. */
export type Lattice = Pick<Space, "gridSizes" | "gridStrides" | "block" | "count">;

/** A stretch of the block, or some elements of it. */
export type Stretch = {
  readonly start: bigint;
  readonly length: bigint;
  /** The elements that belong to the set, counted from `start`; all of them where absent. */
  readonly inside?: IndexSet;
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
    readonly tuples: readonly number[];
  }[];
};

/** Up to this many combinations a set is iterated by its stretches, beyond it element by element. */
const iterationLimit = 10_000_000n;

/**
 * A set of combinations as index arithmetic: disjoint boxes over the combinations of a space. It
 * counts and finds its n-th element in the number of axes times the logarithm of their sizes; until
 * it is asked something it costs nothing, since a plan has up to 100,000 of them.
 */
export function boxSet(space: Lattice, boxes: readonly Box[]): IndexSet {
  let states: readonly State[] | undefined;
  let total: bigint | undefined;
  const start = (): readonly State[] => (states ??= boxes.map((box) => stateOf(space, box)));
  const count = (): bigint =>
    (total ??= boxes.reduce((sum, box) => sum + sizeOfBox(space, box), 0n));
  const forEachStretch: IndexSet["forEachStretch"] = (visit) => {
    if (space.count > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(`${space.count} combinations are too many to visit`);
    }
    const [only] = start();
    if (only && start().length === 1 && only.chosen.length === fixedAxes(only)) {
      visitProduct(space, only, visit);
    } else visitStretches(space, start(), 0, 0, visit);
  };
  return {
    get count() {
      return count();
    },
    has: (index) => start().some((state) => hasIndex(space, state, index)),
    at(position) {
      if (position < 0n || position >= count())
        throw new RangeError(`element ${position} of ${count()}`);
      return elementAt(space, start(), position);
    },
    forEachStretch,
    *[Symbol.iterator]() {
      if (space.count > iterationLimit) {
        const end = count();
        for (let i = 0n; i < end; i++) yield elementAt(space, start(), i);
        return;
      }
      const stretches: (readonly [number, number])[] = [];
      forEachStretch((from, length) => stretches.push([from, length]));
      for (const [from, length] of stretches) {
        for (let i = 0; i < length; i++) yield combinationIndex(BigInt(from + i));
      }
    },
  };
}

/** Of one group of fixed axes, the tuples that agree with the coordinates chosen so far. */
type Chosen = {
  readonly tuples: readonly number[];
  readonly low: number;
  readonly high: number;
  /** The tuple number that the coordinates chosen so far begin with. */
  readonly prefix: number;
};
/** A box with the coordinates of the outer axes chosen. */
type State = {
  readonly stretches: Box["stretches"];
  readonly perPoint: bigint;
  /** For every axis, the group that fixes it and how many tuples share one coordinate of it. */
  readonly groupOf: readonly ({ readonly group: number; readonly stride: number } | undefined)[];
  readonly chosen: readonly Chosen[];
};

function stateOf(space: Lattice, { stretches, fixed }: Box): State {
  const groupOf: ({ group: number; stride: number } | undefined)[] = space.gridSizes.map(
    () => undefined,
  );
  for (const [group, { axes }] of fixed.entries()) {
    let stride = 1;
    for (const axis of axes.toReversed()) {
      groupOf[axis] = { group, stride };
      stride *= space.gridSizes[axis] ?? 1;
    }
  }
  return {
    stretches,
    perPoint: stretches.reduce((sum, stretch) => sum + sizeOf(stretch), 0n),
    groupOf,
    chosen: fixed.map(({ tuples }) => ({ tuples, low: 0, high: tuples.length, prefix: 0 })),
  };
}

/** Elements of a box: the share that its fixed axes leave of the grid's points. */
function sizeOfBox({ gridSizes, count, block }: Lattice, { stretches, fixed }: Box): bigint {
  let points = block === 0n ? 0n : count / block;
  for (const { axes, tuples } of fixed) {
    const tuplesOfAxes = axes.reduce((product, axis) => product * (gridSizes[axis] ?? 1), 1);
    points = (points / BigInt(tuplesOfAxes)) * BigInt(tuples.length);
  }
  return points * stretches.reduce((sum, stretch) => sum + sizeOf(stretch), 0n);
}

/** Elements of a state whose axes before `axis` are chosen. */
function countOf(space: Lattice, { perPoint, chosen, groupOf }: State, axis: number): bigint {
  let count = perPoint;
  for (const { low, high } of chosen) count *= BigInt(high - low);
  for (let free = axis; free < groupOf.length; free++) {
    if (!groupOf[free]) count *= BigInt(space.gridSizes[free] ?? 1);
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

function choose(state: State, axis: number, coordinate: number): State {
  const place = state.groupOf[axis];
  if (!place) return state;
  const limited = limit(state, axis, coordinate, coordinate + 1);
  const chosen = limited.chosen.map((old, group) =>
    group === place.group ? { ...old, prefix: old.prefix + coordinate * place.stride } : old,
  );
  return { ...limited, chosen };
}

function isEmpty({ chosen }: State): boolean {
  return chosen.some(({ low, high }) => low >= high);
}

function hasIndex(space: Lattice, start: State, index: CombinationIndex): boolean {
  if (index < 0n || index >= space.count) return false;
  let state = start;
  for (const [axis, stride] of space.gridStrides.entries()) {
    state = choose(state, axis, Number((index / stride) % BigInt(space.gridSizes[axis] ?? 1)));
    if (isEmpty(state)) return false;
  }
  const inBlock = index % space.block;
  return state.stretches.some(({ start: from, length, inside }) => {
    const within = inBlock - from;
    return within >= 0n && within < length && (inside?.has(combinationIndex(within)) ?? true);
  });
}

function sizeOf({ length, inside }: Stretch): bigint {
  return inside?.count ?? length;
}

/** Chooses axis by axis the coordinate under which the position falls, by binary search. */
function elementAt(space: Lattice, start: readonly State[], position: bigint): CombinationIndex {
  let states = start;
  let remaining = position;
  let index = 0n;
  for (const [axis, size] of space.gridSizes.entries()) {
    const below = (coordinate: number): bigint =>
      states.reduce((sum, state) => sum + countBelow(space, state, axis, coordinate), 0n);
    const chosen = lowerBound(size, (coordinate) => below(coordinate) > remaining) - 1;
    remaining -= below(chosen);
    index += BigInt(chosen) * (space.gridStrides[axis] ?? 0n);
    states = states.map((state) => choose(state, axis, chosen)).filter((state) => !isEmpty(state));
  }
  for (const stretch of stretchesAt(states)) {
    const size = sizeOf(stretch);
    if (remaining < size)
      return combinationIndex(index + stretch.start + (stretch.inside?.at(remaining) ?? remaining));
    remaining -= size;
  }
  throw new RangeError(`element ${position}`);
}

/** Elements of a state whose coordinate on `axis` is below a given one. */
function countBelow(space: Lattice, state: State, axis: number, coordinate: number): bigint {
  if (!state.groupOf[axis]) return countOf(space, state, axis + 1) * BigInt(coordinate);
  return countOf(space, limit(state, axis, 0, coordinate), axis + 1);
}

/** The stretches of the block at one grid point, ascending. */
function stretchesAt(states: readonly State[]): Box["stretches"] {
  const [only] = states;
  if (only && states.length === 1) return only.stretches;
  return states
    .flatMap(({ stretches }) => stretches)
    .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

/** Visits the stretches of the states at all grid points from `axis` on, joining what is whole. */
function visitStretches(
  space: Lattice,
  states: readonly State[],
  axis: number,
  start: number,
  visit: (start: number, length: number) => void,
): void {
  if (states.length === 0) return;
  const [only] = states;
  const stride = axis === 0 ? Number(space.count) : Number(space.gridStrides[axis - 1] ?? 1n);
  if (only && states.length === 1 && only.perPoint === space.block && isFreeFrom(only, axis)) {
    visit(start, stride);
    return;
  }
  if (axis === space.gridSizes.length) {
    for (const stretch of stretchesAt(states)) visitStretch(inNumbers(stretch), start, visit);
    return;
  }
  const step = Number(space.gridStrides[axis] ?? 1n);
  for (const coordinate of coordinatesFrom(space, states, axis)) {
    const inner = states.map((state) => choose(state, axis, coordinate));
    visitStretches(
      space,
      inner.filter((s) => !isEmpty(s)),
      axis + 1,
      start + coordinate * step,
      visit,
    );
  }
}

/** How many axes are fixed; equal to the number of groups where each group is one axis. */
function fixedAxes({ groupOf }: State): number {
  return groupOf.filter((group) => group !== undefined).length;
}

/** Visits a plain product of coordinates: nested loops over numbers, nothing made on the way. */
function visitProduct(
  space: Lattice,
  state: State,
  visit: (start: number, length: number) => void,
): void {
  const strides = space.gridStrides.map(Number);
  const last = state.groupOf.findLastIndex((group) => group !== undefined);
  const whole = state.perPoint === space.block;
  const depth = whole ? last + 1 : strides.length;
  const length = depth === 0 ? Number(space.count) : (strides[depth - 1] ?? 0);
  const stretches = (whole ? [{ start: 0n, length: BigInt(length) }] : state.stretches).map(
    inNumbers,
  );
  const loop = (axis: number, start: number): void => {
    if (axis === depth) {
      for (const stretch of stretches) visitStretch(stretch, start, visit);
      return;
    }
    const stride = strides[axis] ?? 0;
    const allowed = state.chosen[state.groupOf[axis]?.group ?? -1]?.tuples;
    if (allowed) for (const coordinate of allowed) loop(axis + 1, start + coordinate * stride);
    else for (let i = 0; i < (space.gridSizes[axis] ?? 1); i++) loop(axis + 1, start + i * stride);
  };
  loop(0, 0);
}

/** A stretch in numbers, since making them of big integers at every grid point would be slow. */
type NumberStretch = Readonly<Record<"start" | "length", number>> & Pick<Stretch, "inside">;

function inNumbers({ start, length, inside }: Stretch): NumberStretch {
  return { start: Number(start), length: Number(length), ...(inside ? { inside } : {}) };
}

function visitStretch(
  { start, length, inside }: NumberStretch,
  point: number,
  visit: (start: number, length: number) => void,
): void {
  const from = point + start;
  if (inside) inside.forEachStretch((at, many) => visit(from + at, many));
  else visit(from, length);
}

function isFreeFrom({ groupOf }: State, axis: number): boolean {
  for (let i = axis; i < groupOf.length; i++) if (groupOf[i]) return false;
  return true;
}

/** The coordinates of an axis at which any of the states has elements, ascending. */
function coordinatesFrom(space: Lattice, states: readonly State[], axis: number): Iterable<number> {
  const size = space.gridSizes[axis] ?? 1;
  if (states.some(({ groupOf }) => !groupOf[axis])) return Array(size).keys();
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
function firstFrom(tuples: readonly number[], value: number, low: number, high: number): number {
  return low + lowerBound(high - low, (place) => (tuples[low + place] ?? Infinity) >= value);
}
