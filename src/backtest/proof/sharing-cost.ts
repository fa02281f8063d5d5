import type { CombinationIndex, Plan } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import type { Bars } from "../data/bars.ts";
import type { Topology } from "../engine/build.ts";
import { readCombinations } from "../engine/combinations.ts";
import { prepareRun, summaryOf, type RunFigures } from "../engine/run.ts";
import { createFeatures } from "../indicators/features.ts";

/** Of several rounds: the middle one, and the quarters that lie below and above. */
export type Spread = { readonly median: number; readonly lower: number; readonly upper: number };

/** What a topology costs to run. */
export type TopologyCost = {
  readonly containers: number;
  /** With those that complete the plan's. */
  readonly adapters: number;
  /** Events put into queues. */
  readonly delivered: number;
  /** Bytes of containers, adapters and their tables: an estimate from counts, no measurement. */
  readonly memory: number;
  /** Milliseconds to create and connect everything, once. */
  readonly startUp: Spread;
  /** Microseconds. */
  readonly perEvent: Spread;
  /** Milliseconds for all bars. */
  readonly run: Spread;
};

/** What sharing saves: both topologies side by side, and how many times as much the naive one needs. */
export type SharingCost = {
  readonly combinations: number;
  /** Bars of each round: the first ones, fewer where there are many combinations. */
  readonly bars: number;
  readonly rounds: number;
  readonly naive: TopologyCost;
  readonly shared: TopologyCost;
  readonly ratios: Readonly<Record<keyof TopologyCost, Spread>>;
};

export type MeasureOptions = {
  readonly seed: number;
  /** Ascending. */
  readonly chosen: readonly CombinationIndex[];
  /** Milliseconds from any beginning; the engine itself has no clock. */
  readonly clock: () => number;
  readonly rounds?: number;
  /** Hears which part of the rounds is done. */
  readonly onProgress?: (done: number) => void;
};

/**
 * Builds and runs both topologies in turns, after a round that does not count, and gives what each
 * costs. A ratio is taken within a round, where both ran next to each other on the same machine; its
 * spread says how far to believe it.
 */
export function measureSharing(plan: Plan, all: Bars, options: MeasureOptions): SharingCost {
  const { seed, chosen, clock } = options;
  const rounds = options.rounds ?? (chosen.length > 500 ? 3 : 9);
  const bars = firstBars(all, Math.ceil(mostSteps / Math.max(1, chosen.length)));
  const features = createFeatures(bars);
  // browsers tell time in tenths of a millisecond, which few containers take to build
  const builds = Math.max(1, Math.ceil(combinationsBuilt / Math.max(1, chosen.length)));
  const measure = (topology: Topology): Round => {
    const build = () => {
      const combinations = readCombinations(plan, chosen);
      return prepareRun(plan, topology, bars, { seed, combinations, features });
    };
    const began = clock();
    for (let i = 1; i < builds; i++) build();
    const prepared = build();
    const built = clock();
    for (let bar = 0; bar < bars.n; bar++) prepared.step(bar);
    const ended = clock();
    const startUp = (built - began) / builds;
    return { startUp, run: ended - built, done: summaryOf(prepared) };
  };
  const naive: Round[] = [];
  const shared: Round[] = [];
  for (let round = 0; round <= rounds; round++) {
    // whoever comes second may find the machine warmer, so they take turns at that too
    const turns = round % 2 === 0 ? (["naive", "shared"] as const) : (["shared", "naive"] as const);
    for (const topology of turns) {
      const measured = measure(topology);
      if (round > 0) (topology === "naive" ? naive : shared).push(measured);
      const turn = topology === turns[0] ? 1 : 2;
      options.onProgress?.((2 * round + turn) / (2 * rounds + 2));
    }
  }
  const costs = { naive: costOf(naive), shared: costOf(shared) };
  const exact = (field: "containers" | "adapters" | "delivered" | "memory") =>
    spreadOf([costs.naive[field] / costs.shared[field]]);
  const measured = (read: (round: Round) => number) =>
    spreadOf(naive.map((round, i) => read(round) / read(at(shared, i))));
  return {
    combinations: chosen.length,
    bars: bars.n,
    rounds,
    ...costs,
    ratios: {
      containers: exact("containers"),
      adapters: exact("adapters"),
      delivered: exact("delivered"),
      memory: exact("memory"),
      startUp: measured(({ startUp }) => startUp),
      perEvent: measured(perEventOf),
      run: measured(({ run }) => run),
    },
  };
}

/** Combinations whose containers are built in a round, again and again where there are few. */
const combinationsBuilt = 200;
/** Bars × combinations of a round: enough to tell a difference, in a part of a second. */
const mostSteps = 200_000;

function firstBars(bars: Bars, most: number): Bars {
  if (bars.n <= most) return bars;
  const first = (column: Float64Array) => column.subarray(0, most);
  const { time, open, high, low, close, volume } = bars;
  return {
    n: most,
    time: first(time),
    open: first(open),
    high: first(high),
    low: first(low),
    close: first(close),
    volume: first(volume),
  };
}

type Done = Omit<RunFigures, "combinations">;
type Round = { readonly startUp: number; readonly run: number; readonly done: Done };

function costOf(rounds: readonly Round[]): TopologyCost {
  const { done } = at(rounds, 0);
  return {
    containers: done.built.containers,
    adapters: done.built.adapters + done.built.completions,
    delivered: done.delivered,
    memory: memoryOf(done),
    startUp: spreadOf(rounds.map(({ startUp }) => startUp)),
    perEvent: spreadOf(rounds.map(perEventOf)),
    run: spreadOf(rounds.map(({ run }) => run)),
  };
}

function perEventOf({ run, done }: Round): number {
  return (run * 1000) / Math.max(1, done.delivered);
}

// bytes, fitted to the heap of Node 20 at 1,000 combinations: 8.9 MB naive, 2.9 MB shared
const containerBytes = 1300;
const adapterBytes = 800;
const routeBytes = 60;

function memoryOf({ built, routes }: Done): number {
  return (
    built.containers * containerBytes +
    (built.adapters + built.completions) * adapterBytes +
    routes * routeBytes
  );
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const quantile = (share: number): number => {
    const place = (sorted.length - 1) * share;
    return (at(sorted, Math.floor(place)) + at(sorted, Math.ceil(place))) / 2;
  };
  return { median: quantile(0.5), lower: quantile(0.25), upper: quantile(0.75) };
}

/** What sharing saves, a line each: both figures, the ratio with its spread, and how large it is. */
export function sharingLines({ naive, shared, ratios, bars }: SharingCost): readonly string[] {
  const count = (name: string, field: "containers" | "adapters" | "delivered") =>
    `${name} ${naive[field]} → ${shared[field]}, ${times(ratios[field])}`;
  const measured = (name: string, field: "startUp" | "perEvent" | "run", unit: string) =>
    `${name} ${naive[field].median.toPrecision(3)} → ${shared[field].median.toPrecision(3)} ${unit}, ${times(ratios[field])}`;
  return [
    count("containers", "containers"),
    count("adapters with completions", "adapters"),
    measured("start-up", "startUp", "ms"),
    count(`events delivered over ${bars} bars`, "delivered"),
    measured("time per event", "perEvent", "µs"),
    measured("run", "run", "ms"),
    `memory, estimated, ${kilobytes(naive.memory)} → ${kilobytes(shared.memory)} kB, ${times(ratios.memory)}`,
  ];
}

/** `1.7 × less`, with the spread where there is one, and small effects called small. */
function times({ median, lower, upper }: Spread): string {
  const spread = lower === upper ? "" : ` (${lower.toFixed(2)}–${upper.toFixed(2)})`;
  const ratio = `${median.toFixed(2)} ×${spread}`;
  if (lower <= 1 && upper >= 1) return `${ratio}: no difference that shows`;
  if (median > 1 && median < 1.25) return `${ratio}: a small saving`;
  return median > 1 ? ratio : `${ratio}: sharing costs more here`;
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
