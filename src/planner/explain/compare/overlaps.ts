import { at, groupBy } from "../../../text/collections.ts";
import { keyText } from "../../../yaml/value.ts";
import { combinationIndex, type SharedRole } from "../../model.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import type { Factor } from "../../sharing/decomposition/factor.ts";
import type { FactoredPlan } from "../../sharing/decomposition/factored.ts";
import type { StrategyClass } from "../../sharing/decomposition/scope.ts";
import type { AxisValues, Strategy } from "../../workflow/workflow.ts";
import { overlapsOneByOne } from "./overlaps-one-by-one.ts";
import { pairSameStrategies } from "./same-strategies.ts";

/** So many values of the axes that decide about containers are gone through together. */
const tupleLimit = 200_000;
const valueLimit = 100_000;

/** How many combinations of equal values two containers serve. */
export type Overlap = readonly [before: number, after: number, combinations: bigint];

/** Positions of one value in both lists of an axis; of one list only, where the other plan lacks it. */
type Step = readonly [before: number | undefined, after: number | undefined];

/**
 * How many combinations of equal values the containers of a role have in common, for those that
 * stand in one plan only. Gone through are the values of the axes that decide about containers, in
 * either plan; all other axes only multiply. A text where that is too much, saying so.
 */
export function overlapsOf(
  role: SharedRole,
  before: FactoredPlan,
  after: FactoredPlan,
  gone: ReadonlySet<number>,
  fresh: ReadonlySet<number>,
): readonly Overlap[] | string {
  if (before.factored.numbering.coupling ?? after.factored.numbering.coupling)
    return overlapsOneByOne(role, before, after, gone, fresh);
  const axes = commonAxes(before, after);
  if (!axes) return `an axis has over ${valueLimit} values: what changed is not matched`;
  const groups = groupPairs(axes, role, before, after);
  const looks = groups.reduce(
    (sum, { pairs, deciding }) =>
      sum + pairs.length * deciding.reduce((all, { steps }) => all * steps.length, 1),
    0,
  );
  if (looks > tupleLimit) {
    return `over ${tupleLimit} values decide about ${role} containers: what changed is not matched`;
  }
  const overlapByPair = new Map<string, [number, number, bigint]>();
  for (const { pairs, deciding, weight } of groups) {
    const visit = (depth: number, offsets: readonly [bigint, bigint], pair: StrategyPair): void => {
      const axis = deciding[depth];
      if (axis) {
        for (const [a, b] of axis.steps) {
          const next = [
            offsets[0] + axis.strides[0] * BigInt(a ?? 0),
            offsets[1] + axis.strides[1] * BigInt(b ?? 0),
          ] as const;
          visit(depth + 1, next, pair);
        }
        return;
      }
      const first = before.plan.roles[role].servedBy(combinationIndex(offsets[0]));
      const second = after.plan.roles[role].servedBy(combinationIndex(offsets[1]));
      if (!gone.has(first) || !fresh.has(second)) return;
      const key = `${first} ${second}`;
      const overlap = overlapByPair.get(key);
      if (overlap) overlap[2] += pair.combinations * weight;
      else overlapByPair.set(key, [first, second, pair.combinations * weight]);
    };
    for (const pair of pairs) {
      const offsets = [
        at(before.factored.space.offsets, pair.before),
        at(after.factored.space.offsets, pair.after),
      ] as const;
      visit(0, offsets, pair);
    }
  }
  return [...overlapByPair.values()];
}

/** Strategies of both plans about whose containers the same axes decide; the others multiply. */
type PairGroup = {
  readonly pairs: readonly StrategyPair[];
  readonly deciding: readonly CommonAxis[];
  readonly weight: bigint;
};

function groupPairs(
  axes: readonly CommonAxis[],
  role: SharedRole,
  before: FactoredPlan,
  after: FactoredPlan,
): readonly PairGroup[] {
  const numberByFactors = new Map<readonly Factor[] | undefined, number>();
  const numberOf = (strategyClass: StrategyClass | undefined): number => {
    const number = numberByFactors.get(strategyClass?.factors) ?? numberByFactors.size;
    numberByFactors.set(strategyClass?.factors, number);
    return number;
  };
  const groups = groupBy(strategyPairs(role, before, after), ({ classes }) =>
    classes.map(numberOf).join(),
  );
  return Array.from(groups.values(), (pairs): PairGroup => {
    const factors = at(pairs, 0).classes.flatMap((one) => one?.factors ?? []);
    const keys = new Set(factors.flatMap((one) => one.axes.map(({ axis }) => keyText(axis.key))));
    const others = axes.filter(({ key }) => !keys.has(key));
    return {
      pairs,
      deciding: axes.filter(({ key }) => keys.has(key)),
      weight: others.reduce((all, { common }) => all * BigInt(common), 1n),
    };
  });
}

type CommonAxis = {
  readonly key: string;
  readonly strides: readonly [bigint, bigint];
  readonly steps: readonly Step[];
  /** How many values both plans have; of an axis of one plan only, 1. */
  readonly common: number;
};

/** The grid axes of both plans; values that only one of two lists has take part in no overlap. */
function commonAxes(before: FactoredPlan, after: FactoredPlan): readonly CommonAxis[] | undefined {
  const [first, second] = [before, after].map(gridOf);
  const keys = new Set([...(first?.keys() ?? []), ...(second?.keys() ?? [])]);
  const axes = Array.from(keys, (key): CommonAxis | undefined => {
    const a = first?.get(key);
    const b = second?.get(key);
    const steps = stepsOf(a?.axis.values, b?.axis.values);
    if (!steps) return undefined;
    const common = a && b ? steps.length : 1;
    return { key, strides: [a?.stride ?? 0n, b?.stride ?? 0n], steps, common };
  });
  const shortAxes = axes.filter((axis) => axis !== undefined);
  return shortAxes.length === axes.length ? shortAxes : undefined;
}

function gridOf({ factored: { workflow, space } }: FactoredPlan) {
  return new Map(
    workflow.grid.map((axis, i) => [keyText(axis.key), { axis, stride: at(space.gridStrides, i) }]),
  );
}

/** The values of an axis that both plans have, or all of the only one that has it. */
function stepsOf(
  before: AxisValues | undefined,
  after: AxisValues | undefined,
): readonly Step[] | undefined {
  if ((before?.count ?? 0) > valueLimit || (after?.count ?? 0) > valueLimit) return undefined;
  if (!before || !after) {
    const only = Array.from({ length: (before ?? after)?.count ?? 0 }, (_, i) => i);
    return only.map((i): Step => (before ? [i, undefined] : [undefined, i]));
  }
  const places = new Map(textsOf(after).map((text, i) => [text, i]));
  return textsOf(before).flatMap((text, i): Step[] => {
    const place = places.get(text);
    return place === undefined ? [] : [[i, place]];
  });
}

const textsOf = ({ count, at: valueAt }: AxisValues): readonly string[] =>
  Array.from({ length: count }, (_, i) => equalityText(valueAt(i)));

type StrategyPair = {
  readonly before: number;
  readonly after: number;
  readonly classes: readonly (StrategyClass | undefined)[];
  /** How many parameter values they have in common, over all pairs of the same two classes. */
  readonly combinations: bigint;
};

/**
 * Strategies of the same name or type in both plans, those that get equal configurations at every
 * grid point taken together.
 */
function strategyPairs(
  role: SharedRole,
  before: FactoredPlan,
  after: FactoredPlan,
): readonly StrategyPair[] {
  const classOf = ({ factored }: FactoredPlan) =>
    new Map(
      factored.scopes[role].classes.flatMap((strategyClass) =>
        strategyClass.strategies.map((strategy) => [strategy, strategyClass] as const),
      ),
    );
  const [classBefore, classAfter] = [classOf(before), classOf(after)];
  const pairByClasses = new Map<string, StrategyPair>();
  const { strategies } = before.factored.workflow;
  for (const [strategy, now] of pairSameStrategies(
    strategies,
    after.factored.workflow.strategies,
  )) {
    const combinations = commonParameters(strategy, now);
    const classes = [classBefore.get(strategy.index), classAfter.get(now.index)];
    const key = classes.map((one) => one?.strategies[0]).join();
    const samePair = pairByClasses.get(key);
    pairByClasses.set(key, {
      before: strategy.index,
      after: now.index,
      classes,
      combinations: combinations + (samePair?.combinations ?? 0n),
    });
  }
  return [...pairByClasses.values()];
}

/** In how many combinations of their parameters two strategies agree; a parameter of one only fits all. */
function commonParameters(before: Strategy, after: Strategy): bigint {
  const valuesAfter = new Map(after.parameters.map(({ key, values }) => [keyText(key), values]));
  return before.parameters.reduce((all, { key, values }) => {
    const otherValues = valuesAfter.get(keyText(key));
    return all * BigInt(otherValues ? commonCount(values, otherValues) : 1);
  }, 1n);
}

function commonCount(a: AxisValues, b: AxisValues): number {
  return stepsOf(a, b)?.length ?? Math.min(a.count, b.count);
}
