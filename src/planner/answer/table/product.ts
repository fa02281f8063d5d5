import { at, lowerBound } from "../../../text/collections.ts";

/** Positions by axis, ascending, of the axes of which not all positions are left. */
export type Limits = ReadonlyMap<number, readonly number[]>;

/** The combinations of some axes, of each of which some positions are left, the last axis fastest. */
export type Product = {
  /** The index of the combination at a place among those that are left. */
  indexAt(place: bigint): bigint;
  /** The place of a combination by its positions; `undefined` where one of them is not left. */
  placeOf(positions: readonly number[]): bigint | undefined;
};

/**
 * Numbers the combinations that limits leave, by digits of mixed radix. Axes of one value, of which
 * a text can have 10,000, cost nothing when it is asked; `strides` tells what one step is worth.
 */
export function productOf(
  sizes: readonly number[],
  strides: readonly bigint[],
  limits: Limits,
): Product {
  const digits = sizes.flatMap((size, axis) => {
    if (size === 1) return [];
    const left = limits.get(axis);
    return [{ axis, left, size: BigInt(left?.length ?? size), stride: at(strides, axis) }];
  });
  return {
    indexAt(place) {
      let remaining = place;
      let index = 0n;
      for (let i = digits.length - 1; i >= 0; i--) {
        const { left, size, stride } = at(digits, i);
        const digit = remaining % size;
        remaining /= size;
        index += stride * (left ? BigInt(at(left, Number(digit))) : digit);
      }
      return index;
    },
    placeOf(positions) {
      let place = 0n;
      for (const { axis, left, size } of digits) {
        const position = at(positions, axis);
        const digit = left ? placeAmong(left, position) : position;
        if (digit === undefined) return undefined;
        place = place * size + BigInt(digit);
      }
      return place;
    },
  };
}

function placeAmong(ascending: readonly number[], wanted: number): number | undefined {
  const place = lowerBound(ascending.length, (i) => at(ascending, i) >= wanted);
  return ascending[place] === wanted ? place : undefined;
}
