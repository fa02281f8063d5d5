import { containerId, type CombinationIndex, type Plan } from "../../planner/model.ts";
import { at, goThrough } from "../../text/collections.ts";
import type { Bars } from "../data/bars.ts";
import { metricsOf, sumCurve, type CurveSums, type Metrics } from "../figures/metrics.ts";
import { createFeatures, type Features } from "../indicators/features.ts";
import type { Account } from "../rules/account.ts";
import {
  buildTopology,
  portfolioId,
  type Built,
  type Isolation,
  type Streams,
  type Topology,
} from "./build.ts";
import { readCombinations, type NotSimulated, type RunCombinations } from "./combinations.ts";
import { createFeatureList } from "./containers/hub.ts";
import type { PortfolioContainer } from "./containers/portfolio.ts";
import type { RejectReason } from "./events.ts";
import { createNetwork, type Network, type WatchOf } from "./network.ts";
import {
  createRecorder,
  type Listener,
  type PortfolioRecord,
  type TraceStep,
} from "./recording.ts";

/** What a run is to do beyond the plan and the bars. */
export type RunOptions = {
  /** What the random streams start from, the seed of the bars. */
  readonly seed: number;
  /** What annualised figures count with. */
  readonly barsPerYear: number;
  /** Ascending. */
  readonly chosen: Iterable<CombinationIndex>;
  /** The combination whose every event is written down. */
  readonly trace?: CombinationIndex;
  /** Isolation that is left out, to show that the proof notices. */
  readonly without?: ReadonlySet<Isolation>;
  /** Indicators that another run over the same bars has computed. */
  readonly features?: Features;
  /** The random streams, where the caller knows how often combinations occur in the whole plan. */
  readonly streams?: Streams;
};

/** What the backtest of one combination comes to. */
export type CombinationFigures = {
  readonly index: CombinationIndex;
  readonly account: Account;
  readonly metrics: Metrics;
  readonly rejectsByReason: ReadonlyMap<RejectReason, number>;
};

/** The backtest of one combination, with everything that happened. */
export type CombinationRun = PortfolioRecord & CombinationFigures;

/** What the backtest of the chosen combinations through one topology comes to. */
export type RunFigures = {
  readonly topology: Topology;
  readonly combinations: readonly CombinationFigures[];
  readonly notSimulated: readonly NotSimulated[];
  /** What was not as written, and how many combinations it concerns. */
  readonly notes: readonly { readonly text: string; readonly combinations: number }[];
  readonly built: Built;
  /** Entries of all routing tables. */
  readonly routes: number;
  readonly delivered: number;
};

/** The backtest of the chosen combinations through one topology, with everything that happened. */
export type Run = Omit<RunFigures, "combinations"> & {
  readonly combinations: readonly CombinationRun[];
  readonly trace: readonly TraceStep[];
};

/** Containers, adapters and bars, ready to go. */
export type Prepared = {
  readonly topology: Topology;
  readonly combinations: RunCombinations;
  readonly built: Built;
  readonly network: Network;
  /** Sends one bar through; bars in order, each once. */
  step(bar: number): void;
};

/** What a topology is built from, besides plan and bars, and who listens to it. */
export type PrepareOptions = {
  /** What the random streams start from, the seed of the bars. */
  readonly seed: number;
  readonly combinations: RunCombinations;
  readonly without?: ReadonlySet<Isolation>;
  readonly features?: Features;
  /** The random streams, where another topology has made them. */
  readonly streams?: Streams;
  readonly listener?: Listener;
};

const hub = containerId("hub_container");

/**
 * Runs the combinations of a plan over bars, through the adapters that the plan lists for a topology.
 * The same plan, bars, seed and choice give the same run, bit for bit, in every JavaScript engine.
 */
export function runBacktest(plan: Plan, topology: Topology, bars: Bars, options: RunOptions): Run {
  const { chosen, barsPerYear, trace: traced, ...rest } = options;
  const combinations = readCombinations(plan, chosen);
  const indices = combinations.simulated.map(({ combination }) => combination.index);
  const recorder = createRecorder(indices.map(portfolioId), bars.n);
  const trace: TraceStep[] = [];
  const watchOf =
    traced === undefined ? recorder.watchOf : traceToo(recorder.watchOf, traced, trace);
  const listener = { ...recorder, watchOf };
  const prepared = prepareRun(plan, topology, bars, { ...rest, combinations, listener });
  for (let bar = 0; bar < bars.n; bar++) prepared.step(bar);
  return {
    ...summaryOf(prepared),
    combinations: indices.map((index, i) => {
      const record = at(recorder.records, i);
      const portfolio = at(prepared.built.portfolios, i);
      const rejectsByReason = new Map<RejectReason, number>();
      for (const { reason } of record.rejects) {
        rejectsByReason.set(reason, (rejectsByReason.get(reason) ?? 0) + 1);
      }
      const curve = sumCurve(record.equity, portfolio.initialCapital);
      const finalEquity = record.equity.at(-1) ?? portfolio.initialCapital;
      const outcome = { curve, finalEquity, rejectsByReason, barsPerYear };
      return { ...record, ...figuresOf(index, portfolio, outcome) };
    }),
    trace,
  };
}

/** Builds a topology for a run that is stepped bar by bar. */
export function prepareRun(
  plan: Plan,
  topology: Topology,
  bars: Bars,
  options: PrepareOptions,
): Prepared {
  return goThrough(prepareInSteps(plan, topology, bars, options));
}

/** The same in steps, for topologies that take seconds to build. */
export function* prepareInSteps(
  plan: Plan,
  topology: Topology,
  bars: Bars,
  options: PrepareOptions,
): Generator<undefined, Prepared> {
  const { seed, combinations, without = new Set(), listener, streams } = options;
  const { simulated } = combinations;
  const network = createNetwork(!without.has("routing"), listener?.watchOf ?? (() => undefined));
  const features = createFeatureList(options.features ?? createFeatures(bars));
  network.add({ id: hub, role: "hub", serves: new Set(), receive: () => {} });
  const toExecutions = network.broadcastTo("execution", hub);
  const toPortfolios = network.broadcastTo("portfolio", hub);
  const toStrategies = network.broadcastTo("strategy", hub);
  const blueprint = { plan, topology, simulated, seed, without, ...(streams && { streams }) };
  const reject = listener?.reject ?? (() => {});
  const built = yield* buildTopology(blueprint, network, features, reject);

  return {
    topology,
    combinations,
    built,
    network,
    step(bar) {
      const event = barEvent(bars, bar);
      // orders that waited for the open come first, then every portfolio's close, then the strategies
      toExecutions([event]);
      network.settle();
      toPortfolios([event]);
      network.settle();
      toStrategies([event, { type: "FEATURE", bar, values: features.valuesAt(bar) }]);
      network.settle();
    },
  };
}

function barEvent(bars: Bars, bar: number) {
  return {
    type: "BAR" as const,
    bar,
    open: at(bars.open, bar),
    high: at(bars.high, bar),
    low: at(bars.low, bar),
    close: at(bars.close, bar),
    volume: at(bars.volume, bar),
    last: bar === bars.n - 1,
  };
}

/** What a topology was and did, without the figures of its combinations. */
export function summaryOf({
  topology,
  combinations: { notSimulated, notes },
  built,
  network,
}: Prepared): Omit<RunFigures, "combinations"> {
  return {
    topology,
    notSimulated,
    notes: countNotes([...notes, ...built.notes]),
    built,
    routes: network.routes(),
    delivered: network.delivered(),
  };
}

/** The figures of a combination whose run has ended. */
export function figuresOf(
  index: CombinationIndex,
  portfolio: PortfolioContainer,
  outcome: {
    readonly curve: CurveSums;
    readonly finalEquity: number;
    readonly barsPerYear: number;
    readonly rejectsByReason: ReadonlyMap<RejectReason, number>;
  },
): CombinationFigures {
  const { rejectsByReason, ...others } = outcome;
  const account = portfolio.account();
  let rejects = 0;
  for (const count of rejectsByReason.values()) rejects += count;
  const totals = { ...account, rejects };
  const metrics = metricsOf({ ...others, capital: portfolio.initialCapital, totals });
  return { index, account, metrics, rejectsByReason };
}

/** Writes down what concerns one combination: its stamp, and what its own containers get. */
function traceToo(watchOf: WatchOf, index: CombinationIndex, trace: TraceStep[]): WatchOf {
  const own = new Set([portfolioId(index), containerId(`strategy_combo_${index}`)]);
  return (from, type) => {
    const watch = watchOf(from, type);
    return (event, to, adapter) => {
      watch?.(event, to, adapter);
      const stamped = "targetPortfolio" in event && own.has(event.targetPortfolio);
      if (stamped || own.has(to)) trace.push({ event, from, to, adapter });
    };
  };
}

/** How many combinations each note concerns, in the order of the notes. */
function countNotes(notes: readonly string[]): RunFigures["notes"] {
  const counts = new Map<string, number>();
  for (const note of notes) counts.set(note, (counts.get(note) ?? 0) + 1);
  return Array.from(counts, ([text, combinations]) => ({ text, combinations }));
}
