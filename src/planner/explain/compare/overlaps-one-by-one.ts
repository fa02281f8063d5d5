import { grouped } from "../../../text/count-text.ts";
import { keyText } from "../../../yaml/value.ts";
import { combinationIndex, type Combination, type SharedRole } from "../../model.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import type { FactoredPlan } from "../../sharing/decomposition/factored.ts";
import type { Axis } from "../../workflow/workflow.ts";
import type { Overlap } from "./overlaps.ts";
import { pairSameStrategies } from "./same-strategies.ts";

/** So many combinations of a plan are looked at one by one. */
const combinationLimit = 10_000n;

/**
 * How many combinations of equal values the containers of a role have in common where rules drop some:
 * what they leave is no product of axes, so all are gone through.
 */
export function overlapsOneByOne(
  role: SharedRole,
  before: FactoredPlan,
  after: FactoredPlan,
  gone: ReadonlySet<number>,
  fresh: ReadonlySet<number>,
): readonly Overlap[] | string {
  if ([before, after].some(({ plan }) => plan.combinations > combinationLimit)) {
    return `rules drop some of over ${grouped(combinationLimit)} combinations: what changed is not matched`;
  }
  const [ofBefore, ofAfter] = [before, after].map(({ factored: { workflow } }) => workflow);
  const pairs = Array.from(
    pairSameStrategies(ofBefore?.strategies ?? [], ofAfter?.strategies ?? []),
  );
  const pairOf = [
    new Map(pairs.map(([one], pair) => [one.index, pair])),
    new Map(pairs.map(([, other], pair) => [other.index, pair])),
  ];
  const axesOf = ({ factored: { workflow } }: FactoredPlan, at: 0 | 1) => [
    ...keysOf(workflow.grid),
    ...pairs.flatMap((pair, number) =>
      keysOf(pair[at].parameters).map((key) => `${number} ${key}`),
    ),
  ];
  const inAfter = new Set(axesOf(after, 1));
  const common = new Set(axesOf(before, 0).filter((key) => inAfter.has(key)));
  const containersBefore = containersByValues(role, before, gone, pairOf[0], common);
  const containersAfter = containersByValues(role, after, fresh, pairOf[1], common);
  const overlapByPair = new Map<string, [number, number, bigint]>();
  for (const [values, numbers] of containersBefore) {
    for (const first of numbers) {
      for (const second of containersAfter.get(values) ?? []) {
        const key = `${first} ${second}`;
        const overlap = overlapByPair.get(key);
        if (overlap) overlap[2] += 1n;
        else overlapByPair.set(key, [first, second, 1n]);
      }
    }
  }
  return [...overlapByPair.values()];
}

/** The containers that serve combinations of some values on the axes that both plans have. */
function containersByValues(
  role: SharedRole,
  { plan }: FactoredPlan,
  wanted: ReadonlySet<number>,
  pairOf: ReadonlyMap<number, number> | undefined,
  common: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<number>> {
  const byValues = new Map<string, Set<number>>();
  for (let i = 0n; i < plan.combinations; i++) {
    const combination = plan.combinationAt(combinationIndex(i));
    const pair = pairOf?.get(combination.strategy.index);
    const container = plan.roles[role].servedBy(combination.index);
    if (pair === undefined || !wanted.has(container)) continue;
    const key = JSON.stringify([pair, valuesOf(plan.workflow.grid, combination, pair, common)]);
    const containers = byValues.get(key) ?? new Set();
    byValues.set(key, containers.add(container));
  }
  return byValues;
}

function valuesOf(
  axes: readonly Axis[],
  { strategy, grid, parameters }: Combination,
  pair: number,
  common: ReadonlySet<string>,
): readonly string[] {
  const texts = (of: readonly Axis[], positions: readonly number[], prefix: string) =>
    of.flatMap(({ key, fields }, i) =>
      common.has(prefix + keyText(key))
        ? [keyText(key), ...fields.map(({ values }) => equalityText(values.at(positions[i] ?? 0)))]
        : [],
    );
  return [...texts(axes, grid, ""), ...texts(strategy.parameters, parameters, `${pair} `)];
}

const keysOf = (axes: readonly Axis[]): readonly string[] => axes.map(({ key }) => keyText(key));
