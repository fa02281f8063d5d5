import { at } from "../../text/collections.ts";
import {
  combinationIndex,
  laneRoom,
  type CombinationClass,
  type CombinationIndex,
  type Fold,
} from "../model.ts";
import { offsetOf } from "../sharing/decomposition/factor.ts";
import type { Factored } from "../sharing/decomposition/factored.ts";
import { bigintArithmetic } from "../sharing/decomposition/index-arithmetic.ts";
import type { Scope, StrategyClass } from "../sharing/decomposition/scope.ts";
import type { Space } from "../sweep/space.ts";

/** The cards of a role's lane: which one a combination passes, and the grid axes that decide it. */
export type Lane = {
  readonly cardOf: (index: CombinationIndex) => number;
  readonly decidedBy: readonly number[];
};

/** Combinations that are looked at to find out what meets; where more are needed all may meet. */
const lookLimit = 4000;

/**
 * Which cards of a role's lane the combinations of each stack of classes pass, ascending. Looks at one
 * combination for each value of the factors that decide, and never at more than some thousands;
 * `undefined` where that does not do.
 */
export function findCardsMet(
  classes: Fold,
  lane: Lane,
  { scopes: { both: scope }, space }: Factored,
): readonly (readonly number[])[] | undefined {
  const deciding = varyingFactors(scope, classes.decidedBy);
  const others = varyingFactors(scope, lane.decidedBy).filter((f) => !deciding.includes(f));
  const isJoint = varyingFactors(scope, lane.decidedBy).length > others.length;
  const cardsByStack = classes.stacks.map(() => new Set<number>());
  let looks = 0;
  for (const strategyClass of scope.classes) {
    const start = at(space.offsets, at(strategyClass.strategies, 0));
    const stackOffsets = offsetsOf(strategyClass, deciding, space);
    const otherOffsets = offsetsOf(strategyClass, others, space);
    looks += isJoint
      ? stackOffsets.length * otherOffsets.length
      : stackOffsets.length + otherOffsets.length;
    if (looks > lookLimit) return undefined;
    const cardAt = (offset: bigint): number => lane.cardOf(combinationIndex(start + offset));
    // where the two have no factor in common, each stack meets all cards of the class
    const cards = isJoint ? [] : otherOffsets.map(cardAt);
    for (const offset of stackOffsets) {
      const stack = cardsByStack[classes.stackOf(combinationIndex(start + offset))];
      for (const card of isJoint ? otherOffsets.map((more) => cardAt(offset + more)) : cards) {
        stack?.add(card);
      }
    }
  }
  return cardsByStack.map((cards) => [...cards].toSorted((a, b) => a - b));
}

/** The same where rules decide which values meet: each class is asked, as long as they are listed. */
export function cardsOfClasses(
  stacks: Fold,
  lane: Lane,
  classes: readonly CombinationClass[] | undefined,
): readonly (readonly number[])[] | undefined {
  if (!classes || classes.length > lookLimit) return undefined;
  const cardsByStack = stacks.stacks.map(() => new Set<number>());
  for (const { serves } of classes) {
    const first = serves.at(0n);
    cardsByStack[stacks.stackOf(first)]?.add(lane.cardOf(first));
  }
  return cardsByStack.map((cards) => [...cards].toSorted((a, b) => a - b));
}

/** The factors of a scope that have one of some axes, and more than one value somewhere. */
function varyingFactors(
  { factors, classes }: Scope,
  positions: readonly number[],
): readonly number[] {
  const wanted = new Set(positions);
  return Array.from(factors.keys()).filter(
    (f) =>
      at(factors, f).axes.some(({ position }) => wanted.has(position)) &&
      classes.some(({ values }) => at(values, f).size > 1),
  );
}

/** The offsets of one combination for every choice of values of some factors. */
function offsetsOf(
  { factors, values }: StrategyClass,
  chosen: readonly number[],
  { gridStrides }: Space,
): readonly bigint[] {
  let offsets: readonly bigint[] = [0n];
  for (const f of chosen) {
    const factorValues = at(values, f);
    // the values of a plain axis that have no stack of their own are all in the last one
    const size =
      factorValues.identity === "=" ? Math.min(factorValues.size, laneRoom) : factorValues.size;
    if (offsets.length * size > lookLimit) return Array.from({ length: lookLimit + 1 }, () => 0n);
    const steps = Array.from({ length: size }, (_, place) =>
      offsetOf(bigintArithmetic, at(factors, f), factorValues.firstAt(place), gridStrides),
    );
    offsets = offsets.flatMap((offset) => steps.map((step) => offset + step));
  }
  return offsets;
}
