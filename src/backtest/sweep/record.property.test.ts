import fc from "fast-check";
import { expect, it } from "vitest";
import { planText } from "../../planner/plan-text.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { everyCombination } from "../engine/combinations.ts";
import { runBacktest } from "../engine/run.ts";
import { statusOf } from "../figures/metrics.ts";
import { withGap } from "../test-support/runs.ts";
import { recordCombinations } from "./record.ts";

const list = <Value>(value: fc.Arbitrary<Value>, most: number) =>
  fc.uniqueArray(value, { minLength: 1, maxLength: most });
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 });

const strategy = fc.oneof(
  fc.record({
    type: fc.constant("momentum"),
    parameters: fc.record({
      lookback_period: list(fc.integer({ min: 1, max: 15 }), 2),
      signal_threshold: list(fc.constantFrom(0, 0.001, 0.01, 0.03), 2),
    }),
  }),
  fc.record({
    type: fc.constantFrom("mean_reversion", "rsi_bands"),
    parameters: fc.record({
      rsi_period: list(fc.integer({ min: 2, max: 10 }), 2),
      rsi_oversold: fc.constantFrom(30, 45, 60),
      rsi_overbought: fc.constantFrom(70, 55, 50),
    }),
  }),
  fc.record({
    type: fc.constantFrom("ma_crossover", "sma_crossover", "moving_average_crossover"),
    parameters: fc.record({
      fast_period: list(fc.integer({ min: 1, max: 6 }), 2),
      slow_period: fc.integer({ min: 2, max: 15 }),
    }),
  }),
  fc.record({
    type: fc.constantFrom("macd", "macd_strategy"),
    parameters: fc.record({
      fast: list(fc.integer({ min: 1, max: 6 }), 2),
      slow_period: fc.integer({ min: 1, max: 15 }),
      signal_period: list(fc.integer({ min: 1, max: 5 }), 2),
    }),
  }),
  fc.record({
    type: fc.constant("bollinger_bands"),
    parameters: fc.record({
      period: fc.integer({ min: 2, max: 12 }),
      std_dev: list(fc.constantFrom(0.5, 1, 1.5), 2),
    }),
  }),
  fc.record({ type: fc.constant("pairs"), parameters: fc.constant({ spread: [1, 2] }) }),
  fc.record({
    type: fc.constant("breakout"),
    parameters: fc.record({ period: list(fc.integer({ min: 1, max: 10 }), 2) }),
  }),
);

const costs = {
  commission: maybe(fc.constantFrom(0, 0.001, 0.02)),
  slippage: maybe(fc.constantFrom(0, 0.0005, 0.01)),
  commission_per_share: maybe(fc.constantFrom(0.005, 1, 200)),
};
const simpleRisk = fc.record({
  max_position_size: fc.constantFrom(0.001, 0.5, 1, 10, 1e9),
  fractional: maybe(fc.boolean()),
  ...costs,
});
const fullRisk = fc.record({
  max_position_size: fc.constantFrom(0.5, 1, 10, 1e9),
  position_size_method: maybe(fc.constantFrom("fixed", "percentage")),
  position_size_pct: maybe(fc.constantFrom(5, 50, 100, 150)),
  fractional: maybe(fc.boolean()),
  allow_short: maybe(fc.boolean()),
  stop_loss: maybe(fc.constantFrom(0.005, 0.02, 0.05)),
  take_profit: maybe(fc.constantFrom(0.01, 0.05)),
  max_drawdown: maybe(fc.constantFrom(0.01, 0.1, 0.3)),
  ...costs,
});
const fullExecution = fc.record({
  fill: maybe(fc.constantFrom("close", "next_open")),
  fill_probability: maybe(fc.constantFrom(0.3, 0.8, 1)),
  ...costs,
});

/** Every rule at once, where the others are tried in any company. */
const jointRisk = fc.record({
  max_position_size: fc.constantFrom(0.5, 1, 70, 1e9),
  fractional: fc.boolean(),
  allow_short: fc.constant(true),
  stop_loss: fc.constantFrom(0.01, 0.05),
  take_profit: fc.constantFrom(0.01, 0.05),
  max_drawdown: fc.constantFrom(0.3, 0.9),
});
const jointExecution = fc.record({
  fill: fc.constant("next_open"),
  fill_probability: fc.constantFrom(0.7, 1),
  commission_per_share: fc.constantFrom(undefined, 0.005),
  commission: fc.constantFrom(0, 0.001),
  slippage: fc.constantFrom(0, 0.0005),
});

/** The grid that is tried, with axes that reach one or both shared roles. */
const grid = fc.constantFrom(
  {},
  { initial_capital: [0.5, 150, 100_000] },
  { commission: [0, 0.003] },
  { "risk.stop_loss": [0.01, 0.1], slippage: [0, 0.002] },
  { "execution.fill": ["close", "next_open"] },
  { "risk.allow_short": [true, false], "execution.fill_probability": [0.5, 1] },
);
const simpleGrid = fc.constantFrom(
  {},
  { initial_capital: [0.5, 150, 100_000] },
  { commission: [0, 0.003] },
);

function workflow<Risk, Execution>(
  risk: fc.Arbitrary<Risk>,
  execution: fc.Arbitrary<Execution>,
  grids: fc.Arbitrary<object>,
) {
  return fc.record({
    strategies: fc.array(strategy, { minLength: 1, maxLength: 2 }),
    optimization: fc.record({ parameter_grids: grids }),
    risk,
    execution,
  });
}

const market = fc.record({
  bars: fc.oneof(fc.constantFrom(1, 2, 3), fc.integer({ min: 20, max: 250 })),
  seed: fc.nat(),
  timeframe: fc.constantFrom("1d", "1h"),
  volatility: fc.constantFrom(0, 0.2, 1.5),
  /** What prices are multiplied by from the middle on. */
  gap: fc.constantFrom<number>(1, 5),
  /** Every combination runs, or every second or third. */
  sampled: fc.constantFrom(1, 1, 2, 3),
});

/** A market that ruins who is short in its middle. */
const gapping = market.map((options) => ({ ...options, bars: 50 + options.bars, gap: 5 }));

type Market = typeof market extends fc.Arbitrary<infer Value> ? Value : never;

/** What containers and the sweep say about everything: records of the shared plan, figures of the naive one. */
function runEngines(document: object, { timeframe, sampled, gap, ...options }: Market) {
  const planned = planText(JSON.stringify(document), "pyyaml");
  const { plan } = planned;
  const frame = readTimeframe(timeframe);
  if (!frame) throw new Error("no timeframe");
  const calm = syntheticBars({ ...options, timeframe: frame, drift: 0.1 });
  const bars = withGap(calm, Math.floor(calm.n / 2), gap);
  const { barsPerYear } = frame;
  const { seed } = options;
  const chosen = [...everyCombination(plan)].filter((index) => Number(index) % sampled === 0);
  const [naive, shared] = (["naive", "shared"] as const).map((topology) =>
    runBacktest(plan, topology, bars, { seed, barsPerYear, chosen }),
  );
  const recorded = recordCombinations(planned, chosen, { bars, seed, barsPerYear });
  return {
    naive: naive?.combinations.map(({ metrics }) => metrics),
    truth: shared?.combinations.map(
      ({ index, portfolio, events, orders, fills, rejects, equity, metrics }) => ({
        index,
        record: { portfolio, events, orders, fills, rejects, equity },
        metrics,
      }),
    ),
    recorded: recorded.map(({ index, record, metrics }) => ({ index, record, metrics })),
  };
}

function expectEqual(document: object, options: Market): void {
  const { naive, truth, recorded } = runEngines(document, options);
  expect(recorded).toStrictEqual(truth);
  expect(recorded.map(({ metrics }) => metrics)).toStrictEqual(naive);
}

const full = workflow(fullRisk, fullExecution, grid);
const joint = workflow(jointRisk, jointExecution, simpleGrid);
const simple = workflow(simpleRisk, fc.record(costs), simpleGrid);

it("agrees with the object engine bit for bit under every rule, records and figures", () => {
  fc.assert(fc.property(full, market, expectEqual), { numRuns: 150 });
});

it("agrees with the object engine bit for bit under all rules together", () => {
  fc.assert(fc.property(joint, gapping, expectEqual), { numRuns: 150 });
});

it("tries a flip, a stop and ruin in one run of orders that wait, for each way to count", () => {
  const seen = new Set<string>();
  for (const [document, options] of fc.sample(fc.tuple(joint, gapping), {
    seed: 1,
    numRuns: 100,
  })) {
    const size = document.risk.fractional ? "fractional" : "whole";
    const { commission_per_share: perShare } = document.execution;
    for (const { record } of runEngines(document, options).recorded) {
      const causes = new Set<string>(record.orders.map(({ event }) => event.cause));
      const flips = record.orders.some(({ event }) => event.closing > 0 && event.opening > 0);
      const isStopped = causes.has("stop_loss") || causes.has("take_profit");
      if (!flips || !isStopped || !causes.has("ruin")) continue;
      seen.add(size).add(perShare === undefined ? "of notional" : "per share");
    }
  }
  expect([...seen].toSorted()).toEqual(["fractional", "of notional", "per share", "whole"]);
});

it("agrees with the object engine bit for bit on the fast path, records and figures", () => {
  fc.assert(fc.property(simple, market, expectEqual), { numRuns: 150 });
});

it("tries every cause and every refusal on the way", () => {
  const seen = new Set<string>();
  for (const [document, options] of fc.sample(fc.tuple(full, market), { seed: 1, numRuns: 60 })) {
    for (const { record, metrics } of runEngines(document, options).recorded) {
      for (const { event } of record.orders) {
        seen.add(event.cause);
        if (event.closing > 0 && event.opening > 0) seen.add("flip");
      }
      for (const { reason } of record.rejects) seen.add(reason);
      if (metrics.sharpe !== undefined) seen.add("sharpe");
      if (statusOf(metrics) === "ruined") seen.add("ruined");
    }
  }
  expect([...seen].toSorted()).toEqual([
    "end_of_data",
    "flip",
    "max_drawdown",
    "not_filled",
    "ruin",
    "ruined",
    "sharpe",
    "signal",
    "size_zero",
    "stop_loss",
    "take_profit",
    "unaffordable",
  ]);
});
