import { at } from "../../../text/collections.ts";
import type { Coupling, Group } from "../../sweep/lane.ts";
import { stridesOf, type Space } from "../../sweep/space.ts";
import { couplingGroup, sizesOf, tuplesByValue } from "./coupled-values.ts";
import type { FactorValues } from "./factor-values.ts";
import { offsetOf, type Factor } from "./factor.ts";
import type { Factored } from "./factored.ts";
import { bigintArithmetic, type IndexArithmetic } from "./index-arithmetic.ts";
import type { StrategyClass } from "./scope.ts";

/** How far into the space the first place of a class is, and what each value of its factors adds. */
export type FirstOffsets<Index> = {
  /** Of the class: its strategy, and coupled axes that none of some factors has, by default of all. */
  ofClass(strategyClass: StrategyClass, factors?: readonly Factor[]): Index;
  /** Of the value of a factor at a place. */
  ofValues(
    strategyClass: StrategyClass,
    factor: Factor,
    values: FactorValues,
  ): (place: number) => Index;
  /** Whether axes of the grid are coupled for a class. */
  areCoupled(strategyClass: StrategyClass): boolean;
};

/**
 * Places as sums. Groups are independent, so the first place of a choice is the sum of the first
 * tuple of each group that agrees with it, those included that no factor touches (spec page 7,
 * "Representation").
 */
export function firstOffsets<Index extends number | bigint>(
  arithmetic: IndexArithmetic<Index>,
  space: Space,
  coupling: Coupling | undefined,
): FirstOffsets<Index> {
  const strides = space.gridStrides.map(arithmetic.of);
  const groupsOf = ({ strategies }: StrategyClass): readonly Group[] =>
    coupling?.lanes[at(strategies, 0)]?.onGrid ?? [];
  const offsetIn = (group: Group, tuple: number, strategy: number): Index => {
    const sizes = sizesOf(space, group, strategy);
    const ownStrides = stridesOfStrategy(space, group, strategy).map(arithmetic.of);
    const steps = [...group.grid.map((axis) => at(strides, axis)), ...ownStrides];
    let offset = arithmetic.zero;
    let remaining = tuple;
    for (let i = sizes.length - 1; i >= 0; i--) {
      const size = at(sizes, i);
      offset = arithmetic.plus(offset, arithmetic.times(at(steps, i), remaining % size));
      remaining = Math.floor(remaining / size);
    }
    return offset;
  };
  return {
    areCoupled: (strategyClass) => groupsOf(strategyClass).length > 0,
    ofClass(strategyClass, factors = strategyClass.factors) {
      const strategy = at(strategyClass.strategies, 0);
      const groups = groupsOf(strategyClass);
      const touched = new Set(factors.map((factor) => couplingGroup(groups, factor)));
      const inside = coupling?.lanes[strategy]?.inside ?? [];
      const alone = [...groups.filter((group) => !touched.has(group)), ...inside];
      return alone.reduce(
        (sum, group) => arithmetic.plus(sum, offsetIn(group, at(group.tuples, 0), strategy)),
        arithmetic.of(at(space.offsets, strategy)),
      );
    },
    ofValues(strategyClass, factor, values) {
      const strategy = at(strategyClass.strategies, 0);
      const group = couplingGroup(groupsOf(strategyClass), factor);
      if (!group) return (place) => offsetOf(arithmetic, factor, values.firstAt(place), strides);
      const byValue = tuplesByValue(space, group, strategy, factor, values);
      return (place) => offsetIn(group, at(byValue.get(values.idAt(place)) ?? [], 0), strategy);
    },
  };
}

/** The first place of a class that rules leave. */
export function firstPlaceOf(
  { space, numbering }: Pick<Factored, "space" | "numbering">,
  strategyClass: StrategyClass,
): bigint {
  return firstOffsets(bigintArithmetic, space, numbering.coupling).ofClass(strategyClass, []);
}

/** What one step on each of a group's own axes is worth. */
function stridesOfStrategy({ strategies }: Space, { own }: Group, strategy: number): bigint[] {
  if (own.length === 0) return [];
  const { parameters } = at(strategies, strategy);
  const strides = stridesOf(parameters.map(({ values }) => values.count));
  return own.map((axis) => at(strides, axis));
}
