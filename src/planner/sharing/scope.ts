import type { MapValue } from "../config/value.ts";
import type { SectionRole, Workflow } from "../config/workflow.ts";
import { equalityText, withoutIgnored } from "./canonical.ts";
import { sectionOf, writeAt, type Copies } from "./configuration.ts";
import {
  blank,
  factorLimit,
  factorValues,
  isIdentity,
  startOf,
  type FactorValues,
  type KnownValues,
} from "./factor-values.ts";
import { factorsOf, type Factor } from "./factor.ts";
import type { ReachingAxis } from "./reach.ts";

/** The sections of a class before any grid value. */
export type SectionsOf = (role: SectionRole) => MapValue | undefined;

/** Strategies that get equal configurations at every grid point. */
export type StrategyClass = {
  /** Their positions, ascending. */
  readonly strategies: readonly number[];
  /** Everything of the configuration that no factor writes, as text: equal texts, equal rests. */
  readonly rest: string;
  readonly values: readonly FactorValues[];
};

/**
 * One role, or several seen as one configuration, prepared for counting and grouping: every
 * configuration is a class's rest with one value of each factor in it (spec page 2, "Scale").
 */
export type Scope = {
  readonly factors: readonly Factor[];
  readonly classes: readonly StrategyClass[];
  /** The factors above the limit; where there is one, nothing is enumerated and `classes` is empty. */
  readonly tooLarge: readonly Factor[];
};

/**
 * Prepares a scope. Costs the strategies' sections plus the tuples of the factors, never the
 * combinations: what no factor writes is computed once a class, what a factor writes once a value.
 */
export function scopeOf(
  workflow: Workflow,
  reach: readonly ReachingAxis[],
  roles: readonly SectionRole[],
  known: KnownValues,
): Scope {
  const factors = factorsOf(reach, roles);
  const starts = startsOf(workflow, roles);
  const factorStarts = factors.map((factor) =>
    factor.tuples > factorLimit ? [] : starts.map(({ sections }) => startOf(factor, sections)),
  );
  // what is enumerated counts together, so that many large factors take no longer than one
  let enumerated = 0;
  const tooLarge = factors.filter((factor, f) => {
    const work = factor.tuples * Math.max(1, new Set(factorStarts[f]).size);
    if (work > factorLimit) return true;
    if (!isIdentity(factor)) enumerated += work;
    return enumerated > factorLimit;
  });
  if (tooLarge.length > 0) return { factors, classes: [], tooLarge };
  const classes = new Map<string, StrategyClass & { readonly strategies: number[] }>();
  for (const [s, { strategies, sections }] of starts.entries()) {
    const rest = restOf(factors, roles, sections);
    const values = factors.map((factor, f) =>
      factorValues(factor, factorStarts[f]?.[s] ?? "", sections, known),
    );
    const key = JSON.stringify([rest, ...values.map(({ identity }) => identity)]);
    const same = classes.get(key);
    if (same) same.strategies.push(...strategies);
    else classes.set(key, { strategies, rest, values });
  }
  for (const { strategies } of classes.values()) strategies.sort((a, b) => a - b);
  return { factors, classes: [...classes.values()], tooLarge };
}

type Start = { readonly strategies: number[]; readonly sections: SectionsOf };

/** Strategies with equal sections before any grid value: most have no overrides and are one group. */
function startsOf(workflow: Workflow, roles: readonly SectionRole[]): readonly Start[] {
  const starts = new Map<string, Start>();
  for (const strategy of workflow.strategies) {
    const plain = roles.every((role) => strategy.overrides[role].entries.size === 0);
    const sections = new Map(roles.map((role) => [role, sectionOf(workflow, role, strategy)]));
    const key = plain ? "" : textOf(roles, (role) => sections.get(role));
    const known = starts.get(key);
    if (known) known.strategies.push(strategy.index);
    else starts.set(key, { strategies: [strategy.index], sections: (role) => sections.get(role) });
  }
  return [...starts.values()];
}

/** The configuration with all that the factors write blanked out. */
function restOf(
  factors: readonly Factor[],
  roles: readonly SectionRole[],
  sections: SectionsOf,
): string {
  const copies: Copies = new Map();
  const blanked = new Map(roles.map((role) => [role, sections(role)]));
  for (const factor of factors) {
    for (const { role, path } of factor.roots) {
      const section = blanked.get(role);
      if (section) blanked.set(role, writeAt(section, path, blank, copies));
    }
  }
  return textOf(roles, (role) => blanked.get(role));
}

function textOf(roles: readonly SectionRole[], sections: SectionsOf): string {
  const texts = roles.map((role) => {
    const section = sections(role);
    return section ? equalityText(withoutIgnored(section)) : "";
  });
  return JSON.stringify(texts);
}
