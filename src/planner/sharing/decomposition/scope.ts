import {
  keyIdentity,
  type KeyIdentity,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import type { SectionRole, Workflow } from "../../workflow/workflow.ts";
import { equalityText, withoutIgnored } from "../canonical/canonical.ts";
import { sectionOf, writeAt, type Copies } from "../reach/configuration.ts";
import type { ReachingAxis } from "../reach/reach.ts";
import {
  blank,
  dependsOnStart,
  factorLimit,
  factorValues,
  hasDistinctTuples,
  startTextOf,
  type FactorValues,
  type ValuesByFactor,
} from "./factor-values.ts";
import { factorsOf, type Factor } from "./factor.ts";

/** The sections of a class before any grid value. */
export type SectionsOf = (role: SectionRole) => MapValue | undefined;

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

type Start = { readonly strategies: number[]; readonly sections: SectionsOf };

/** Strategies with equal sections before any grid value: most have no overrides and are one group. */
function startsOf(workflow: Workflow, roles: readonly SectionRole[]): readonly Start[] {
  const { strategies } = workflow;
  const numbers = roles.map((role) => sectionNumbers(workflow, role));
  const startsByKey = new Map<number, Start>();
  for (const [position, strategy] of strategies.entries()) {
    let key = 0;
    for (const ofRole of numbers) key = key * (strategies.length + 1) + (ofRole[position] ?? 0);
    const start = startsByKey.get(key);
    if (start) start.strategies.push(strategy.index);
    else {
      const sections = new Map(roles.map((role) => [role, sectionOf(workflow, role, strategy)]));
      startsByKey.set(key, {
        strategies: [strategy.index],
        sections: (role) => sections.get(role),
      });
    }
  }
  return [...startsByKey.values()];
}

/** A number for every strategy, equal for equal sections of a role; 0 without an override. */
function sectionNumbers(workflow: Workflow, role: SectionRole): readonly number[] {
  const numbersByRole =
    numbersByWorkflow.get(workflow) ?? new Map<SectionRole, readonly number[]>();
  numbersByWorkflow.set(workflow, numbersByRole);
  const numberByText = new Map<string, number>();
  const numbers =
    numbersByRole.get(role) ??
    workflow.strategies.map((strategy) => {
      if (strategy.overrides[role].entries.size === 0) return 0;
      const text = equalityText(withoutIgnored(sectionOf(workflow, role, strategy)));
      const number = numberByText.get(text) ?? numberByText.size + 1;
      numberByText.set(text, number);
      return number;
    });
  numbersByRole.set(role, numbers);
  return numbers;
}

/** The scopes of one plan ask for the same numbers. */
const numbersByWorkflow = new WeakMap<Workflow, Map<SectionRole, readonly number[]>>();

/** What the factors write in a role's section, to be left out of the rest. */
type Blanks = {
  readonly role: SectionRole;
  /** Keys of the section itself. */
  readonly keys: ReadonlySet<KeyIdentity>;
  /** Places deeper down, and one key of each kind: Python refuses to mix them. */
  readonly paths: readonly (readonly Value[])[];
};

function blanksOf(factors: readonly Factor[], roles: readonly SectionRole[]): readonly Blanks[] {
  return roles.map((role) => {
    const keys = new Set<KeyIdentity>();
    const paths: (readonly Value[])[] = [];
    const kinds = new Set<string>();
    for (const root of factors.flatMap(({ roots }) => roots)) {
      const [key, ...below] = root.path;
      const identity = key && keyIdentity(key);
      if (root.role !== role || !key || identity === undefined) continue;
      if (below.length === 0) keys.add(identity);
      if (below.length > 0 || !kinds.has(key.type)) paths.push(root.path);
      kinds.add(key.type);
    }
    return { role, keys, paths };
  });
}

/** The configuration with all that the factors write left out or blank. */
function restOf(blanks: readonly Blanks[], sections: SectionsOf): string {
  const rests = blanks.map(({ role, keys, paths }) => {
    const section = sections(role);
    if (!section) return "";
    if (keys.size === 0 && paths.length === 0) return equalityText(withoutIgnored(section));
    const copies: Copies = new Map();
    const entries = new Map<KeyIdentity, MapEntry>();
    for (const [key, entry] of section.entries) if (!keys.has(key)) entries.set(key, entry);
    let rest: MapValue = { ...section, entries };
    for (const path of paths) rest = writeAt(rest, path, blank, copies);
    return equalityText(withoutIgnored(rest));
  });
  return JSON.stringify(rests);
}
