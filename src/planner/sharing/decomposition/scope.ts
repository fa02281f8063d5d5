import type { SectionRole, Workflow } from "../../workflow/workflow.ts";
import type { ReachingAxis } from "../reach/reach.ts";
import {
  dependsOnStart,
  factorLimit,
  factorValues,
  hasDistinctTuples,
  startTextOf,
  type FactorValues,
  type ValuesByFactor,
} from "./factor-values.ts";
import { factorsOf, type Factor } from "./factor.ts";
import { blanksOf, restOf } from "./rest-text.ts";
import { startsOf, type SectionsOf } from "./starts.ts";

/** Strategies that get equal configurations at every grid point. */
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
): Scope {
  const factors = factorsOf(reach, roles);
  const starts = startsOf(workflow, roles);
  const factorStarts = factors.map((factor) =>
    factor.tuples > factorLimit || !dependsOnStart(factor)
      ? []
      : starts.map(({ sections }) => startTextOf(factor, sections)),
  );
  // what is enumerated counts together, so that many large factors take no longer than one
  let enumerated = 0;
  const large = factors.filter((factor, f) => {
    const work = factor.tuples * Math.max(1, new Set(factorStarts[f]).size);
    if (work > factorLimit) return true;
    if (!hasDistinctTuples(factor)) enumerated += work;
    return enumerated > factorLimit;
  });
  if (large.length > 0) {
    const most = productOf(factors) * BigInt(workflow.strategies.length);
    return { factors, classes: [], tooLarge: { factors: large, most } };
  }
  const valuesOf = shareValues(factors, factorStarts, valuesByFactor);
  const blanks = blanksOf(factors, roles);
  const classes = new Map<string, StrategyClass & { readonly strategies: number[] }>();
  for (const [s, { strategies, sections }] of starts.entries()) {
    const rest = restOf(blanks, sections);
    const { values, identity } = valuesOf(s, sections);
    const key = JSON.stringify([rest, identity]);
    const sameClass = classes.get(key);
    if (sameClass) sameClass.strategies.push(...strategies);
    else classes.set(key, { strategies, rest, factors, values });
  }
  for (const { strategies } of classes.values()) strategies.sort((a, b) => a - b);
  return { factors, classes: [...classes.values()], tooLarge: undefined };
}

/** How many tuples factors have together. */
function productOf(factors: readonly Factor[]): bigint {
  const counts = factors.flatMap(({ axes }) => axes.map(({ axis }) => BigInt(axis.values.count)));
  return counts.reduce((all, count) => all * count, 1n);
}

type ClassValues = { readonly values: readonly FactorValues[]; readonly identity: string };

/**
 * Makes the function that gives the values of all factors at a start. Most factors give all starts
 * the same, and starts that agree on the others share one list: 5,000 strategies under 5,000 axes
 * would be 25 million entries.
 */
function shareValues(
  factors: readonly Factor[],
  factorStarts: readonly (readonly string[])[],
  valuesByFactor: ValuesByFactor,
): (start: number, sections: SectionsOf) => ClassValues {
  const depending = Array.from(factors.keys()).filter((f) => factorStarts[f]?.length !== 0);
  const valuesByStarts = new Map<string, ClassValues>();
  return (s, sections) => {
    const key = JSON.stringify(depending.map((f) => factorStarts[f]?.[s]));
    const remembered = valuesByStarts.get(key);
    if (remembered) return remembered;
    const values = factors.map((factor, f) =>
      factorValues(factor, factorStarts[f]?.[s] ?? "", sections, valuesByFactor),
    );
    const identity = JSON.stringify(depending.map((f) => values[f]?.identity));
    const list = { values, identity };
    valuesByStarts.set(key, list);
    return list;
  };
}
