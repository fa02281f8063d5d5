import { at, groupBy } from "../../../text/collections.ts";
import { keyIdentity } from "../../../yaml/value.ts";
import { readAt } from "../reach/configuration.ts";
import { hasNoMapping, joinSteps, tuplesOf, type Factor, type Write } from "./factor.ts";
import type { SectionsOf } from "./starts.ts";

/** Whether a factor writes for some strategies only: what others have there is decided by their sections. */
export function isRestricted({ writes }: Factor): boolean {
  return writes.some(({ strategies }) => strategies !== undefined);
}

/** The factors of a scope as they reach strategies: with the axes alone that decide something there. */
export type Narrowing = {
  /** For every strategy the number of those that all factors reach as they reach it, from 0. */
  readonly numbers: readonly number[];
  /** The factors as they reach strategies that no axis names. */
  readonly unnamed: readonly Factor[];
  /** By number: the factors with an axis that names its strategies, by their position. */
  readonly named: readonly ReadonlyMap<number, Factor>[];
};

/**
 * Finds the strategies that factors reach alike, and the factors as they reach them, so that tuples
 * are numbered over the axes that decide something there. Most factors write for all strategies, and
 * are themselves everywhere. Linear in the strategies that are named.
 */
export function narrowFactors(factors: readonly Factor[], strategies: number): Narrowing {
  const namedIn = new Map<Name, Set<number>>();
  for (const [f, { writes }] of factors.entries()) {
    for (const { strategies: name } of writes) {
      if (name) namedIn.set(name, (namedIn.get(name) ?? new Set()).add(f));
    }
  }
  if (namedIn.size === 0) {
    const numbers = Array.from({ length: strategies }, () => 0);
    return { numbers, unnamed: factors, named: [new Map()] };
  }
  const narrowings = factors.map((factor) =>
    isRestricted(factor) ? createNarrowing(factor) : () => factor,
  );
  const groups = groupByNames([...namedIn.keys()], strategies);
  return {
    numbers: groups.numbers,
    unnamed: narrowings.map((narrow) => narrow([])),
    named: groups.names.map((names) => {
      const positions = new Set(names.flatMap((name) => [...(namedIn.get(name) ?? [])]));
      return new Map(Array.from(positions, (f) => [f, at(narrowings, f)(names)]));
    }),
  };
}

/** All factors as they reach the strategies of a number. */
export function factorsFor({ unnamed, named }: Narrowing, number: number): readonly Factor[] {
  const namedFactors = at(named, number);
  return namedFactors.size === 0 ? unnamed : unnamed.map((one, f) => namedFactors.get(f) ?? one);
}

/** The strategies that answer to one name. */
type Name = ReadonlySet<number>;

/** Numbers strategies by the names that they answer to. */
function groupByNames(
  names: readonly Name[],
  strategies: number,
): { readonly numbers: readonly number[]; readonly names: readonly (readonly Name[])[] } {
  const numbersOfNames = Array.from({ length: strategies }, (): number[] => []);
  for (const [number, members] of names.entries()) {
    for (const strategy of members) numbersOfNames[strategy]?.push(number);
  }
  const numberByNames = new Map<string, number>();
  const groups: (readonly Name[])[] = [];
  const numbers = numbersOfNames.map((ofStrategy) => {
    const key = ofStrategy.join();
    const number =
      numberByNames.get(key) ?? groups.push(ofStrategy.map((name) => at(names, name))) - 1;
    numberByNames.set(key, number);
    return number;
  });
  return { numbers, names: groups };
}

/** Makes the function that gives one factor as it reaches the strategies of some names. */
function createNarrowing(factor: Factor): (names: readonly Name[]) => Factor {
  const numberByWrite = new Map(factor.writes.map((write, number) => [write, number]));
  const writesByName = groupBy(factor.writes, ({ strategies }) => strategies);
  const replacing = factor.axes.map(hasNoMapping);
  const narrowedByWrites = new Map<string, Factor>();
  return (names) => {
    const numbers = [undefined, ...names]
      .flatMap((name) => writesByName.get(name) ?? [])
      .map((write) => numberByWrite.get(write) ?? 0)
      .toSorted((a, b) => a - b);
    const key = numbers.join();
    const narrowed =
      narrowedByWrites.get(key) ??
      narrowTo(factor, lastingWrites(factor, numbers, replacing).toReversed(), key);
    narrowedByWrites.set(key, narrowed);
    return narrowed;
  };
}

/** Of some writes those whose values are still there when all is written, the last one first. */
function lastingWrites(
  { writes, blanks }: Factor,
  numbers: readonly number[],
  replacing: readonly boolean[],
): readonly Write[] {
  const replaced = new Set(blanks.map((blank) => joinSteps(stepsOf(blank))));
  return numbers.toReversed().flatMap((number) => {
    const write = at(writes, number);
    const steps = stepsOf(write);
    if (steps.some((_, i) => replaced.has(joinSteps(steps.slice(0, i + 1))))) return [];
    if (replacing[write.axis]) replaced.add(joinSteps(steps));
    return [write];
  });
}

function stepsOf({ root, below }: Pick<Write, "root" | "below">): readonly string[] {
  return [String(root), ...below.map((key) => keyIdentity(key) ?? "")];
}

/** A factor with some of its writes; its signature tells it from others of the same factor. */
function narrowTo(factor: Factor, writes: readonly Write[], signature: string): Factor {
  const numbers = [...new Set(writes.map(({ axis }) => axis))];
  const placeByNumber = new Map(numbers.map((number, place) => [number, place]));
  const axes = numbers.map((number) => at(factor.axes, number));
  return {
    ...factor,
    axes,
    writes: writes.map(({ axis, field, member, root, below }) => {
      const place = { axis: placeByNumber.get(axis) ?? 0, field, root, below };
      return member === undefined ? place : { ...place, member };
    }),
    signature,
    tuples: tuplesOf(axes),
  };
}

/**
 * Whether anything stands at a root of a factor in the configurations of the strategies that it
 * reaches: it is written there, or there from the first.
 */
export function isPresent(
  { roots, writes, blanks }: Factor,
  root: number,
  sections: SectionsOf,
): boolean {
  const { role, path } = at(roots, root);
  return (
    writes.some((write) => write.root === root) ||
    blanks.some((place) => place.root === root) ||
    readAt(sections(role), path) !== undefined
  );
}
