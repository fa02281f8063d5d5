import {
  containerId,
  type CombinationIndex,
  type ContainerId,
  type Plan,
  type SharedRole,
} from "../../planner/model.ts";
import { membersOf } from "../../planner/wiring/members.ts";
import { at } from "../../text/collections.ts";
import { grouped } from "../../text/count-text.ts";
import type { Bars } from "../data/bars.ts";
import type { Isolation } from "../engine/build.ts";
import { runBacktest, type Run, type RunOptions } from "../engine/run.ts";
import { mostCombinations, selectForProof } from "../engine/selection.ts";
import { createFeatures } from "../indicators/features.ts";
import { digestOf } from "./digest.ts";
import { compareRuns, type ContainerOf, type Divergence } from "./divergence.ts";

/** Whether the shared plan gives every combination what the naive one gives it. */
export type Proof = {
  readonly status: "identical" | "different";
  /** Combinations that were run through both. */
  readonly compared: number;
  /** Combinations of the plan. */
  readonly combinations: bigint;
  readonly sampled: boolean;
  readonly bars: number;
  /** Fills of the naive run. */
  readonly fills: number;
  /** SHA-256 of both event streams; one text where the runs are identical. */
  readonly digests: { readonly naive: string; readonly shared: string };
  /** The combinations whose portfolios went wrong, ascending. */
  readonly wrong: readonly CombinationIndex[];
  readonly first: Divergence | undefined;
  readonly naive: Run;
  readonly shared: Run;
};

export type ProofOptions = Pick<RunOptions, "seed" | "barsPerYear" | "onProgress"> & {
  /** What the shared plan is to be run without: the proof must then fail. */
  readonly without?: ReadonlySet<Isolation>;
  /** More combinations than this are sampled. */
  readonly most?: number;
};

/** Without routing keys events multiply by the number of portfolios. */
const mostBroken = 50;

/**
 * Runs the naive and the shared plan over the same bars and compares every ORDER, FILL, REJECT and
 * equity point of every combination bit for bit. A plan above the limit is sampled, at least two
 * combinations of each class first. Progress is told in bars of both runs together.
 */
export function verifyPlan(plan: Plan, bars: Bars, options: ProofOptions): Proof {
  const { without = new Set(), most = mostCombinations, onProgress, ...rest } = options;
  const limit = without.size > 0 ? Math.min(most, mostBroken) : most;
  const { chosen, sampled } = selectForProof(plan, limit);
  const common = { ...rest, chosen, features: createFeatures(bars) };
  const report = (before: number) => (done: number) => onProgress?.(before + done);
  const naive = runBacktest(plan, "naive", bars, { ...common, onProgress: report(0) });
  const shared = runBacktest(plan, "shared", bars, {
    ...common,
    without,
    onProgress: report(bars.n),
  });
  const containerOf = containersFor(
    plan,
    naive.combinations.map(({ index }) => index),
  );
  const divergences = naive.combinations.flatMap(
    (run, i) => compareRuns(run, at(shared.combinations, i), containerOf) ?? [],
  );
  return {
    status: divergences.length === 0 ? "identical" : "different",
    compared: naive.combinations.length,
    combinations: plan.combinations,
    sampled,
    bars: bars.n,
    fills: naive.combinations.reduce((sum, { fills }) => sum + fills.length, 0),
    digests: { naive: digestOf(naive.combinations), shared: digestOf(shared.combinations) },
    wrong: divergences.map(({ index }) => index),
    first: divergences.toSorted((a, b) => a.bar - b.bar)[0],
    naive,
    shared,
  };
}

function containersFor(plan: Plan, chosen: readonly CombinationIndex[]): ContainerOf {
  const idsOf = (role: SharedRole) =>
    new Map(
      membersOf(plan, role, chosen).flatMap(({ id, serves }) =>
        Array.from(serves(), (index): [CombinationIndex, ContainerId] => [index, id]),
      ),
    );
  const ids = { risk: idsOf("risk"), execution: idsOf("execution") };
  return (role, index) => ids[role].get(index) ?? containerId(role);
}

/** The proof in a line: `8/8 combinations identical · 2,000 bars · 1,342 fills`. */
export function proofText(proof: Proof): string {
  const { compared, sampled, wrong, first, naive } = proof;
  const parts = [
    headline(proof),
    `${count(proof.bars)} bars`,
    `${count(proof.fills)} fills`,
    ...(naive.notSimulated.length > 0 ? [`${count(naive.notSimulated.length)} not simulated`] : []),
  ];
  if (!first) return parts.join(" · ");
  const share = `${count(wrong.length)} of ${count(compared)} ${sampled ? "sampled " : ""}portfolios`;
  return `${parts.join(" · ")}\n${share} go wrong, first at ${divergenceText(first)}`;
}

function headline({ compared, wrong, sampled, combinations }: Proof) {
  const equal = compared - wrong.length;
  if (compared === 0) return "no combination to compare";
  if (!sampled) return `${count(equal)}/${count(compared)} combinations identical`;
  const sample = `${count(compared)} of ${large(combinations)} combinations, sampled`;
  return `${sample}: ${count(equal)}/${count(compared)} identical`;
}

/** `bar 12: FILL price of combination 3: 105.04 naive, 106 shared, by execution_0`. */
function divergenceText({
  bar,
  event,
  field,
  index,
  naive,
  shared,
  container,
}: Divergence): string {
  const what = field === undefined || event === "EQUITY" ? event : `${event} ${field}`;
  const values = `${naive ?? "none"} naive, ${shared ?? "none"} shared`;
  return `bar ${bar}: ${what} of combination ${index}: ${values}, by ${container}`;
}

function count(n: number): string {
  return grouped(BigInt(n));
}

/** Powers of ten as such, since nobody counts so many zeros. */
function large(n: bigint): string {
  const digits = n.toString();
  return /^10{9,}$/.test(digits) ? `10^${digits.length - 1}` : grouped(n);
}
