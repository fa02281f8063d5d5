import { at } from "../../../text/collections.ts";
import { keyIdentity } from "../../../yaml/value.ts";
import {
  dependsOnStart,
  factorLimit,
  factorValues,
  hasDistinctTuples,
  startTextOf,
  type FactorValues,
  type ValuesByFactor,
} from "./factor-values.ts";
import type { Factor } from "./factor.ts";
import { isRestricted, type Narrowing } from "./narrow-factors.ts";
import type { SectionsOf, Start } from "./starts.ts";

/** A factor as it comes at some starts: the axes that reach them, and what stands there before. */
type Variant = {
  readonly factor: Factor;
  /** Equal, among the variants of a factor, for equal ones. */
  readonly text: string;
  readonly sections: SectionsOf;
  readonly number: number;
};

/** How a factor comes at every start: alike at most of them. */
export type Variants = {
  readonly distinct: readonly Variant[];
  /** At every start that `deviating` does not tell; absent where it tells all of them. */
  readonly usual: Variant | undefined;
  readonly deviating: ReadonlyMap<number, Variant>;
};

/**
 * Finds how every factor comes at every start. Linear in the starts that set something where a
 * factor depends on it, or that an axis names.
 */
export function variantsOf(
  factors: readonly Factor[],
  starts: readonly Start[],
  narrowing: Narrowing,
): readonly Variants[] {
  const depends = factors.map(
    (factor) => dependsOnStart(factor) && (factor.tuples <= factorLimit || isRestricted(factor)),
  );
  const deviating = deviatingStarts(factors, depends, starts, narrowing);
  return factors.map((factor, f): Variants => {
    if (!depends[f]) {
      const only = { factor, text: "", sections: at(starts, 0).sections, number: 0 };
      return { usual: only, deviating: none, distinct: [only] };
    }
    const byText = new Map<string, Variant>();
    const variantAt = ({ sections, reach }: Start): Variant => {
      const narrowed = narrowing.named[reach]?.get(f) ?? at(narrowing.unnamed, f);
      const text = startTextOf(factor, narrowed, sections);
      const variant = byText.get(text) ?? { factor: narrowed, text, sections, number: byText.size };
      byText.set(text, variant);
      return variant;
    };
    const ofFactor = deviating.get(f) ?? new Set<number>();
    const usualStart = starts.find((_, s) => !ofFactor.has(s));
    const usual = usualStart && variantAt(usualStart);
    const variantByStart = new Map(Array.from(ofFactor, (s) => [s, variantAt(at(starts, s))]));
    return { usual, deviating: variantByStart, distinct: [...byText.values()] };
  });
}

const none: Variants["deviating"] = new Map();

/** By factor the starts where it may come otherwise than where nothing is set and no axis names them. */
function deviatingStarts(
  factors: readonly Factor[],
  depends: readonly boolean[],
  starts: readonly Start[],
  { named }: Narrowing,
): ReadonlyMap<number, ReadonlySet<number>> {
  const deviating = new Map<number, Set<number>>();
  const add = (f: number, s: number): void => {
    const ofFactor = deviating.get(f);
    if (ofFactor) ofFactor.add(s);
    else deviating.set(f, new Set([s]));
  };
  const factorsByKey = new Map<string, number[]>();
  for (const [f, { roots }] of factors.entries()) {
    if (!depends[f]) continue;
    for (const { role, path } of roots) {
      const key = `${role} ${(path[0] && keyIdentity(path[0])) ?? ""}`;
      const ofKey = factorsByKey.get(key);
      if (ofKey) ofKey.push(f);
      else factorsByKey.set(key, [f]);
    }
  }
  for (const [s, { overridden, reach }] of starts.entries()) {
    for (const f of named[reach]?.keys() ?? []) add(f, s);
    for (const key of factorsByKey.size > 0 ? overridden() : []) {
      for (const f of factorsByKey.get(key) ?? []) add(f, s);
    }
  }
  return deviating;
}

/**
 * The factors that would take too many tuples to enumerate. What is enumerated counts together, so
 * that many large factors take no longer than one; and so does looking at all factors for every
 * group of strategies that axes name.
 */
export function largeFactors(
  factors: readonly Factor[],
  variants: readonly Variants[],
  { named }: Narrowing,
): readonly Factor[] {
  let enumerated = 0;
  const looks = (named.length - 1) * factors.length;
  return factors.flatMap((factor, f): readonly Factor[] => {
    const distinct = at(variants, f).distinct.map((variant) => variant.factor);
    // of a tuple that writes many places, each few of them count as one
    const places = Math.ceil(factor.roots.length / 16);
    const work = distinct.reduce(
      (sum, { axes, tuples }) => sum + (axes.length && tuples * places),
      0,
    );
    if (looks > factorLimit && isRestricted(factor)) return [factor];
    if (!hasDistinctTuples(factor) && work <= factorLimit) enumerated += work;
    if (work <= factorLimit && enumerated <= factorLimit) return [];
    const alone = new Set(distinct.filter(({ tuples }) => tuples > factorLimit));
    return alone.size > 0 ? [...alone] : [factor];
  });
}

/** The values of all factors for a class, and what tells them from other classes' values. */
export type ClassValues = { readonly values: readonly FactorValues[]; readonly identity: string };

/**
 * Makes the function that gives the values of all factors at a start. Most factors give all starts
 * the same, and starts that agree on the others share one list: 5,000 strategies under 5,000 axes
 * would be 25 million entries.
 */
export function shareValues(
  factors: readonly Factor[],
  variants: readonly Variants[],
  valuesByFactor: ValuesByFactor,
): (s: number) => ClassValues {
  const valuesOf = (f: number, { factor, text, sections }: Variant): FactorValues =>
    factorValues(at(factors, f), factor, text, sections, valuesByFactor);
  const deviations = new Map<number, (readonly [f: number, Variant])[]>();
  const usualValues = variants.map(({ usual, distinct, deviating }, f) => {
    for (const [s, variant] of deviating) {
      if (variant === usual) continue;
      const ofStart = deviations.get(s);
      if (ofStart) ofStart.push([f, variant]);
      else deviations.set(s, [[f, variant]]);
    }
    // where none is usual, every start has its own in this place
    return valuesOf(f, usual ?? at(distinct, 0));
  });
  const usualList = { values: usualValues, identity: "" };
  const listByVariants = new Map<string, ClassValues>();
  return (s) => {
    const ofStart = deviations.get(s);
    if (!ofStart) return usualList;
    const key = ofStart.map(([f, { number }]) => `${f} ${number}`).join();
    const remembered = listByVariants.get(key);
    if (remembered) return remembered;
    const values = [...usualValues];
    const identities: string[] = [];
    for (const [f, variant] of ofStart) {
      const ofFactor = valuesOf(f, variant);
      values[f] = ofFactor;
      const isUsual = at(variants, f).usual && at(usualValues, f).identity === ofFactor.identity;
      if (!isUsual) identities.push(`${f} ${ofFactor.identity}`);
    }
    const list = { values, identity: identities.join() };
    listByVariants.set(key, list);
    return list;
  };
}
