import { at } from "../element.ts";
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
  plan: Plan,
  role: SharedRole,
  chosen: readonly CombinationIndex[] | undefined,
): readonly Member[] {
  if (chosen) return sampleOf(plan, chosen)[role];
  const { count, container } = plan.roles[role];
  return Array.from({ length: Number(count) }, (_, number) => ({
    id: containerId(`${role}_${number}`),
    number,
    serves: () => container(number).serves,
  }));
}

/** Which risk container feeds which execution container, by number, or `undefined` where not listed. */
export function pairsOf(
  plan: Plan,
  chosen: readonly CombinationIndex[] | undefined,
): readonly Pair[] | undefined {
  return chosen ? sampleOf(plan, chosen).pairs : plan.classes();
}

type Pair = { readonly risk: number; readonly execution: number };

/** What chosen combinations need of a plan. */
type Sample = {
  readonly plan: Plan;
  readonly risk: readonly Member[];
  readonly execution: readonly Member[];
  readonly pairs: readonly Pair[];
};

// a wiring asks for the same sample several times
const samples = new WeakMap<readonly CombinationIndex[], Sample>();

function sampleOf(plan: Plan, chosen: readonly CombinationIndex[]): Sample {
  const known = samples.get(chosen);
  if (known?.plan === plan) return known;
  const numbers = (role: SharedRole) => chosen.map((index) => plan.roles[role].servedBy(index));
  const risks = numbers("risk");
  const executions = numbers("execution");
  const pairs = new Map<string, Pair>();
  for (const [i, risk] of risks.entries()) {
    const execution = at(executions, i);
    pairs.set(`${risk} ${execution}`, { risk, execution });
  }
  const sample = {
    plan,
    risk: groupBy("risk", chosen, risks),
    execution: groupBy("execution", chosen, executions),
    pairs: [...pairs.values()],
  };
  samples.set(chosen, sample);
  return sample;
}

function groupBy(
  role: SharedRole,
  chosen: readonly CombinationIndex[],
  numbers: readonly number[],
): readonly Member[] {
  const served = new Map<number, CombinationIndex[]>();
  for (const [i, index] of chosen.entries()) {
    const number = at(numbers, i);
    const known = served.get(number);
    if (known) known.push(index);
    else served.set(number, [index]);
  }
  return [...served.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([number, indices]) => {
      const serves = listed(indices);
      return { id: containerId(`${role}_${number}`), number, serves: () => serves };
    });
}

function listed(indices: readonly CombinationIndex[]): Indices {
  return { count: BigInt(indices.length), [Symbol.iterator]: () => indices.values() };
}
