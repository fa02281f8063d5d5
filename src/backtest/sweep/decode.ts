import type { Combination, Plan } from "../../planner/model.ts";
import type { Factored, FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import { coordinatesAt } from "../../planner/sweep/space.ts";
import { at, lowerBound } from "../../text/collections.ts";
import { chosenAt, type Chosen } from "./chosen.ts";

/** An axis of the grid, or one of a strategy's own, by position. */
export type AxisOf = { readonly from: "grid" | "own"; readonly axis: number };

/** Reads coordinates off the combinations of a run, by their places in it. */
export type Decoder = {
  readonly count: number;
  strategyAt(place: number): number;
  /** Everything about one combination, for what is asked rarely. */
  combinationAt(place: number): Combination;
  /**
   * Makes the function that gives the tuple of some axes at a place of a strategy, the last axis the
   * fastest. `undefined` where there are too many tuples for plain numbers.
   */
  reader(
    strategy: number,
    axes: readonly AxisOf[],
  ): { readonly tuples: number; readonly tupleAt: (place: number) => number } | undefined;
};

/**
 * Decodes the chosen combinations of a plan. In plain numbers where the product of the axes has no
 * more than 2^53 places; a sample of a larger one is decoded one by one.
 */
export function createDecoder({ plan, factored }: FactoredPlan, chosen: Chosen): Decoder {
  return factored.space.count <= BigInt(Number.MAX_SAFE_INTEGER)
    ? decodeNumbers(factored, chosen)
    : decodeList(plan, chosen);
}

function decodeNumbers({ space, numbering }: Factored, chosen: Chosen): Decoder {
  const block = Number(space.block);
  const offsets = Float64Array.from(space.offsets, Number);
  const placeAt = placesOf(numbering, chosen);
  const strategyAt = (place: number): number => {
    if (offsets.length < 2) return 0;
    const inBlock = placeAt(place) % block;
    return lowerBound(offsets.length, (strategy) => at(offsets, strategy) > inBlock) - 1;
  };
  return {
    count: chosen.count,
    strategyAt,
    combinationAt: (place) => ({
      index: chosenAt(chosen, place),
      ...coordinatesAt(space, BigInt(placeAt(place))),
    }),
    reader(strategy, axes) {
      const { parameters } = at(space.strategies, strategy);
      const strides = new Float64Array(parameters.length);
      for (let axis = parameters.length - 1, stride = 1; axis >= 0; axis--) {
        strides[axis] = stride;
        stride *= at(parameters, axis).values.count;
      }
      const digits = joinDigits(
        axes.map(({ from, axis }) =>
          from === "grid"
            ? { from, stride: Number(at(space.gridStrides, axis)), size: at(space.gridSizes, axis) }
            : { from, stride: at(strides, axis), size: at(parameters, axis).values.count },
        ),
      );
      const tuples = digits.reduce((all, { size }) => all * size, 1);
      const offset = at(offsets, strategy);
      return { tuples, tupleAt: tupleReader(digits, placeAt, block, offset) };
    },
  };
}

/** The place in the product of the axes that a chosen combination has. */
function placesOf(numbering: Factored["numbering"], chosen: Chosen): (place: number) => number {
  if (!numbering.coupling) {
    if (chosen.kind === "all") return (place) => place;
    const { indices } = chosen;
    return (place) => Number(at<number | bigint>(indices, place));
  }
  const places = new Float64Array(chosen.count);
  if (chosen.kind === "all") {
    let place = 0;
    numbering.forEachStretch((start, length) => {
      for (let i = 0; i < length; i++) places[place++] = start + i;
    });
  } else {
    for (let place = 0; place < places.length; place++) {
      places[place] = Number(numbering.placeOf(chosenAt(chosen, place)));
    }
  }
  return (place) => at(places, place);
}

type Digit = {
  readonly from: AxisOf["from"];
  /** What one step is worth, in places. */
  readonly stride: number;
  readonly size: number;
};

/** Axes that follow each other without a gap are read as one. */
function joinDigits(digits: readonly Digit[]): readonly Digit[] {
  const joined: Digit[] = [];
  for (const digit of digits) {
    if (digit.size === 1) continue;
    const last = joined.at(-1);
    if (last && last.from === digit.from && last.stride === digit.stride * digit.size) {
      joined[joined.length - 1] = { ...digit, size: last.size * digit.size };
    } else joined.push(digit);
  }
  return joined;
}

function tupleReader(
  digits: readonly Digit[],
  placeAt: (place: number) => number,
  block: number,
  offset: number,
): (place: number) => number {
  const [only] = digits;
  if (!only) return () => 0;
  if (digits.length === 1) {
    const { from, stride, size } = only;
    return from === "grid"
      ? (place) => Math.floor(placeAt(place) / stride) % size
      : (place) => Math.floor(((placeAt(place) % block) - offset) / stride) % size;
  }
  return (place) => {
    const number = placeAt(place);
    const within = (number % block) - offset;
    let tuple = 0;
    for (let i = 0; i < digits.length; i++) {
      const { from, stride, size } = at(digits, i);
      const value = from === "grid" ? number : within;
      tuple = tuple * size + (Math.floor(value / stride) % size);
    }
    return tuple;
  };
}

/** The product has too many places for plain numbers: what is chosen of it is a sample. */
function decodeList(plan: Plan, chosen: Chosen): Decoder {
  const { grid, strategies } = plan.workflow;
  const combinations = Array.from({ length: chosen.count }, (_, place) =>
    plan.combinationAt(chosenAt(chosen, place)),
  );
  return {
    count: chosen.count,
    strategyAt: (place) => at(combinations, place).strategy.index,
    combinationAt: (place) => at(combinations, place),
    reader(strategy, axes) {
      const { parameters } = at(strategies, strategy);
      const digits = axes.map(({ from, axis }) => ({
        from,
        axis,
        size: at(from === "grid" ? grid : parameters, axis).values.count,
      }));
      const tuples = digits.reduce((all, { size }) => all * size, 1);
      if (tuples > Number.MAX_SAFE_INTEGER) return undefined;
      const tupleAt = (place: number): number => {
        const combination = at(combinations, place);
        return digits.reduce((tuple, { from, axis, size }) => {
          const coordinates = from === "grid" ? combination.grid : combination.parameters;
          return tuple * size + at(coordinates, axis);
        }, 0);
      };
      return { tuples, tupleAt };
    },
  };
}
