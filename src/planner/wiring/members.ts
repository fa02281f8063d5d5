import {
  combinationIndex,
  containerId,
  type CombinationIndex,
  type ContainerId,
  type Plan,
  type SharedRole,
} from "../model.ts";

/** Combinations that are listed when somebody iterates them. */
export type Indices = { readonly count: bigint } & Iterable<CombinationIndex>;

/** A shared container of a wiring, and the combinations of that wiring which it serves. */
export type Member = {
  readonly id: ContainerId;
  readonly number: number;
  /** Looked up when somebody asks. */
  readonly serves: () => Indices;
};

/** All combinations of a plan, or the chosen ones of a sample. */
export function indicesOf(plan: Plan, chosen: readonly CombinationIndex[] | undefined): Indices {
  if (chosen) return listed(chosen);
  const count = plan.combinations;
  return {
    count,
    *[Symbol.iterator]() {
      for (let i = 0n; i < count; i++) yield combinationIndex(i);
    },
  };
}

/** The containers of a role, by number: all of a plan's, or those that serve a chosen combination. */
export function membersOf(
  { roles }: Plan,
  role: SharedRole,
  chosen: readonly CombinationIndex[] | undefined,
): readonly Member[] {
  const { count, container, servedBy } = roles[role];
  if (!chosen) {
    return Array.from({ length: Number(count) }, (_, number) => ({
      id: containerId(`${role}_${number}`),
      number,
      serves: () => container(number).serves,
    }));
  }
  const served = new Map<number, CombinationIndex[]>();
  for (const index of chosen) {
    const number = servedBy(index);
    const known = served.get(number);
    if (known) known.push(index);
    else served.set(number, [index]);
  }
  return [...served.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([number, indices]) => ({
      id: containerId(`${role}_${number}`),
      number,
      serves: () => listed(indices),
    }));
}

/** Which risk container feeds which execution container, by number, or `undefined` where not listed. */
export function pairsOf(
  plan: Plan,
  chosen: readonly CombinationIndex[] | undefined,
): Iterable<{ readonly risk: number; readonly execution: number }> | undefined {
  if (!chosen) return plan.classes();
  const { risk, execution } = plan.roles;
  const pairs = new Map<string, { readonly risk: number; readonly execution: number }>();
  for (const index of chosen) {
    const pair = { risk: risk.servedBy(index), execution: execution.servedBy(index) };
    pairs.set(`${pair.risk} ${pair.execution}`, pair);
  }
  return pairs.values();
}

function listed(indices: readonly CombinationIndex[]): Indices {
  return { count: BigInt(indices.length), [Symbol.iterator]: () => indices.values() };
}
