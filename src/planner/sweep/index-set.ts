import { lowerBound } from "../../text/collections.ts";
import {
  choose,
  coordinatesFrom,
  countBelow,
  countOf,
  isEmpty,
  sizeOf,
  stateOf,
  type Box,
  type Lattice,
  type NumberWalk,
  type PlaceSet,
  type State,
  type Stretch,
} from "./box-state.ts";
import { walkOf } from "./number-walk.ts";
import { gridPoints } from "./space.ts";

/** Up to this many combinations a set is iterated by its stretches, beyond it element by element. */
const iterationLimit = 10_000_000n;

/**
 * A set of combinations as index arithmetic: disjoint boxes over the combinations of a space. It
 * counts and finds its n-th element in the number of axes times the logarithm of their sizes; until
 * it is asked something it costs nothing, since a plan has up to 100,000 of them.
 */
export function boxSet<Element extends bigint>(
  space: Lattice,
  boxes: readonly Box[],
  elementOf: (place: bigint) => Element,
): PlaceSet<Element> {
  let states: readonly State[] | undefined;
  let total: bigint | undefined;
  let walked: { readonly walk: NumberWalk | undefined } | undefined;
  const [onlyBox] = boxes;
  const walk = (): NumberWalk | undefined =>
    (walked ??= { walk: onlyBox && boxes.length === 1 ? walkOf(space, onlyBox) : undefined }).walk;
  const start = (): readonly State[] =>
    (states ??= boxes.map((box) => stateOf(space, box)).filter((state) => !isEmpty(state)));
  const count = (): bigint =>
    (total ??= boxes.reduce((sum, box) => sum + sizeOfBox(space, box), 0n));
  const forEachStretch: PlaceSet<Element>["forEachStretch"] = (visit) => {
    if (space.count > BigInt(Number.MAX_SAFE_INTEGER)) {
      throw new RangeError(`${space.count} combinations are too many to visit`);
    }
    const [only] = start();
    if (only && start().length === 1 && isProduct(space, only)) visitProduct(space, only, visit);
    else visitStretches(space, start(), 0, 0, visit);
  };
  return {
    get count() {
      return count();
    },
    has: (place) => start().some((state) => hasPlace(space, state, place)),
    at(position) {
      if (position < 0n || position >= count())
        throw new RangeError(`element ${position} of ${count()}`);
      const place = walk()?.at(Number(position));
      return elementOf(place === undefined ? elementAt(space, start(), position) : BigInt(place));
    },
    countBelow(place) {
      if (place <= 0n) return 0n;
      if (place >= space.count) return count();
      const below = walk()?.countBelow(Number(place));
      return below === undefined ? countBefore(space, start(), place) : BigInt(below);
    },
    get walk() {
      return walk();
    },
    forEachStretch,
    *[Symbol.iterator]() {
      if (space.count > iterationLimit) {
        const end = count();
        for (let i = 0n; i < end; i++) yield elementOf(elementAt(space, start(), i));
        return;
      }
      const stretches: (readonly [number, number])[] = [];
      forEachStretch((from, length) => stretches.push([from, length]));
      for (const [from, length] of stretches) {
        for (let i = 0; i < length; i++) yield elementOf(BigInt(from + i));
      }
    },
  };
}

/** Elements of a box: the share that its fixed axes leave of the grid's points. */
function sizeOfBox(space: Lattice, box: Box): bigint {
  const { gridSizes } = space;
  if (box.own) return countOf(stateOf(space, box), 0);
  const { stretches, fixed } = box;
  let points = gridPoints(space);
  for (const { axes, tuples } of fixed) {
    const tuplesOfAxes = axes.reduce((product, axis) => product * (gridSizes[axis] ?? 1), 1);
    points = (points / BigInt(tuplesOfAxes)) * BigInt(tuples.length);
  }
  return points * stretches.reduce((sum, stretch) => sum + sizeOf(stretch), 0n);
}

function hasPlace(space: Lattice, start: State, place: bigint): boolean {
  if (place < 0n || place >= space.count) return false;
  let state = start;
  let inBlock = place;
  for (const [axis, stride] of space.gridStrides.entries()) {
    state = choose(state, axis, Number(inBlock / stride));
    if (isEmpty(state)) return false;
    inBlock %= stride;
  }
  return piecesOf(space, [state]).some(({ start: from, length, has }) => {
    const within = inBlock - from;
    return within >= 0n && within < length && has(within);
  });
}

/** Chooses axis by axis the coordinate under which the position falls, by binary search. */
function elementAt(space: Lattice, start: readonly State[], position: bigint): bigint {
  let states = start;
  let remaining = position;
  let place = 0n;
  for (const [axis, size] of space.gridSizes.entries()) {
    const below = (coordinate: number): bigint => sumBelow(states, axis, coordinate);
    const chosen = lowerBound(size, (coordinate) => below(coordinate) > remaining) - 1;
    remaining -= below(chosen);
    place += BigInt(chosen) * (space.gridStrides[axis] ?? 0n);
    states = chooseAll(states, axis, chosen);
  }
  for (const piece of piecesOf(space, states)) {
    if (remaining < piece.count) return place + piece.start + piece.at(remaining);
    remaining -= piece.count;
  }
  throw new RangeError(`element ${position}`);
}

/** Chooses the coordinates of a place axis by axis, and counts what has lower ones. */
function countBefore(space: Lattice, start: readonly State[], place: bigint): bigint {
  let states = start;
  let count = 0n;
  let inBlock = place;
  for (const [axis, stride] of space.gridStrides.entries()) {
    const coordinate = Number(inBlock / stride);
    inBlock %= stride;
    count += sumBelow(states, axis, coordinate);
    states = chooseAll(states, axis, coordinate);
  }
  for (const piece of piecesOf(space, states)) {
    if (inBlock <= piece.start) break;
    count += piece.countBelow(inBlock - piece.start);
  }
  return count;
}

function sumBelow(states: readonly State[], axis: number, coordinate: number): bigint {
  return states.reduce((sum, state) => sum + countBelow(state, axis, coordinate), 0n);
}

function chooseAll(states: readonly State[], axis: number, coordinate: number): readonly State[] {
  return states.map((state) => choose(state, axis, coordinate)).filter((state) => !isEmpty(state));
}

/** Elements of one stretch of the block at one grid point, as places counted from its start. */
type Piece = {
  readonly start: bigint;
  readonly length: bigint;
  readonly count: bigint;
  has(within: bigint): boolean;
  at(position: bigint): bigint;
  countBelow(within: bigint): bigint;
  readonly visit: NumberVisit;
};
type Visit = (start: number, length: number) => void;
/** Visits the stretches of a piece, whose start is at a place. */
type NumberVisit = (from: number, visit: Visit) => void;

/** What states whose grid axes are chosen have at that grid point, ascending. */
function piecesOf(space: Lattice, states: readonly State[]): readonly Piece[] {
  const pieces = states.flatMap((state) =>
    state.sizes.length > space.gridSizes.length
      ? [tiedPiece(space, state)]
      : state.stretches.map(plainPiece),
  );
  if (states.length < 2) return pieces;
  return pieces.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0));
}

function plainPiece(stretch: Stretch): Piece {
  const { start, length, inside } = stretch;
  return {
    start,
    length,
    count: sizeOf(stretch),
    has: (within) => inside?.has(within) ?? true,
    at: (position) => inside?.at(position) ?? position,
    countBelow: (within) => inside?.countBelow(within) ?? (within < length ? within : length),
    visit: inside
      ? (from, visit) => inside.forEachStretch((at, many) => visit(from + at, many))
      : (from, visit) => visit(from, Number(length)),
  };
}

/** A stretch whose axes inside are tied to the grid's: it goes on where those were chosen. */
function tiedPiece(space: Lattice, state: State): Piece {
  const { start = 0n, length = 0n } = state.stretches[0] ?? {};
  const outer = space.gridSizes.length;
  const axes = state.sizes.length;
  const coordinateAt = (within: bigint, axis: number): number =>
    Number((within / (state.strides[axis] ?? 1n)) % BigInt(state.sizes[axis] ?? 1));
  return {
    start,
    length,
    count: countOf(state, outer),
    has(within) {
      let inner = state;
      for (let axis = outer; axis < axes; axis++) {
        inner = choose(inner, axis, coordinateAt(within, axis));
        if (isEmpty(inner)) return false;
      }
      return true;
    },
    at(position) {
      let inner = state;
      let remaining = position;
      let place = 0n;
      for (let axis = outer; axis < axes; axis++) {
        const now = inner;
        const below = (coordinate: number): bigint => countBelow(now, axis, coordinate);
        const size = state.sizes[axis] ?? 1;
        const chosen = lowerBound(size, (coordinate) => below(coordinate) > remaining) - 1;
        remaining -= below(chosen);
        place += BigInt(chosen) * (state.strides[axis] ?? 0n);
        inner = choose(inner, axis, chosen);
      }
      return place;
    },
    countBelow(within) {
      if (within >= length) return countOf(state, outer);
      let inner = state;
      let count = 0n;
      for (let axis = outer; axis < axes && !isEmpty(inner); axis++) {
        const coordinate = coordinateAt(within, axis);
        count += countBelow(inner, axis, coordinate);
        inner = choose(inner, axis, coordinate);
      }
      return count;
    },
    visit: (from, visit) => visitTied(state, outer, from, visit),
  };
}

function visitTied(state: State, axis: number, from: number, visit: Visit): void {
  if (isEmpty(state)) return;
  if (axis === state.sizes.length) return visit(from, 1);
  const stride = Number(state.strides[axis] ?? 1n);
  if (isFreeFrom(state, axis)) return visit(from, stride * (state.sizes[axis] ?? 1));
  for (const coordinate of coordinatesFrom([state], axis)) {
    visitTied(choose(state, axis, coordinate), axis + 1, from + coordinate * stride, visit);
  }
}

/** Visits the stretches of the states at all grid points from `axis` on, joining what is whole. */
function visitStretches(
  space: Lattice,
  states: readonly State[],
  axis: number,
  start: number,
  visit: Visit,
): void {
  if (states.length === 0) return;
  const [only] = states;
  const stride = axis === 0 ? Number(space.count) : Number(space.gridStrides[axis - 1] ?? 1n);
  if (only && states.length === 1 && isWhole(space, only) && isFreeFrom(only, axis)) {
    visit(start, stride);
    return;
  }
  if (axis === space.gridSizes.length) {
    for (const piece of piecesOf(space, states)) piece.visit(start + Number(piece.start), visit);
    return;
  }
  const step = Number(space.gridStrides[axis] ?? 1n);
  for (const coordinate of coordinatesFrom(states, axis)) {
    const inner = chooseAll(states, axis, coordinate);
    visitStretches(space, inner, axis + 1, start + coordinate * step, visit);
  }
}

/** Whether a state has all of the block at each of its grid points. */
function isWhole(space: Lattice, { perPoint, sizes }: State): boolean {
  return sizes.length === space.gridSizes.length && perPoint === space.block;
}

/** Whether each group of a state is one axis of the grid. */
function isProduct({ gridSizes }: Lattice, { chosen, groupOf, sizes }: State): boolean {
  if (sizes.length > gridSizes.length) return false;
  return chosen.every((_, group) => groupOf.filter((one) => one?.group === group).length === 1);
}

/** Visits a plain product of coordinates: nested loops over numbers, nothing made on the way. */
function visitProduct(space: Lattice, state: State, visit: Visit): void {
  const strides = space.gridStrides.map(Number);
  const last = state.groupOf.findLastIndex((group) => group !== undefined);
  const whole = state.perPoint === space.block;
  const depth = whole ? last + 1 : strides.length;
  const length = depth === 0 ? Number(space.count) : (strides[depth - 1] ?? 0);
  const stretches = whole ? [{ start: 0n, length: BigInt(length) }] : state.stretches;
  const visits = stretches.map((stretch): NumberVisit => {
    const from = Number(stretch.start);
    const piece = plainPiece(stretch);
    return (point, visitStretch) => piece.visit(point + from, visitStretch);
  });
  const loop = (axis: number, start: number): void => {
    if (axis === depth) {
      for (const visitAt of visits) visitAt(start, visit);
      return;
    }
    const stride = strides[axis] ?? 0;
    const allowed = state.chosen[state.groupOf[axis]?.group ?? -1]?.tuples;
    if (allowed) {
      for (let i = 0; i < allowed.length; i++) loop(axis + 1, start + (allowed[i] ?? 0) * stride);
    } else {
      for (let i = 0; i < (space.gridSizes[axis] ?? 1); i++) loop(axis + 1, start + i * stride);
    }
  };
  loop(0, 0);
}

function isFreeFrom({ groupOf }: State, axis: number): boolean {
  for (let i = axis; i < groupOf.length; i++) if (groupOf[i]) return false;
  return true;
}
