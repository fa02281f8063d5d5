import type { FactorValues } from "./factor-values.ts";
import type { Scope, StrategyClass } from "./scope.ts";

/** How many configurations a scope has: exact, or a bound where enumerating would cost too much. */
export type ConfigurationCount = { readonly count: bigint; readonly exact: boolean };

/** Above this many different memberships the union of overlapping classes is only bounded. */
const membershipLimit = 100_000;

/**
 * Counts the distinct configurations of a scope: the size of the union, over classes of strategies,
 * of products of independent factors (spec page 2, "Scale"). Classes with different rests share no
 * configuration; those with one rest may, and are counted by which of them have each value.
 */
export function countConfigurations(
  { factors, classes, tooLarge }: Scope,
  strategies: number,
): ConfigurationCount {
  if (strategies === 0) return { count: 0n, exact: true };
  if (tooLarge.length > 0) {
    const tuples = factors.flatMap(({ axes }) => axes.map(({ axis }) => BigInt(axis.values.count)));
    return { count: tuples.reduce((all, n) => all * n, BigInt(strategies)), exact: false };
  }
  const rests = new Map<string, StrategyClass[]>();
  for (const strategyClass of classes) {
    const group = rests.get(strategyClass.rest);
    if (group) group.push(strategyClass);
    else rests.set(strategyClass.rest, [strategyClass]);
  }
  let count = 0n;
  let exact = true;
  for (const group of rests.values()) {
    const union = unionSize(group);
    count += union ?? group.reduce((all, { values }) => all + productSize(values), 0n);
    exact &&= union !== undefined;
  }
  return { count, exact };
}

function productSize(values: readonly FactorValues[]): bigint {
  return values.reduce((all, { size }) => all * BigInt(size), 1n);
}

/** The size of a union of products, or `undefined` where its classes overlap in too many ways. */
function unionSize(group: readonly StrategyClass[]): bigint | undefined {
  const [first, ...others] = group;
  if (!first) return 0n;
  if (others.length === 0) return productSize(first.values);
  // bit c of a membership: class c has the values chosen so far
  let memberships = new Map<bigint, bigint>([[(1n << BigInt(group.length)) - 1n, 1n]]);
  for (const [factor, values] of first.values.entries()) {
    const sizes = others.every((other) => other.values[factor]?.identity === values.identity)
      ? new Map([[-1n, BigInt(values.size)]])
      : sizesByMembership(group, factor);
    const next = new Map<bigint, bigint>();
    for (const [members, count] of memberships) {
      for (const [having, size] of sizes) {
        const both = members & having;
        if (both !== 0n) next.set(both, (next.get(both) ?? 0n) + count * size);
      }
    }
    if (next.size > membershipLimit) return undefined;
    memberships = next;
  }
  let size = 0n;
  for (const count of memberships.values()) size += count;
  return size;
}

/** How many values of a factor each set of classes has in common. */
function sizesByMembership(group: readonly StrategyClass[], factor: number): Map<bigint, bigint> {
  const members = new Map<number, bigint>();
  for (const [number, { values }] of group.entries()) {
    const own = values[factor];
    for (let place = 0; place < (own?.size ?? 0); place++) {
      const id = own?.idAt(place) ?? 0;
      members.set(id, (members.get(id) ?? 0n) | (1n << BigInt(number)));
    }
  }
  const sizes = new Map<bigint, bigint>();
  for (const having of members.values()) sizes.set(having, (sizes.get(having) ?? 0n) + 1n);
  return sizes;
}
