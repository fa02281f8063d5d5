import type { MapValue } from "../../yaml/value.ts";
import {
  combinationIndex,
  containerId,
  type CombinationIndex,
  type ContainerId,
  type Plan,
  type SharedRole,
} from "../model.ts";
import { equalityText, withoutIgnored } from "../sharing/canonical/canonical.ts";

/** Combinations that are listed when somebody iterates them. */
export type Indices = { readonly count: bigint } & Iterable<CombinationIndex>;

/** A shared container of a wiring, and the combinations of that wiring which it serves. */
export type Member = {
  readonly id: ContainerId;
  readonly number: number;
  /** Looked up when somebody asks. */
  readonly serves: () => Indices;
  /** The configuration, as the first combination merges it. */
  readonly config: () => MapValue;
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
    config: () => container(number).config,
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
const sampleByCombinations = new WeakMap<readonly CombinationIndex[], Sample>();

function sampleOf(plan: Plan, chosen: readonly CombinationIndex[]): Sample {
  const remembered = sampleByCombinations.get(chosen);
  if (remembered?.plan === plan) return remembered;
  const risk = groupsOf(plan, "risk", chosen);
  const execution = groupsOf(plan, "execution", chosen);
  const pairs = new Map<string, Pair>();
  for (const index of chosen) {
    const pair = {
      risk: risk.numberByIndex.get(index) ?? 0,
      execution: execution.numberByIndex.get(index) ?? 0,
    };
    pairs.set(`${pair.risk} ${pair.execution}`, pair);
  }
  const sample = {
    plan,
    risk: risk.members,
    execution: execution.members,
    pairs: [...pairs.values()],
  };
  sampleByCombinations.set(chosen, sample);
  return sample;
}

/** The containers of a role that serve chosen combinations, by number, and the number for each of these. */
function groupsOf(plan: Plan, role: SharedRole, chosen: readonly CombinationIndex[]) {
  const { listed: isListed, servedBy, container } = plan.roles[role];
  const numberByText = isListed ? undefined : new Map<string, number>();
  const numberByIndex = new Map<CombinationIndex, number>();
  const indicesByNumber = new Map<number, CombinationIndex[]>();
  for (const index of chosen) {
    const number = numberByText ? numberOf(plan, role, index, numberByText) : servedBy(index);
    numberByIndex.set(index, number);
    const indices = indicesByNumber.get(number);
    if (indices) indices.push(index);
    else indicesByNumber.set(number, [index]);
  }
  const members = [...indicesByNumber.entries()]
    .toSorted(([a], [b]) => a - b)
    .map(([number, indices]): Member => {
      const serves = listed(indices);
      const [first = combinationIndex(0n)] = indices;
      return {
        // a container that is not listed has no number of the plan's: its first combination names it
        id: containerId(isListed ? `${role}_${number}` : `${role}_of_combo_${first}`),
        number,
        serves: () => serves,
        config: () =>
          isListed ? container(number).config : plan.configOf(role, plan.combinationAt(first)),
      };
    });
  return { members, numberByIndex };
}

/** A number for a combination's configuration where the plan lists none: by first appearance. */
function numberOf(
  plan: Plan,
  role: SharedRole,
  index: CombinationIndex,
  numberByText: Map<string, number>,
): number {
  const config = plan.configOf(role, plan.combinationAt(index));
  const text = equalityText(withoutIgnored(config));
  const number = numberByText.get(text) ?? numberByText.size;
  numberByText.set(text, number);
  return number;
}

function listed(indices: readonly CombinationIndex[]): Indices {
  return { count: BigInt(indices.length), [Symbol.iterator]: () => indices.values() };
}
