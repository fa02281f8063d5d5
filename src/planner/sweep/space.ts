import { at, lowerBound } from "../../text/collections.ts";
import type { Combination, CombinationIndex } from "../model.ts";
import type { Strategy, Workflow } from "../workflow/workflow.ts";

/**
 * The combinations of a workflow as arithmetic (spec page 1, "Order of combinations").
 *
 * Grid axes are outermost, the last fastest; inside one grid point the strategies follow each other
 * in a block, and inside a strategy its parameters, the last fastest. So a combination's index is
 * `gridPoint * block + offset of the strategy + position among its parameters`.
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
  /** Combinations in one grid point. */
  readonly block: bigint;
  /** N. */
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

/**
 * The same combinations without the axes of one value, which say nothing about an index, and the
 * new position of every axis that is left. A text can have 10,000 of them.
 */
export function withoutSingles(space: Space): {
  readonly space: Space;
  readonly positions: ReadonlyMap<number, number>;
} {
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

/** Decodes an index into the value position of every axis. Throws when the index is not below N. */
export function combinationAt(space: Space, index: CombinationIndex): Combination {
  if (index < 0n || index >= space.count) {
    throw new RangeError(`combination ${index} of ${space.count}`);
  }
  const grid = gridAt(space, index);
  const inBlock = index % space.block;
  const number = strategyAt(space, inBlock);
  const strategy = space.strategies[number];
  if (!strategy) throw new RangeError(`strategy ${number}`);
  const parameters = digitsOf(inBlock - at(space.offsets, number), strategy.parameters.map(sizeOf));
  return { index, strategy, grid, parameters };
}

/** The coordinate of an index on every grid axis; in plain numbers, which are faster, where they are safe. */
function gridAt({ gridSizes, gridStrides, count }: Space, index: bigint): readonly number[] {
  if (count > safe) {
    return gridStrides.map((stride, axis) =>
      Number((index / stride) % BigInt(at(gridSizes, axis))),
    );
  }
  const place = Number(index);
  return gridStrides.map(
    (stride, axis) => Math.floor(place / Number(stride)) % at(gridSizes, axis),
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
export function strategyAt(space: Space, inBlock: bigint): number {
  const { offsets } = space;
  return lowerBound(offsets.length, (strategy) => at(offsets, strategy) > inBlock) - 1;
}

function sizeOf(axis: { readonly values: { readonly count: number } }): number {
  return axis.values.count;
}

function product(sizes: readonly number[]): bigint {
  return sizes.reduce((all, size) => all * BigInt(size), 1n);
}
