import { at } from "../../text/collections.ts";
import { copyRange } from "../../text/source-range.ts";
import { laneRoom, type Fold, type IndexSet, type SharedRole, type Stack } from "../model.ts";
import { shownText } from "../sharing/canonical/config-text.ts";
import {
  countConfigurations,
  type CountedClass,
} from "../sharing/decomposition/count-configurations.ts";
import { couplingGroup, tuplesByValue } from "../sharing/decomposition/coupled-values.ts";
import { facetsOf } from "../sharing/decomposition/facets.ts";
import { positionsOf } from "../sharing/decomposition/factor.ts";
import type { Factored } from "../sharing/decomposition/factored.ts";
import { firstOffsets } from "../sharing/decomposition/first-offsets.ts";
import { bigintArithmetic } from "../sharing/decomposition/index-arithmetic.ts";
import type { Scope, StrategyClass } from "../sharing/decomposition/scope.ts";
import type { Box } from "../sweep/box-state.ts";
import { boxesOf } from "../sweep/lane.ts";
import { gridPoints, withoutSingles, type NarrowSpace } from "../sweep/space.ts";
import { divideByField, fieldValueAt, type Division } from "./divide-by-field.ts";
import { strongestFields } from "./strongest-fields.ts";

/**
 * Folds the configurations of one role, or those of both seen as one, by the field that splits them
 * most. Counts are exact and cost no combinations: a stack is the scope with its factor restricted to
 * one value. `undefined` where fields cannot be told apart without enumerating, or none differs.
 */
export function foldScope(
  factored: Factored,
  roles: readonly SharedRole[],
  scope: Scope,
  room = laneRoom,
): Fold | undefined {
  const facetsOfRoles = roles.flatMap((role) => {
    const facets = facetsOf(factored, role);
    return "reason" in facets ? [] : [facets];
  });
  if (facetsOfRoles.length < roles.length) return undefined;
  for (const { facets, facet } of strongestFields(facetsOfRoles)) {
    const division = divideByField(facets, facet, scope, factored.space);
    if (division) return foldBy(division, factored, room);
  }
  return undefined;
}

function foldBy(division: Division, factored: Factored, room: number): Fold | undefined {
  const { scope, factor, facet, facets } = division;
  const { space, numbering } = factored;
  const { shown, left } = valuesInOrder(division, factored, room);
  const stackOfNumber = new Map(shown.map(({ number }, stack) => [number, stack]));
  const stackOf = (number: number): number => stackOfNumber.get(number) ?? shown.length;
  const shares = scope.classes.map((strategyClass) =>
    shareClass(division, strategyClass, stackOf, room),
  );
  const axes = facet.factor === undefined ? [] : at(facets.scope.factors, facet.factor).axes;
  const narrow = withoutSingles(space);
  const membersOf = (inStack: readonly Restricted[]): IndexSet =>
    numbering.setOf(inStack.flatMap((one) => boxesIn(factored, narrow, one, factor)));
  const stacks: Stack[] = [];
  for (let number = 0; number < shown.length + (left > 0 ? 1 : 0); number++) {
    const inStack = shares.flatMap((share) => restrict(share, factor, number));
    const { count, exact } = countConfigurations({ ...scope, classes: inStack });
    if (!exact) return undefined;
    const first = shown[number];
    const value = first && fieldValueAt(division, first.strategyClass, first.place);
    stacks.push({
      number,
      value: first ? (value ? shownText(value) : "absent") : "",
      more: first ? 0 : left,
      count,
      combinations: numbering.coupling
        ? membersOf(inStack).count
        : combinationsOf(inStack, factor, factored),
      ranges: first
        ? value
          ? [copyRange(value.range)]
          : []
        : axes.flatMap(({ axis }) => axis.fields.map(({ range }) => copyRange(range))),
    });
  }
  return {
    field: facet.path.text,
    stacks,
    decidedBy: axes.map(({ position }) => position),
    stackOf: (index) => stackOf(division.numberOf(numbering.placeOf(index))),
    membersOf: (stack) => membersOf(shares.flatMap((share) => restrict(share, factor, stack))),
  };
}

type FirstValue = {
  readonly number: number;
  readonly first: bigint;
  readonly strategyClass: StrategyClass;
  readonly place: number;
};

/** The values of the field by first appearance, as many as a lane has room for, and how many are left. */
function valuesInOrder(
  division: Division,
  { space, numbering: { coupling } }: Factored,
  room: number,
): { readonly shown: readonly FirstValue[]; readonly left: number } {
  const { scope, factor, plain, numberAt } = division;
  const offsetsOf = firstOffsets(bigintArithmetic, space, coupling);
  const firstByNumber = new Map<number, FirstValue>();
  let size = 0;
  for (const strategyClass of scope.classes) {
    const values = factor === undefined ? undefined : at(strategyClass.values, factor);
    const factorOfClass = factor === undefined ? undefined : at(strategyClass.factors, factor);
    const start = offsetsOf.ofClass(strategyClass, factorOfClass ? [factorOfClass] : []);
    const offsetAt =
      values && factorOfClass && offsetsOf.ofValues(strategyClass, factorOfClass, values);
    size = values?.size ?? 1;
    const places = plain ? Math.min(size, room) : size;
    for (let place = 0; place < places; place++) {
      const number = numberAt(strategyClass, place);
      const earlier = firstByNumber.get(number);
      // later places of a class come later, unless rules leave the earlier ones later ones of other axes
      const isLater = earlier?.strategyClass === strategyClass && !coupling;
      if (earlier && (isLater || earlier.first <= start)) continue;
      const first = start + (offsetAt?.(place) ?? 0n);
      if (!earlier || first < earlier.first)
        firstByNumber.set(number, { number, first, strategyClass, place });
    }
  }
  const valueCount = plain ? size : firstByNumber.size;
  const ordered = [...firstByNumber.values()].toSorted((a, b) => (a.first < b.first ? -1 : 1));
  const shown = valueCount <= room ? ordered : ordered.slice(0, room - 1);
  return { shown, left: valueCount - shown.length };
}

/** The places of the deciding factor that each stack has in one class; `undefined` for all of them. */
type Share = {
  readonly strategyClass: StrategyClass;
  readonly places: ReadonlyMap<number, Places>;
};
type Places = { readonly size: number; readonly at: (n: number) => number };

function shareClass(
  { factor, plain, numberAt }: Division,
  strategyClass: StrategyClass,
  stackOf: (number: number) => number,
  room: number,
): Share {
  const size = factor === undefined ? 1 : at(strategyClass.values, factor).size;
  if (plain) {
    // the first values have stacks of their own, and the rest is one
    const singles = size > room ? room - 1 : size;
    const places = new Map<number, Places>();
    for (let stack = 0; stack < singles; stack++) places.set(stack, { size: 1, at: () => stack });
    if (size > singles) places.set(singles, { size: size - singles, at: (n) => singles + n });
    return { strategyClass, places };
  }
  const lists = new Map<number, number[]>();
  for (let place = 0; place < size; place++) {
    const stack = stackOf(numberAt(strategyClass, place));
    const list = lists.get(stack);
    if (list) list.push(place);
    else lists.set(stack, [place]);
  }
  const places = Array.from(
    lists,
    ([stack, list]) => [stack, { size: list.length, at: (n: number) => at(list, n) }] as const,
  );
  return { strategyClass, places: new Map(places) };
}

type Restricted = CountedClass & {
  readonly strategyClass: StrategyClass;
  readonly places: Places;
};

/** A class with only the values of one stack, if it has any. */
function restrict(
  { strategyClass, places }: Share,
  factor: number | undefined,
  stack: number,
): readonly Restricted[] {
  const placesOfStack = places.get(stack);
  if (!placesOfStack) return [];
  const { rest, values } = strategyClass;
  const restricted = values.map((factorValues, f) =>
    f === factor
      ? {
          size: placesOfStack.size,
          idAt: (n: number) => factorValues.idAt(placesOfStack.at(n)),
          identity: `${factorValues.identity} ${stack}`,
        }
      : factorValues,
  );
  return [{ rest, values: restricted, strategyClass, places: placesOfStack }];
}

/** How many combinations have one of the configurations: strategies' blocks at the factor's tuples. */
function combinationsOf(
  inStack: readonly Restricted[],
  factor: number | undefined,
  { space }: Factored,
): bigint {
  const points = gridPoints(space);
  return inStack.reduce((sum, { strategyClass, places }) => {
    const inBlock = strategyClass.strategies.reduce(
      (all, strategy) => all + at(space.sizes, strategy),
      0n,
    );
    if (factor === undefined) return sum + inBlock * points;
    const inStackTuples = tuplesOf(strategyClass, factor, places).count;
    const { tuples } = at(strategyClass.factors, factor);
    return sum + (inBlock * points * BigInt(inStackTuples)) / BigInt(tuples);
  }, 0n);
}

/** The tuples that give one of some values, ascending. */
function tuplesOf(
  { values }: StrategyClass,
  factor: number,
  places: Places,
): { readonly count: number; readonly list: () => readonly number[] } {
  const factorValues = at(values, factor);
  const lists = function* (): Iterable<readonly number[]> {
    for (let n = 0; n < places.size; n++)
      yield factorValues.tuplesOf(factorValues.idAt(places.at(n)));
  };
  let count = 0;
  if (factorValues.identity === "=") count = places.size;
  else for (const list of lists()) count += list.length;
  return { count, list: () => [...lists()].flat().toSorted((a, b) => a - b) };
}

/** The places of a class with the values of one stack. */
function boxesIn(
  { space, numbering: { coupling } }: Factored,
  narrow: NarrowSpace,
  { strategyClass, places }: Restricted,
  factor: number | undefined,
): readonly Box[] {
  const { strategies, factors, values } = strategyClass;
  if (factor === undefined) return boxesOf(narrow, coupling?.lanes, strategies, []);
  const factorOfClass = at(factors, factor);
  const strategy = at(strategies, 0);
  const group = couplingGroup(coupling?.lanes[strategy]?.onGrid ?? [], factorOfClass);
  if (!group) {
    const { list } = tuplesOf(strategyClass, factor, places);
    const fixed = [{ axes: positionsOf(factorOfClass), tuples: list() }];
    return boxesOf(narrow, coupling?.lanes, strategies, fixed);
  }
  const ofFactor = at(values, factor);
  const byValue = tuplesByValue(space, group, strategy, factorOfClass, ofFactor);
  const tuples = Array.from(
    { length: places.size },
    (_, n) => byValue.get(ofFactor.idAt(places.at(n))) ?? [],
  );
  const kept = Uint32Array.from(tuples.flat()).toSorted();
  return boxesOf(narrow, coupling?.lanes, strategies, [], (one) =>
    one === group ? kept : one.tuples,
  );
}
