import { containerId, type CombinationIndex, type Plan } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import type { Bars } from "../data/bars.ts";
import { metricsOf, sumCurve, type Metrics } from "../figures/metrics.ts";
import { createFeatures, type Features } from "../indicators/features.ts";
import type { Account } from "../rules/account.ts";
import { buildTopology, portfolioId, type Built, type Isolation, type Topology } from "./build.ts";
import { readCombinations, type NotSimulated, type RunCombinations } from "./combinations.ts";
import { createFeatureList } from "./containers/hub.ts";
import type { RejectReason } from "./events.ts";
import { createNetwork, type Network, type Tap } from "./network.ts";
import { createRecorder, type PortfolioRecord, type TraceStep } from "./recording.ts";

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
  /** Hears of progress at least a hundred times a run, and after every 20,000 bars × combinations. */
  readonly onProgress?: (bars: number) => void;
};

/** The backtest of one combination. */
export type CombinationRun = PortfolioRecord & {
  readonly index: CombinationIndex;
  readonly account: Account;
  readonly metrics: Metrics;
  readonly rejectsByReason: ReadonlyMap<RejectReason, number>;
};

/** The backtest of the chosen combinations through one topology. */
export type Run = {
  readonly topology: Topology;
  readonly combinations: readonly CombinationRun[];
  readonly notSimulated: readonly NotSimulated[];
  /** What was not as written, and how many combinations it concerns. */
  readonly notes: readonly { readonly text: string; readonly combinations: number }[];
  readonly trace: readonly TraceStep[];
  readonly built: Built;
  /** Entries of all routing tables. */
  readonly routes: number;
  readonly delivered: number;
};

/** Containers, adapters and bars, ready to go. */
export type Prepared = {
  readonly built: Built;
  readonly network: Network;
  /** Sends one bar through; bars in order, each once. */
  step(bar: number): void;
  finish(): Run;
};

const hub = containerId("hub_container");

/**
 * Runs the combinations of a plan over bars, through the adapters that the plan lists for a topology.
 * The same plan, bars, seed and choice give the same run, bit for bit, in every JavaScript engine.
 */
export function runBacktest(plan: Plan, topology: Topology, bars: Bars, options: RunOptions): Run {
  const combinations = readCombinations(plan, options.chosen);
  const { step, finish } = prepareRun(plan, topology, bars, { ...options, combinations });
  const atOnce = Math.floor(20_000 / Math.max(1, combinations.simulated.length));
  const stride = Math.max(1, Math.min(Math.floor(bars.n / 100), atOnce));
  for (let bar = 0; bar < bars.n; bar++) {
    step(bar);
    if ((bar + 1) % stride === 0) options.onProgress?.(bar + 1);
  }
  return finish();
}

/** Builds a topology for a run that is stepped bar by bar. */
export function prepareRun(
  plan: Plan,
  topology: Topology,
  bars: Bars,
  options: Omit<RunOptions, "chosen"> & { readonly combinations: RunCombinations },
): Prepared {
  const { seed, barsPerYear, combinations, without = new Set() } = options;
  const { simulated, notSimulated } = combinations;
  const indices = simulated.map(({ combination }) => combination.index);
  const recorder = createRecorder(indices.map(portfolioId), bars.n);
  const trace: TraceStep[] = [];
  const traced = options.trace === undefined ? undefined : tracerOf(options.trace, trace);
  const { tap } = recorder;
  const network = createNetwork(
    !without.has("routing"),
    traced
      ? (event, from, to, adapter) => {
          tap(event, from, to, adapter);
          traced(event, from, to, adapter);
        }
      : tap,
  );
  const features = createFeatureList(options.features ?? createFeatures(bars));
  network.add({ id: hub, role: "hub", serves: new Set(), receive: () => {} });
  const publish = network.outletOf(hub);
  const blueprint = { plan, topology, simulated, seed, without };
  const built = buildTopology(blueprint, network, features, recorder.reject);

  return {
    built,
    network,
    step(bar) {
      const event = barEvent(bars, bar);
      // orders that waited for the open come first, then every portfolio's close, then the strategies
      network.publishTo("execution", hub, event);
      network.settle();
      network.publishTo("portfolio", hub, event);
      network.settle();
      network.publishTo("strategy", hub, event);
      publish({ type: "FEATURE", bar, values: features.valuesAt(bar) });
      network.settle();
    },
    finish: () => ({
      topology,
      combinations: indices.map((index, i) => {
        const { initialCapital, account } = at(built.portfolios, i);
        const record = at(recorder.records, i);
        return figuresOf(index, record, account(), initialCapital, barsPerYear);
      }),
      notSimulated,
      notes: countNotes([...combinations.notes, ...built.notes]),
      trace,
      built,
      routes: network.routes(),
      delivered: network.delivered(),
    }),
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

function figuresOf(
  index: CombinationIndex,
  record: PortfolioRecord,
  account: Account,
  capital: number,
  barsPerYear: number,
): CombinationRun {
  const rejectsByReason = new Map<RejectReason, number>();
  for (const { reason } of record.rejects) {
    rejectsByReason.set(reason, (rejectsByReason.get(reason) ?? 0) + 1);
  }
  const metrics = metricsOf({
    capital,
    finalEquity: record.equity.at(-1) ?? capital,
    barsPerYear,
    curve: sumCurve(record.equity, capital),
    totals: { ...account, rejects: record.rejects.length },
  });
  return { ...record, index, account, metrics, rejectsByReason };
}

/** Writes down what concerns one combination: its stamp, and what its own containers get. */
function tracerOf(index: CombinationIndex, trace: TraceStep[]): Tap {
  const own = new Set([portfolioId(index), containerId(`strategy_combo_${index}`)]);
  return (event, from, to, adapter) => {
    const stamped = "targetPortfolio" in event && own.has(event.targetPortfolio);
    if (stamped || own.has(to)) trace.push({ event, from, to, adapter });
  };
}

/** How many combinations each note concerns, in the order of the notes. */
export function countNotes(notes: readonly string[]): Run["notes"] {
  const counts = new Map<string, number>();
  for (const note of notes) counts.set(note, (counts.get(note) ?? 0) + 1);
  return Array.from(counts, ([text, combinations]) => ({ text, combinations }));
}
