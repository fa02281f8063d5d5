import { at } from "../../text/collections.ts";
import type { Value } from "../../yaml/value.ts";
import { leavesOfTuple, type Facet, type Facets } from "../sharing/decomposition/facets.ts";
import { coordinatesOf, positionsOf, type Factor } from "../sharing/decomposition/factor.ts";
import type { Scope, StrategyClass } from "../sharing/decomposition/scope.ts";
import { readAt, sectionOf } from "../sharing/reach/configuration.ts";
import { strategyAt, tupleReader, type Space, type TupleReader } from "../sweep/space.ts";

/**
 * How one field of a role divides the configurations of a scope, that of the role or that of both
 * roles. The field's values are numbered, 0 stands for "absent"; which value a configuration has is
 * decided by its class of strategies alone, or together with the value of one factor.
 */
export type Division = {
  readonly facets: Facets;
  readonly facet: Facet;
  readonly scope: Scope;
  /** The position in `scope` of the factor that decides; `undefined` where classes do alone. */
  readonly factor: number | undefined;
  /** Whether every place of that factor, in every class, is a value of its own: place + 1. */
  readonly plain: boolean;
  /** The number of the value at a place of the factor; classes alone have one place, 0. */
  readonly numberAt: (strategyClass: StrategyClass, place: number) => number;
  /** The number of the value at a place of the space. */
  readonly numberOf: (place: bigint) => number;
};

/** Divides a scope by a field; `undefined` where that would take too many values to look at. */
export function divideByField(
  facets: Facets,
  facet: Facet,
  scope: Scope,
  space: Space,
): Division | undefined {
  const classOf = new Map(
    facets.scope.classes.flatMap(({ strategies }, c) =>
      strategies.map((strategy) => [strategy, c] as const),
    ),
  );
  const roleFactor =
    facet.factor === undefined ? undefined : at(facets.scope.factors, facet.factor);
  /** The number in a class of the role; the tuple is asked for where a factor decides. */
  const numberIn = (c: number, tupleOf: (roleFactor: Factor) => number): number => {
    if (facet.factor === undefined) return at(facets.rests, c).get(facet.path.id) ?? 0;
    const { factors, values } = at(facets.scope.classes, c);
    const id = at(values, facet.factor).idOf(tupleOf(at(factors, facet.factor)));
    const fields = facets.factorFields[facet.factor];
    return fields ? (fields.get(id)?.get(facet.path.id) ?? 0) : id + 1;
  };
  const firstAxis = roleFactor?.axes[0]?.position;
  const scopePosition = scope.factors.findIndex(({ axes }) =>
    axes.some(({ position }) => position === firstAxis),
  );
  const factor = roleFactor && scopePosition >= 0 ? scopePosition : undefined;
  const plain =
    roleFactor !== undefined &&
    !roleFactor.isCoupled &&
    hasDistinctPlaces(scope, factor) &&
    hasDistinctPlaces(facets.scope, facet.factor);
  if (!plain && factor !== undefined && placesOf(scope, factor) > placeLimit) return undefined;
  const readerByFactor = new Map<Factor, TupleReader>();
  const readerOf = (roleFactorOfClass: Factor): TupleReader => {
    const reader =
      readerByFactor.get(roleFactorOfClass) ?? tupleReader(space, positionsOf(roleFactorOfClass));
    readerByFactor.set(roleFactorOfClass, reader);
    return reader;
  };
  return {
    facets,
    facet,
    scope,
    factor,
    plain,
    numberAt({ strategies, factors, values }, place) {
      return numberIn(classOf.get(at(strategies, 0)) ?? 0, (roleFactorOfClass) =>
        factor === undefined
          ? 0
          : tupleWithin(at(factors, factor), roleFactorOfClass, at(values, factor).firstAt(place)),
      );
    },
    numberOf(place) {
      const c = classOf.get(strategyAt(space, place)) ?? 0;
      return numberIn(c, (roleFactorOfClass) => readerOf(roleFactorOfClass)(place));
    },
  };
}

/** Values of factors over all classes up to which they are looked at one by one. */
const placeLimit = 100_000;

const placesOf = ({ classes }: Scope, factor: number): number =>
  Array.from(new Set(classes.map(({ values }) => at(values, factor)))).reduce(
    (sum, { size }) => sum + size,
    0,
  );

/** Whether every tuple of a factor is a value of its own, without any having been looked at. */
const hasDistinctPlaces = ({ classes }: Scope, factor: number | undefined): boolean =>
  factor !== undefined && classes.every(({ values }) => at(values, factor).identity === "=");

/** The tuple of a factor that agrees with one of a factor with more axes. */
function tupleWithin(outer: Factor, inner: Factor, tuple: number): number {
  if (outer === inner) return tuple;
  const coordinates = coordinatesOf(outer, tuple);
  return inner.axes.reduce((withinTuple, { axis, position }) => {
    const place = outer.axes.findIndex((outerAxis) => outerAxis.position === position);
    return withinTuple * axis.values.count + (coordinates[place] ?? 0);
  }, 0);
}

/** The value that a field has at a place of its factor; `undefined` where it is absent. */
export function fieldValueAt(
  { facets, facet, factor, numberAt }: Division,
  strategyClass: StrategyClass,
  place: number,
): Value | undefined {
  const { strategies, factors, values } = strategyClass;
  const { workflow, role } = facets;
  const strategy = at(workflow.strategies, at(strategies, 0));
  if (numberAt(strategyClass, place) === 0) return undefined;
  if (factor === undefined || facet.factor === undefined) {
    return readAt(sectionOf(workflow, role, strategy), facet.path.keys);
  }
  const roleClass = facets.scope.classes.find((one) => one.strategies.includes(strategy.index));
  if (!roleClass) return undefined;
  const roleFactor = at(roleClass.factors, facet.factor);
  const tuple = tupleWithin(at(factors, factor), roleFactor, at(values, factor).firstAt(place));
  const leaves = leavesOfTuple(workflow, role, roleFactor, strategy, tuple);
  return leaves.find(({ path }) => path.id === facet.path.id)?.value;
}
