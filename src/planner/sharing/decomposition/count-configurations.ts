import type { FactorValues } from "./factor-values.ts";
import type { Scope } from "./scope.ts";

/** How many configurations a scope has: exact, or a bound where enumerating would cost too much. */
export type ConfigurationCount = { readonly count: bigint; readonly exact: boolean };

/** Up to this many choices are sooner enumerated than told by membership. */
const fewChoices = 1000;
/** Choices that are enumerated, and steps of telling them by membership, for all unions together. */
const enumerationLimit = 1_000_000;
const membershipLimit = 1_000_000;
/** Above this many classes a union is not told by membership. */
const classLimit = 2000;

/** What the unions of a scope have cost so far, so that many of them take no longer than one. */
type Work = { choices: number; steps: number };

/** What counting needs to know of a factor's values. */
export type CountedValues = Pick<FactorValues, "size" | "idAt" | "identity">;
/** What counting needs to know of a class of strategies. */
export type CountedClass = {
  readonly rest: string;
  readonly values: readonly CountedValues[];
};

/**
 * Counts the distinct configurations of a scope: the size of the union, over classes of strategies,
 * of products of independent factors (spec page 2, "Scale"). Classes with different rests share no
 * configuration; those with one rest may, and are counted by which of them have each value.
 */
export function countConfigurations({
  classes,
  tooLarge,
}: Pick<Scope, "tooLarge"> & { readonly classes: readonly CountedClass[] }): ConfigurationCount {
  if (tooLarge) return { count: tooLarge.most, exact: false };
  const classesByRest = new Map<string, CountedClass[]>();
  for (const strategyClass of classes) {
    const group = classesByRest.get(strategyClass.rest);
    if (group) group.push(strategyClass);
    else classesByRest.set(strategyClass.rest, [strategyClass]);
  }
  let count = 0n;
  let exact = true;
  const work: Work = { choices: 0, steps: 0 };
  const sizes = new Map<readonly CountedValues[], bigint>();
  for (const group of classesByRest.values()) {
    const [first, ...others] = group;
    if (first && others.length === 0) {
      const size = sizes.get(first.values) ?? productSize(first.values);
      sizes.set(first.values, size);
      count += size;
      continue;
    }
    const union = unionSize(group, work);
    count += union ?? group.reduce((all, { values }) => all + productSize(values), 0n);
    exact &&= union !== undefined;
  }
  return { count, exact };
}

function productSize(values: readonly CountedValues[]): bigint {
  return values.reduce((all, { size }) => (size === 1 ? all : all * BigInt(size)), 1n);
}

/**
 * The size of a union of products, or `undefined` where its classes overlap in too many ways. Factors
 * in which all classes agree only multiply; choices of the others are told by membership, and where
 * there are few, or that takes too much, they are enumerated.
 */
function unionSize(group: readonly CountedClass[], work: Work): bigint | undefined {
  const [first] = group;
  if (!first) return 0n;
  const differing: number[] = [];
  let common = 1n;
  for (const [factor, { identity, size }] of first.values.entries()) {
    if (group.every(({ values }) => values[factor]?.identity === identity)) common *= BigInt(size);
    else differing.push(factor);
  }
  const choices = group.reduce(
    (sum, { values }) => sum + differing.reduce((n, f) => n * (values[f]?.size ?? 0), 1),
    0,
  );
  const union = choices > fewChoices ? unionByMembership(group, differing, work) : undefined;
  if (union !== undefined) return common * union;
  work.choices += choices;
  if (work.choices > enumerationLimit) return undefined;
  return common * BigInt(countChoices(group, differing));
}

/** How many different choices of one value per factor the classes have together. */
function countChoices(group: readonly CountedClass[], factors: readonly number[]): number {
  // a choice is numbered step by step, so that no key gets long
  let numbers = group.map(() => [0]);
  for (const factor of factors) {
    const numbersByPrefix = new Map<number, Map<number, number>>();
    let next = 0;
    numbers = numbers.map((prefixes, c) => {
      const values = group[c]?.values[factor];
      const choices: number[] = [];
      for (const prefix of prefixes) {
        const numberById = numbersByPrefix.get(prefix) ?? new Map<number, number>();
        numbersByPrefix.set(prefix, numberById);
        for (let place = 0; place < (values?.size ?? 0); place++) {
          const id = values?.idAt(place) ?? 0;
          const number = numberById.get(id) ?? next++;
          numberById.set(id, number);
          choices.push(number);
        }
      }
      return choices;
    });
  }
  return new Set(numbers.flat()).size;
}

/** Counts choices by which classes have them, which takes no longer for long axes than for short ones. */
function unionByMembership(
  group: readonly CountedClass[],
  factors: readonly number[],
  work: Work,
): bigint | undefined {
  if (group.length > classLimit) return undefined;
  // bit c of a membership: class c has the values chosen so far
  let memberships = new Map<bigint, bigint>([[(1n << BigInt(group.length)) - 1n, 1n]]);
  for (const factor of factors) {
    const classesByValues = groupByValues(group, factor);
    for (const { size } of classesByValues.keys()) work.steps += size;
    if (work.steps > membershipLimit) return undefined;
    const sizes = sizesByMembership(classesByValues);
    work.steps += memberships.size * sizes.size;
    if (work.steps > membershipLimit) return undefined;
    const next = new Map<bigint, bigint>();
    for (const [members, count] of memberships) {
      for (const [having, size] of sizes) {
        const both = members & having;
        if (both !== 0n) next.set(both, (next.get(both) ?? 0n) + count * size);
      }
    }
    memberships = next;
  }
  let size = 0n;
  for (const count of memberships.values()) size += count;
  return size;
}

/** The classes that have the same values of a factor, as bits: most have those of many others. */
function groupByValues(
  group: readonly CountedClass[],
  factor: number,
): ReadonlyMap<CountedValues, bigint> {
  const classesByValues = new Map<CountedValues, bigint>();
  for (const [number, { values }] of group.entries()) {
    const factorValues = values[factor];
    if (!factorValues) continue;
    const classes = classesByValues.get(factorValues) ?? 0n;
    classesByValues.set(factorValues, classes | (1n << BigInt(number)));
  }
  return classesByValues;
}

/** How many values of a factor each set of classes has in common. */
function sizesByMembership(
  classesByValues: ReadonlyMap<CountedValues, bigint>,
): ReadonlyMap<bigint, bigint> {
  const members = new Map<number, bigint>();
  for (const [{ size, idAt }, classes] of classesByValues) {
    for (let place = 0; place < size; place++) {
      const id = idAt(place);
      members.set(id, (members.get(id) ?? 0n) | classes);
    }
  }
  const sizes = new Map<bigint, bigint>();
  for (const having of members.values()) sizes.set(having, (sizes.get(having) ?? 0n) + 1n);
  return sizes;
}
