import { at, lowerBound } from "../../text/collections.ts";
import { sizeOf, stateOf, type Box, type Lattice, type NumberWalk } from "./box-state.ts";

/** A stretch of the block in numbers. */
type NumberStretch = {
  readonly start: number;
  readonly length: number;
  readonly size: number;
  /** Elements of the stretches before it. */
  readonly before: number;
  readonly inside: NumberWalk | undefined;
};

/** Of one group the tuples that agree with the coordinates chosen so far, and what they begin with. */
type Chosen = { low: number; high: number; prefix: number };

/**
 * Walks a box in plain numbers: some twenty times faster than with big ones. A coordinate is not looked
 * for: that of the tuple at the position says it. `undefined` where a number would not be safe, or a
 * stretch has elements that are not walked so.
 */
export function walkOf(space: Lattice, box: Box): NumberWalk | undefined {
  if (space.count > BigInt(Number.MAX_SAFE_INTEGER)) return undefined;
  const stretches = stretchesOf(box);
  if (!stretches) return undefined;
  const state = stateOf(space, box);
  const { sizes, groupOf, chosen: groups, perPoint } = state;
  const strides = state.strides.map(Number);
  const outer = space.gridSizes.length;
  // elements for each choice of the axes before one: of those behind it that are free
  const freeBehind = sizes.map(() => Number(perPoint));
  for (let axis = sizes.length - 2; axis >= 0; axis--) {
    const next = groupOf[axis + 1] ? 1 : at(sizes, axis + 1);
    freeBehind[axis] = at(freeBehind, axis + 1) * next;
  }
  const tuplesOf = groups.map(({ tuples }) => tuples);
  const chosen: Chosen[] = groups.map(() => ({ low: 0, high: 0, prefix: 0 }));
  const begin = (): void => {
    for (let g = 0; g < chosen.length; g++) {
      const group = at(chosen, g);
      group.low = 0;
      group.high = at(tuplesOf, g).length;
      group.prefix = 0;
    }
  };
  /** Elements for each choice of an axis: those of all groups but its own, and of free axes behind. */
  const widthAt = (axis: number, own: number): number => {
    let width = at(freeBehind, axis);
    for (let g = 0; g < chosen.length; g++) {
      if (g !== own) width *= at(chosen, g).high - at(chosen, g).low;
    }
    return width;
  };
  const firstFrom = (g: number, value: number): number => {
    const { low, high } = at(chosen, g);
    const tuples = at(tuplesOf, g);
    return low + lowerBound(high - low, (i) => at(tuples, low + i) >= value);
  };
  const firstAxis = groups.map((_, g) => groupOf.findIndex((place) => place?.group === g));
  const starts = groups.map(({ tuples }, g) => {
    const first = at(firstAxis, g);
    return first < 0 ? [] : startsOf(tuples, groupOf[first]?.stride ?? 1, at(sizes, first));
  });
  /** Chooses a coordinate of an axis of a group; gives how many of its tuples have lower ones. */
  const choose = (axis: number, g: number, stride: number, coordinate: number): number => {
    const group = at(chosen, g);
    const before = group.low;
    const isFirst = axis === at(firstAxis, g);
    const from = group.prefix + coordinate * stride;
    group.low = isFirst ? at(at(starts, g), coordinate) : firstFrom(g, from);
    group.prefix = from;
    if (isFirst) group.high = at(at(starts, g), coordinate + 1);
    else if (stride > 1) group.high = firstFrom(g, from + stride);
    else if (group.low < group.high) {
      // no tuple stands twice
      group.high = group.low + (at(at(tuplesOf, g), group.low) === from ? 1 : 0);
    }
    return group.low - before;
  };
  const [only] = stretches;
  return {
    at(position) {
      begin();
      let remaining = position;
      let place = 0;
      for (let axis = 0; axis < sizes.length; axis++) {
        if (axis === outer) place += only?.start ?? 0;
        const group = groupOf[axis];
        const width = widthAt(axis, group?.group ?? -1);
        let coordinate: number;
        if (group) {
          const own = at(chosen, group.group);
          const number = own.low + Math.floor(remaining / width);
          const tuple = at(at(tuplesOf, group.group), number);
          coordinate = Math.floor((tuple - own.prefix) / group.stride);
          if (group.stride > 1)
            remaining -= choose(axis, group.group, group.stride, coordinate) * width;
          else {
            remaining -= (number - own.low) * width;
            own.low = number;
            own.high = number + 1;
            own.prefix = tuple;
          }
        } else {
          coordinate = Math.floor(remaining / width);
          remaining -= coordinate * width;
        }
        place += coordinate * at(strides, axis);
      }
      return box.own ? place : place + atInBlock(stretches, remaining);
    },
    countBelow(place) {
      begin();
      let count = 0;
      // after the grid's axes, what is left of a place is its place in the block
      let left = place;
      for (let axis = 0; axis < sizes.length; axis++) {
        if (axis === outer) {
          left -= only?.start ?? 0;
          if (left <= 0) return count;
          if (left >= (only?.length ?? 0)) return count + widthAt(outer - 1, -1);
        }
        const coordinate = Math.floor(left / at(strides, axis));
        left -= coordinate * at(strides, axis);
        const group = groupOf[axis];
        const width = widthAt(axis, group?.group ?? -1);
        if (!group) count += coordinate * width;
        else {
          count += choose(axis, group.group, group.stride, coordinate) * width;
          const { low, high } = at(chosen, group.group);
          if (low >= high) return count;
        }
      }
      return box.own ? count : count + belowInBlock(stretches, left);
    },
  };
}

/** Where the tuples of each coordinate of a group's first axis begin, and where the last ones end. */
function startsOf(tuples: ArrayLike<number>, stride: number, size: number): ArrayLike<number> {
  const starts = new Uint32Array(size + 1);
  let tuple = 0;
  for (let coordinate = 0; coordinate < size; coordinate++) {
    starts[coordinate] = tuple;
    const end = (coordinate + 1) * stride;
    while (tuple < tuples.length && at(tuples, tuple) < end) tuple++;
  }
  starts[size] = tuple;
  return starts;
}

function stretchesOf({ stretches, own }: Box): readonly NumberStretch[] | undefined {
  const walked: NumberStretch[] = [];
  let before = 0;
  for (const stretch of stretches) {
    const { start, length, inside } = stretch;
    if (inside && !inside.walk) return undefined;
    const size = own ? Number(length) : Number(sizeOf(stretch));
    walked.push({
      start: Number(start),
      length: Number(length),
      size,
      before,
      inside: inside?.walk,
    });
    before += size;
  }
  return walked;
}

function atInBlock(stretches: readonly NumberStretch[], position: number): number {
  const next = lowerBound(stretches.length, (i) => at(stretches, i).before > position);
  const { start, before, inside } = at(stretches, next - 1);
  return start + (inside?.at(position - before) ?? position - before);
}

function belowInBlock(stretches: readonly NumberStretch[], inBlock: number): number {
  const next = lowerBound(stretches.length, (i) => at(stretches, i).start >= inBlock);
  if (next === 0) return 0;
  const { start, length, before, inside } = at(stretches, next - 1);
  const within = Math.min(inBlock - start, length);
  if (within === length) return before + at(stretches, next - 1).size;
  return before + (inside?.countBelow(within) ?? within);
}
