import { nowhere } from "../../../text/source-range.ts";
import type { Value } from "../../../yaml/value.ts";
import type { Plan } from "../../model.ts";
import { equalityText, withoutIgnored } from "../../sharing/canonical/canonical.ts";
import { countConfigurations } from "../../sharing/decomposition/count-configurations.ts";
import { hasDistinctTuples } from "../../sharing/decomposition/factor-values.ts";
import { factorsOf } from "../../sharing/decomposition/factor.ts";
import type { Factored } from "../../sharing/decomposition/factored.ts";
import { scopeOf } from "../../sharing/decomposition/scope.ts";
import { isReached } from "../../sharing/reach/configuration.ts";
import type { FieldTarget, ReachingAxis } from "../../sharing/reach/reach.ts";
import { boxesOf, survivorsOf } from "../../sweep/lane.ts";
import { gridPoints, withoutSingles } from "../../sweep/space.ts";
import type { SectionRole, Strategy } from "../../workflow/workflow.ts";
import { entryText } from "./strategy-configs.ts";

const roles: readonly SectionRole[] = ["risk", "execution", "portfolio"];
/** A key that no section has: YAML has no such character. */
const parametersKey: Value = {
  type: "text",
  value: "\u0000parameters",
  range: nowhere,
};

/** Above this many strategies nothing is said. */
const strategyLimit = 500;
/** Strategies with one entry may have combinations in common; of all so many are compared one by one. */
const comparedLimit = 5000n;
/** Tuples of values that are enumerated anew for the strategies that share no entry, of all together. */
const enumerationLimit = 100_000;

/**
 * How many combinations repeat another one in everything: strategy, risk, execution and portfolio.
 * `undefined` where that would need too much enumeration. A strategy's parameters count as a part of
 * its portfolio section here, so that axes that write to several places are counted once.
 */
export function countDuplicates(plan: Plan, factored: Factored): bigint | undefined {
  const { workflow, space, numbering } = factored;
  if (workflow.strategies.length > strategyLimit) return undefined;
  if (numbering.coupling) {
    // what rules leave is no product of any strategy's axes
    if (plan.combinations > comparedLimit) return undefined;
    return plan.combinations - countOneByOne(plan, factored, workflow.strategies);
  }
  const strategiesByEntry = new Map<string, Strategy[]>();
  for (const strategy of workflow.strategies) {
    const text = entryText(strategy);
    strategiesByEntry.set(text, [...(strategiesByEntry.get(text) ?? []), strategy]);
  }
  const countDistinct = createDistinctCount(factored);
  let compared = 0n;
  let distinct = 0n;
  const points = gridPoints(space);
  for (const group of strategiesByEntry.values()) {
    const [only] = group;
    const isAlone = group.length === 1 && only !== undefined;
    if (!isAlone) {
      compared += group.reduce((sum, { index }) => sum + (space.sizes[index] ?? 0n), 0n) * points;
      if (compared > comparedLimit) return undefined;
    }
    const distinctInGroup = isAlone ? countDistinct(only) : countOneByOne(plan, factored, group);
    if (distinctInGroup === undefined) return undefined;
    distinct += distinctInGroup;
  }
  return plan.combinations - distinct;
}

/** Counts the different combinations of one strategy after the other, by factors. */
function createDistinctCount({
  workflow,
  reach,
}: Factored): (strategy: Strategy) => bigint | undefined {
  let enumerated = 0;
  return (strategy) => {
    const axes = axesAlone(reach, strategy);
    for (const factor of factorsOf(axes, roles)) {
      if (!hasDistinctTuples(factor)) enumerated += factor.tuples;
    }
    if (enumerated > enumerationLimit) return undefined;
    const alone = { ...strategy, index: 0 };
    const single = { ...workflow, strategies: [alone], grid: axes.map(({ axis }) => axis) };
    const { count, exact } = countConfigurations(scopeOf(single, axes, roles, new Map()));
    return exact ? count : undefined;
  };
}

/** The axes of one strategy as if its parameters were axes of the grid. */
function axesAlone(reach: readonly ReachingAxis[], strategy: Strategy): readonly ReachingAxis[] {
  const parameterAxes = strategy.parameters.map((axis): Omit<ReachingAxis, "position"> => ({
    axis,
    targets: axis.fields.map(({ key }, field) => ({
      role: "portfolio",
      path: [parametersKey, key],
      field,
    })),
    by: "declared",
  }));
  const gridAxes = reach.map(({ axis, targets, by }) => ({
    axis,
    by,
    targets: targets.flatMap((target): FieldTarget[] => {
      if (!isReached(target, strategy)) return [];
      const { role, path, field } = target;
      return role === "strategy"
        ? [{ role: "portfolio", path: [parametersKey, ...path], field }]
        : [{ role, path, field }];
    }),
  }));
  return [...parameterAxes, ...gridAxes].map((axis, position) => ({ ...axis, position }));
}

/** The different combinations of some strategies, one by one. */
function countOneByOne(
  plan: Plan,
  { space, numbering: { coupling, setOf } }: Factored,
  group: readonly Strategy[],
): bigint {
  const texts = new Set<string>();
  const members = group.map(({ index }) => index);
  const boxes = coupling
    ? survivorsOf(withoutSingles(space), coupling.lanes)
    : boxesOf(withoutSingles(space), undefined, members, []);
  for (const index of setOf(boxes)) {
    const combination = plan.combinationAt(index);
    const sections = roles.map((role) => withoutIgnored(plan.configOf(role, combination)));
    const configs = [plan.configOf("strategy", combination), ...sections];
    texts.add(JSON.stringify(configs.map(equalityText)));
  }
  return BigInt(texts.size);
}
