import { at, lowerBound } from "../../text/collections.ts";
import type { Combination } from "../model.ts";
import type { Strategy, Workflow } from "../workflow/workflow.ts";

/**
 * The product of a workflow's axes as arithmetic (spec page 1, "Order of combinations").
 *
 * Grid axes are outermost, the last fastest; inside one grid point the strategies follow each other
 * in a block, and inside a strategy its parameters, the last fastest. So the place of a combination is
 * `gridPoint * block + offset of the strategy + position among its parameters`. Where rules drop some,
 * those that stay are numbered anew (`numbering.ts`).
 */
export type Space = {
  readonly strategies: readonly Strategy[];
  /** How many values every grid axis has. */
  readonly gridSizes: readonly number[];
  /** How far apart two neighbours on a grid axis are, in combinations. */
  readonly gridStrides: readonly bigint[];
  /** Where the combinations of every strategy start inside a block. */
  readonly offsets: readonly bigint[];
  /** How many combinations every strategy has inside a block. */
  readonly sizes: readonly bigint[];
  /** Places in one grid point. */
  readonly block: bigint;
  /** All places: N where no rule drops any. */
  readonly count: bigint;
};

/** Lays out the combinations of a workflow. Linear in strategies, parameters and axes; never in N. */
export function spaceOf({ strategies, grid }: Workflow): Space {
  const sizes = strategies.map((strategy) => product(strategy.parameters.map(sizeOf)));
  const offsets: bigint[] = [];
  let block = 0n;
  for (const size of sizes) {
    offsets.push(block);
    block += size;
  }
  const gridSizes = grid.map(sizeOf);
  const gridStrides: bigint[] = Array.from(gridSizes, () => 0n);
  let stride = block;
  for (let axis = gridSizes.length - 1; axis >= 0; axis--) {
    gridStrides[axis] = stride;
    stride *= BigInt(at(gridSizes, axis));
  }
  return { strategies, gridSizes, gridStrides, offsets, sizes, block, count: stride };
}

/** A space without the axes of one value, and the new position of every axis that is left. */
export type NarrowSpace = {
  readonly space: Space;
  readonly positions: ReadonlyMap<number, number>;
};

/**
 * The same places without the axes of one value, which say nothing about a place. A text can have
 * 10,000 of them.
 */
export function withoutSingles(space: Space): NarrowSpace {
  const kept = [...space.gridSizes.keys()].filter((axis) => space.gridSizes[axis] !== 1);
  return {
    space: {
      ...space,
      gridSizes: kept.map((axis) => at(space.gridSizes, axis)),
      gridStrides: kept.map((axis) => at(space.gridStrides, axis)),
    },
    positions: new Map(kept.map((axis, position) => [axis, position])),
  };
}

/** What one step on each of some axes is worth where the last axis is the fastest. */
export function stridesOf(sizes: readonly number[]): readonly bigint[] {
  const strides: bigint[] = sizes.map(() => 1n);
  for (let i = sizes.length - 2; i >= 0; i--) {
    strides[i] = at(strides, i + 1) * BigInt(at(sizes, i + 1));
  }
  return strides;
}

/** Makes the function that gives the position of one of some axes in their tuples. */
export function digitOf(sizes: readonly number[], place: number): (tuple: number) => number {
  const size = at(sizes, place);
  const stride = sizes.slice(place + 1).reduce((all, one) => all * one, 1);
  return (tuple) => Math.floor(tuple / stride) % size;
}

/** How many grid points there are: each has a block of places. */
export function gridPoints({ block, count }: Pick<Space, "block" | "count">): bigint {
  return block === 0n ? 0n : count / block;
}

/** Decodes a place, which is below the space's count, into the value position of every axis. */
export function coordinatesAt(space: Space, place: bigint): Omit<Combination, "index"> {
  const inBlock = place % space.block;
  const number = strategyInBlock(space, inBlock);
  const strategy = at(space.strategies, number);
  const parameters = digitsOf(inBlock - at(space.offsets, number), strategy.parameters.map(sizeOf));
  return { strategy, grid: gridAt(space, place), parameters };
}

/** Which strategy a place belongs to. */
export function strategyAt(space: Space, place: bigint): number {
  return strategyInBlock(space, place % space.block);
}

/** The tuple that a place has on some axes of the grid, the last one the fastest. */
export type TupleReader = (place: bigint) => number;

/** Makes a function that reads coordinates of some grid axes, by position, off places. */
export function tupleReader(
  { gridSizes, gridStrides, count }: Space,
  axes: readonly number[],
): TupleReader {
  const sizes = axes.map((axis) => at(gridSizes, axis));
  const strides = axes.map((axis) => at(gridStrides, axis));
  if (count > safe) {
    return (place) =>
      strides.reduce((tuple, stride, i) => {
        const size = at(sizes, i);
        return tuple * size + Number((place / stride) % BigInt(size));
      }, 0);
  }
  const steps = strides.map(Number);
  return (place) => {
    const number = Number(place);
    let tuple = 0;
    for (let i = 0; i < steps.length; i++) {
      const size = at(sizes, i);
      tuple = tuple * size + (Math.floor(number / at(steps, i)) % size);
    }
    return tuple;
  };
}

/** The coordinate of a place on every grid axis; in plain numbers, which are faster, where they are safe. */
function gridAt({ gridSizes, gridStrides, count }: Space, place: bigint): readonly number[] {
  if (count > safe) {
    return gridStrides.map((stride, axis) =>
      Number((place / stride) % BigInt(at(gridSizes, axis))),
    );
  }
  const number = Number(place);
  return gridStrides.map(
    (stride, axis) => Math.floor(number / Number(stride)) % at(gridSizes, axis),
  );
}

/** The digits of a number whose places have these sizes, the last the fastest. */
function digitsOf(value: bigint, sizes: readonly number[]): number[] {
  const digits = sizes.map(() => 0);
  let exact = value;
  let remaining = value <= safe ? Number(value) : Number.NaN;
  for (let i = sizes.length - 1; i >= 0; i--) {
    const size = at(sizes, i);
    if (Number.isNaN(remaining)) {
      digits[i] = Number(exact % BigInt(size));
      exact /= BigInt(size);
      if (exact <= safe) remaining = Number(exact);
    } else {
      digits[i] = remaining % size;
      remaining = Math.floor(remaining / size);
    }
  }
  return digits;
}

const safe = BigInt(Number.MAX_SAFE_INTEGER);

/** Which strategy a position inside the block belongs to: binary search over the offsets. */
function strategyInBlock(space: Space, inBlock: bigint): number {
  const { offsets } = space;
  return lowerBound(offsets.length, (strategy) => at(offsets, strategy) > inBlock) - 1;
}

function sizeOf(axis: { readonly values: { readonly count: number } }): number {
  return axis.values.count;
}

function product(sizes: readonly number[]): bigint {
  return sizes.reduce((all, size) => all * BigInt(size), 1n);
}
