import type { ContainerId } from "../../planner/model.ts";
import { at } from "../../text/collections.ts";
import type { Bars } from "../data/bars.ts";
import type { PortfolioRecord } from "../engine/recording.ts";
import type { StreamKey } from "../engine/streams.ts";
import type { Metrics } from "../figures/metrics.ts";
import type { Features } from "../indicators/features.ts";
import type { ExecutionSettings } from "../settings/execution.ts";
import type { RiskSettings } from "../settings/risk.ts";
import type { StrategySettings } from "../settings/strategy.ts";
import { compileRoutes, type RunAdapter } from "./routes.ts";
import { runTask } from "./run-task.ts";
import { createScores } from "./score.ts";
import type { Recorder } from "./task.ts";
import { createTrace } from "./trace.ts";

/** The containers of one combination, and the settings of those that are its own. */
export type Station = {
  readonly strategy: ContainerId;
  readonly portfolio: ContainerId;
  readonly settings: StrategySettings;
  /** Cash at the start, in money. */
  readonly initialCapital: number;
};

/** A topology that is to run: its adapters, and its containers' settings. */
export type CompiledInput = {
  readonly bars: Bars;
  readonly barsPerYear: number;
  readonly adapters: readonly RunAdapter[];
  readonly combinations: readonly Station[];
  readonly riskSettings: (id: ContainerId) => RiskSettings;
  readonly executionSettings: (id: ContainerId) => ExecutionSettings;
  /** Asked only where orders are filled by chance. */
  readonly streamOf: (portfolio: ContainerId) => StreamKey;
  /** Indicators that another run over the same bars has computed. */
  readonly features?: Features;
};

/** A topology as tables, ready to run any of its combinations, in any order. */
export type CompiledRun = {
  /** The places of all combinations, in the order that computes each strategy's signals once. */
  readonly order: readonly number[];
  /** Runs one combination for its figures. */
  metrics(place: number): Metrics;
  /** Runs one combination, writing down its orders, fills, refusals and equity. */
  record(place: number): PortfolioRecord & { readonly metrics: Metrics };
};

/** The compiled run, or what in the wiring leads events astray: then only the object engine can run it. */
export type Compilation =
  | { readonly status: "compiled"; readonly run: CompiledRun }
  | { readonly status: "refused"; readonly reason: string };

/**
 * Compiles a topology: follows its adapters once for the routes, and asks for every container's
 * settings once. Each run of a combination is then a loop over typed arrays; signals are computed
 * once for all combinations with equal strategies, indicators once for all strategies that use them.
 */
export function compileTopology(input: CompiledInput): Compilation {
  const { bars, barsPerYear, combinations } = input;
  const routing = compileRoutes(input.adapters, combinations);
  if (routing.status === "refused") return routing;
  const { risks, executions, riskOf, executionOf } = routing.routes;
  const riskSettings = risks.map(input.riskSettings);
  const executionSettings = executions.map(input.executionSettings);
  const keys = combinations.map(({ settings }) => JSON.stringify(settings));
  const scores = createScores(bars, input.features);

  const run = (place: number, recorder?: Recorder): Metrics => {
    const { settings, portfolio, initialCapital: capital } = at(combinations, place);
    const risk = at(riskSettings, at(riskOf, place));
    const execution = at(executionSettings, at(executionOf, place));
    const score = scores.of(at(keys, place), settings);
    const stream = execution.fillProbability < 1 ? input.streamOf(portfolio) : 0;
    return runTask({ bars, score, risk, execution, stream, capital, recorder }, barsPerYear);
  };

  const record = (place: number) => {
    const { portfolio } = at(combinations, place);
    const risk = at(risks, at(riskOf, place));
    const execution = at(executions, at(executionOf, place));
    const [written, recorder] = createTrace(bars, { portfolio, risk, execution });
    return { ...written, metrics: run(place, recorder) };
  };

  return {
    status: "compiled",
    run: { order: groupByKey(keys), metrics: (place) => run(place), record },
  };
}

/** Places with equal keys one after the other, keys and places in the order of first appearance. */
function groupByKey(keys: readonly string[]): readonly number[] {
  const groups = new Map<string, number[]>();
  for (const [place, key] of keys.entries()) {
    const group = groups.get(key);
    if (group) group.push(place);
    else groups.set(key, [place]);
  }
  return [...groups.values()].flat();
}
