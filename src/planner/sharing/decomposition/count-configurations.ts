import type { FactorValues } from "./factor-values.ts";
import type { Scope } from "./scope.ts";

/** How many configurations a scope has: exact, or a bound where enumerating would cost too much. */
export type ConfigurationCount = { readonly count: bigint; readonly exact: boolean };

/** Up to this many choices the union of overlapping classes is enumerated. */
const enumerationLimit = 1_000_000;
/** Above it, and above this many classes or steps, the union is only bounded. */
const classLimit = 2000;
const membershipLimit = 1_000_000;

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
export function countConfigurations(
  {
    factors,
    classes,
    tooLarge,
  }: Pick<Scope, "factors" | "tooLarge"> & { readonly classes: readonly CountedClass[] },
  strategies: number,
): ConfigurationCount {
  if (strategies === 0) return { count: 0n, exact: true };
  if (tooLarge.length > 0) {
    const tuples = factors.flatMap(({ axes }) => axes.map(({ axis }) => BigInt(axis.values.count)));
    return { count: tuples.reduce((all, n) => all * n, BigInt(strategies)), exact: false };
  }
  const classesByRest = new Map<string, CountedClass[]>();
  for (const strategyClass of classes) {
    const group = classesByRest.get(strategyClass.rest);
    if (group) group.push(strategyClass);
    else classesByRest.set(strategyClass.rest, [strategyClass]);
  }
  let count = 0n;
  let exact = true;
  const sizes = new Map<readonly CountedValues[], bigint>();
  for (const group of classesByRest.values()) {
    const [first, ...others] = group;
    if (first && others.length === 0) {
      const size = sizes.get(first.values) ?? productSize(first.values);
      sizes.set(first.values, size);
      count += size;
      continue;
    }
    const union = unionSize(group);
    count += union ?? group.reduce((all, { values }) => all + productSize(values), 0n);
    exact &&= union !== undefined;
  }
  return { count, exact };
}

function productSize(values: readonly CountedValues[]): bigint {
  return values.reduce((all, { size }) => all * BigInt(size), 1n);
}

/**
 * The size of a union of products, or `undefined` where its classes overlap in too many ways. Factors
 * in which all classes agree only multiply; where the others have few choices they are enumerated.
 */
function unionSize(group: readonly CountedClass[]): bigint | undefined {
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
  if (choices <= enumerationLimit) return common * BigInt(countChoices(group, differing));
  const union = unionByMembership(group, differing);
  return union === undefined ? undefined : common * union;
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
): bigint | undefined {
  if (group.length > classLimit) return undefined;
  // bit c of a membership: class c has the values chosen so far
  let memberships = new Map<bigint, bigint>([[(1n << BigInt(group.length)) - 1n, 1n]]);
  for (const factor of factors) {
    const sizes = sizesByMembership(group, factor);
    if (memberships.size * sizes.size > membershipLimit) return undefined;
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

/** How many values of a factor each set of classes has in common. */
function sizesByMembership(group: readonly CountedClass[], factor: number): Map<bigint, bigint> {
  const members = new Map<number, bigint>();
  for (const [number, { values }] of group.entries()) {
    const factorValues = values[factor];
    for (let place = 0; place < (factorValues?.size ?? 0); place++) {
      const id = factorValues?.idAt(place) ?? 0;
      members.set(id, (members.get(id) ?? 0n) | (1n << BigInt(number)));
    }
  }
  const sizes = new Map<bigint, bigint>();
  for (const having of members.values()) sizes.set(having, (sizes.get(having) ?? 0n) + 1n);
  return sizes;
}
