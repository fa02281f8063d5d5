import {
  containerId,
  type CombinationIndex,
  type ContainerId,
  type Plan,
  type SharedRole,
} from "../../planner/model.ts";
import { membersOf } from "../../planner/wiring/members.ts";
import { at, goThrough } from "../../text/collections.ts";
import type { Bars } from "../data/bars.ts";
import {
  portfolioId,
  streamsOf,
  type Isolation,
  type Streams,
  type Topology,
} from "../engine/build.ts";
import {
  readCombinations,
  type NotSimulated,
  type RunCombinations,
  type Simulated,
} from "../engine/combinations.ts";
import {
  prepareInSteps,
  type PrepareOptions,
  summaryOf,
  type CombinationFigures,
  type Prepared,
  type RunFigures,
  type RunOptions,
} from "../engine/run.ts";
import { mostCombinations, selectForProof } from "../engine/selection.ts";
import { createFeatures } from "../indicators/features.ts";
import { createBlockLog } from "./block-log.ts";
import type { ContainerOf, Divergence } from "./divergence.ts";
import { createLockstep, figuresOfSide, sideOf } from "./lockstep.ts";
import { digestStreams } from "./stream-digests.ts";

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
  /** Those that can be planned, not run. */
  readonly notSimulated: readonly NotSimulated[];
  readonly naive: readonly CombinationFigures[];
  readonly shared: RunFigures;
};

export type ProofOptions = Pick<RunOptions, "seed" | "barsPerYear"> & {
  /** What the shared plan is to be run without: the proof must then fail. */
  readonly without?: ReadonlySet<Isolation>;
  /** Whether all combinations are compared, where the plan has no more than `mostProved`. */
  readonly every?: boolean;
  /** More combinations than this are sampled. */
  readonly most?: number;
  /** The random streams, where the caller knows how often combinations occur in the whole plan. */
  readonly streamsFor?: (indices: readonly CombinationIndex[]) => Streams;
};

/** How far a proof is: what it does, and how much of that is done. */
export type ProofStep = {
  readonly doing: "building" | "comparing" | "digesting";
  /** Bars while comparing, combinations else. */
  readonly done: number;
  readonly of: number;
  /** The part of the whole proof that is done. */
  readonly part: number;
};

/** So many combinations can be proved as a whole: their containers take some 15 kB each. */
export const mostProved = 100_000;
/** Without routing keys events multiply by the number of portfolios. */
const mostBroken = 50;
/** Combinations that are read between two steps. */
const readAtOnce = 500;
/** Bars × combinations that run through one plan before they run through the other. */
const mostInBlock = 32_000;
/** Naive combinations that run behind one hub: as many as a processor keeps at hand. */
const groupSize = 100;
/** The parts of a proof that are building and comparing; the rest makes the digests. */
const shares = { building: 0.05, comparing: 0.65, digesting: 0.3 };

/**
 * Runs the naive and the shared plan over the same bars in lockstep and compares every ORDER, FILL,
 * REJECT and equity point of every combination bit for bit, bar by bar. A plan above the limit is
 * sampled, at least two combinations of each class first. Memory grows with combinations, not with
 * bars. Yields how far it is.
 */
export function* proveInSteps(
  plan: Plan,
  bars: Bars,
  { seed, barsPerYear, without = new Set(), every = false, most, streamsFor }: ProofOptions,
): Generator<ProofStep, Proof> {
  const whole = every && plan.combinations <= BigInt(mostProved) ? mostProved : mostCombinations;
  const limit = without.size > 0 ? Math.min(most ?? whole, mostBroken) : (most ?? whole);
  const { chosen, sampled } = selectForProof(plan, limit);
  const combinations = yield* readInSteps(plan, chosen);
  const indices = combinations.simulated.map(({ combination }) => combination.index);
  const streams = streamsFor?.(indices) ?? streamsOf({ plan, seed }, indices);
  const common = { seed, streams, features: createFeatures(bars) };

  const size = Math.max(1, Math.min(bars.n, Math.floor(mostInBlock / Math.max(1, indices.length))));

  function* build(topology: Topology, more: Partial<PrepareOptions>) {
    const log = createBlockLog(indices.map(portfolioId), size);
    const parts: Prepared[] = [];
    for (const part of topology === "naive" ? inGroups(combinations) : [combinations]) {
      const options = { ...common, ...more, combinations: part, listener: log.listener };
      const steps = prepareInSteps(plan, topology, bars, options);
      const done = topology === "naive" ? 1 : 2;
      let next = steps.next();
      for (; !next.done; next = steps.next()) yield stepOf("building", done, 3);
      parts.push(next.value);
    }
    const portfolios = parts.flatMap(({ built }) => built.portfolios);
    return { parts, side: sideOf(parts, portfolios, log) };
  }

  const { side: naive } = yield* build("naive", {});
  const { side: shared, parts } = yield* build("shared", { without });
  const containerOf = containersFor(plan, indices);
  const lockstep = createLockstep(naive, shared, (place) => {
    const index = at(indices, place);
    return { index, portfolio: portfolioId(index), containerOf };
  });
  for (let from = 0; from < bars.n; from += size) {
    const to = Math.min(from + size, bars.n);
    for (const _ of lockstep.run(from, to)) yield stepOf("comparing", from, bars.n);
  }
  const figures = {
    naive: figuresOfSide(naive, indices, barsPerYear),
    shared: {
      ...summaryOf(at(parts, 0)),
      combinations: figuresOfSide(shared, indices, barsPerYear),
    },
  };
  const ran = { plan, bars, combinations, common, without };
  const digesting = digestStreams(ran, lockstep);
  let next = digesting.next();
  for (; !next.done; next = digesting.next()) {
    yield stepOf("digesting", Math.floor(next.value), indices.length);
  }
  const wrong = lockstep.wrong().map((place) => at(indices, place));
  return {
    status: wrong.length === 0 ? "identical" : "different",
    compared: indices.length,
    combinations: plan.combinations,
    sampled,
    bars: bars.n,
    fills: figures.naive.reduce((sum, { account }) => sum + account.fills, 0),
    digests: next.value,
    wrong,
    first: lockstep.first(),
    notSimulated: combinations.notSimulated,
    ...figures,
  };
}

/** The same at once. */
export function verifyPlan(plan: Plan, bars: Bars, options: ProofOptions): Proof {
  return goThrough(proveInSteps(plan, bars, options));
}

function stepOf(doing: ProofStep["doing"], done: number, of: number): ProofStep {
  const { building, comparing } = shares;
  const before = { building: 0, comparing: building, digesting: building + comparing }[doing];
  return { doing, done, of, part: before + (shares[doing] * done) / of };
}

/**
 * Naive combinations have nothing in common but the hub. So groups of them run behind hubs of their
 * own, each through a block of bars before the next one: what is looked at stays at hand.
 */
function inGroups({ simulated }: RunCombinations): readonly RunCombinations[] {
  return Array.from({ length: Math.ceil(simulated.length / groupSize) }, (_, group) => ({
    simulated: simulated.slice(group * groupSize, (group + 1) * groupSize),
    notSimulated: [],
    notes: [],
  }));
}

function* readInSteps(
  plan: Plan,
  chosen: readonly CombinationIndex[],
): Generator<ProofStep, RunCombinations> {
  const simulated: Simulated[] = [];
  const notSimulated: NotSimulated[] = [];
  const notes: string[] = [];
  for (let from = 0; from < chosen.length; from += readAtOnce) {
    const read = readCombinations(plan, chosen.slice(from, from + readAtOnce));
    simulated.push(...read.simulated);
    notSimulated.push(...read.notSimulated);
    notes.push(...read.notes);
    yield stepOf("building", 0, 3);
  }
  return { simulated, notSimulated, notes };
}

/** Which shared container serves a combination: found when somebody asks. */
function containersFor(plan: Plan, chosen: readonly CombinationIndex[]): ContainerOf {
  const idsOf = (role: SharedRole) =>
    new Map(
      membersOf(plan, role, chosen).flatMap(({ id, serves }) =>
        Array.from(serves(), (index): [CombinationIndex, ContainerId] => [index, id]),
      ),
    );
  let ids: Readonly<Record<SharedRole, ReturnType<typeof idsOf>>> | undefined;
  return (role, index) => {
    ids ??= { risk: idsOf("risk"), execution: idsOf("execution") };
    return ids[role].get(index) ?? containerId(role);
  };
}
