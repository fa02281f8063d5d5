import { at } from "../../../text/collections.ts";
import type { Coupling } from "../../sweep/lane.ts";
import type { SectionRole, Workflow } from "../../workflow/workflow.ts";
import type { ReachingAxis } from "../reach/reach.ts";
import { createAdmission, splitByLane } from "./coupled-values.ts";
import type { FactorValues, ValuesByFactor } from "./factor-values.ts";
import { factorsOf, type Factor } from "./factor.ts";
import { factorsFor, narrowFactors, type Narrowing } from "./narrow-factors.ts";
import { createRestOf } from "./rest-text.ts";
import { startsOf, type Start } from "./starts.ts";
import { largeFactors, shareValues, variantsOf } from "./variants.ts";

/** Strategies that get equal configurations at every grid point, of which rules leave them the same. */
export type StrategyClass = {
  /** Their positions, ascending. */
  readonly strategies: readonly number[];
  /** Everything of the configuration that no factor writes, as text: equal texts, equal rests. */
  readonly rest: string;
  /** The scope's factors with the axes that reach these strategies: they number the tuples. */
  readonly factors: readonly Factor[];
  readonly values: readonly FactorValues[];
};

/**
 * One role, or several seen as one configuration, prepared for counting and grouping: every
 * configuration is a class's rest with one value of each factor in it (spec page 2, "Scale").
 */
export type Scope = {
  readonly factors: readonly Factor[];
  readonly classes: readonly StrategyClass[];
  /** Where factors are above the limit, nothing is enumerated and `classes` is empty. */
  readonly tooLarge: TooLarge | undefined;
};

/** What is above the limit of a scope. */
export type TooLarge = {
  readonly factors: readonly Factor[];
  /** So many configurations there are at most. */
  readonly most: bigint;
};

/**
 * Prepares a scope. Costs the strategies' sections plus the tuples of the factors, never the
 * combinations: what no factor writes is computed once a class, what a factor writes once a value.
 */
export function scopeOf(
  workflow: Workflow,
  reach: readonly ReachingAxis[],
  roles: readonly SectionRole[],
  valuesByFactor: ValuesByFactor,
  coupling?: Coupling,
): Scope {
  const factors = factorsOf(reach, roles, coupling?.componentOf);
  const narrowing = narrowFactors(factors, workflow.strategies.length);
  const starts = startsOf(workflow, roles, narrowing.numbers);
  if (starts.length === 0) return { factors, classes: [], tooLarge: undefined };
  const variants = variantsOf(factors, starts, narrowing);
  const large = largeFactors(factors, variants, narrowing);
  if (large.length > 0) {
    const tooLarge = { factors: large, most: mostConfigurations(narrowing, starts) };
    return { factors, classes: [], tooLarge };
  }
  const valuesOf = shareValues(factors, variants, valuesByFactor);
  const factorsByReach = narrowing.named.map((_, number) => factorsFor(narrowing, number));
  const restOf = createRestOf(factors, roles);
  const admission = createAdmission(workflow, factors, valuesByFactor);
  const classes = new Map<string, StrategyClass & { readonly strategies: number[] }>();
  for (const [s, { strategies, sections, reach: number }] of starts.entries()) {
    const factorsOfStart = at(factorsByReach, number);
    const rest = restOf(factorsOfStart, sections);
    const { values, identity } = valuesOf(s);
    for (const [groups, members] of splitByLane(strategies, coupling)) {
      const key = JSON.stringify([rest, identity, number, admission.numberOf(groups)]);
      const sameClass = classes.get(key);
      if (sameClass) sameClass.strategies.push(...members);
      else {
        const left = admission.admit(groups, at(members, 0), factorsOfStart, values);
        classes.set(key, { strategies: members, rest, factors: factorsOfStart, values: left });
      }
    }
  }
  for (const { strategies } of classes.values()) strategies.sort((a, b) => a - b);
  return { factors, classes: [...classes.values()], tooLarge: undefined };
}

/** The factors of a scope, as they reach its classes where there are some. */
export function reachingFactors({ factors, classes }: Scope): readonly Factor[] {
  const lists = new Set(classes.map((strategyClass) => strategyClass.factors));
  return lists.size === 0 ? factors : [...new Set(Array.from(lists).flat())];
}

/** So many configurations the strategies have at most. */
function mostConfigurations({ unnamed, named }: Narrowing, starts: readonly Start[]): bigint {
  const tuplesOf = ({ axes }: Factor): bigint =>
    axes.reduce((all, { axis }) => all * BigInt(axis.values.count), 1n);
  const usual = unnamed.reduce((all, factor) => all * tuplesOf(factor), 1n);
  const mostByReach = named.map((factors) => {
    let most = usual;
    for (const [f, factor] of factors) most = (most / tuplesOf(at(unnamed, f))) * tuplesOf(factor);
    return most;
  });
  return starts.reduce(
    (sum, { strategies, reach }) => sum + at(mostByReach, reach) * BigInt(strategies.length),
    0n,
  );
}
