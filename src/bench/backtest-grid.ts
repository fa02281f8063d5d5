import { writeFileSync } from "node:fs";
import { readTimeframe, type Bars } from "../backtest/data/bars.ts";
import { syntheticBars } from "../backtest/data/synthetic.ts";
import { chooseAll } from "../backtest/sweep/chosen.ts";
import { prepareSweep, type Sweep } from "../backtest/sweep/sweep.ts";
import type { FactoredPlan } from "../planner/sharing/decomposition/factored.ts";
import type { LoopRules } from "./peers/native-loop.ts";

const count = 10;
const periods = Array.from({ length: count }, (_, i) => 5 * (i + 1));
const thresholds = Array.from({ length: count }, (_, i) => (i + 1) / 2000);
/** What every combination trades with; money in units of the prices. */
export const money = { capital: 1_000_000, shares: 100, commission: 0.001, slippage: 0.0005 };
/** The grid of spec page 6, which every peer runs too: the parameters of each combination. */
export const momentum = {
  strategy: "momentum",
  first: periods.flatMap((period) => thresholds.map(() => period)),
  second: periods.flatMap(() => thresholds),
} as const;
/** How many combinations the grid has. */
export const combinations = momentum.first.length;

/** A strategy as a configuration, with the rules that it trades by. */
export function textOf(strategy: string, rules: LoopRules = {}): string {
  const { capital, shares, commission, slippage } = money;
  const { stop = null, profit = null, drawdown = null, shorts = false, nextOpen } = rules;
  return `strategies:
  - ${strategy}
portfolio: {initial_capital: ${capital}}
risk: {max_position_size: ${shares}, commission: ${commission}, allow_short: ${shorts}, stop_loss: ${stop}, take_profit: ${profit}, max_drawdown: ${drawdown}}
execution: {commission: ${commission}, slippage: ${slippage}, fill: ${nextOpen ? "next_open" : "close"}}
`;
}

/** The grid's strategy, as YAML. */
export const momentumGrid = `{type: momentum, parameters: {lookback_period: [${periods.join(", ")}], signal_threshold: [${thresholds.join(", ")}]}}`;
/** The grid as a configuration. */
export const text = textOf(momentumGrid);

const timeframe = readTimeframe("5m");
if (!timeframe) throw new Error("5m is a timeframe");
export const { barsPerYear } = timeframe;

/** The bars that everything is measured over. */
export function gridBars(n: number): Bars {
  if (!timeframe) throw new Error("5m is a timeframe");
  return syntheticBars({ bars: n, seed: 1, timeframe, drift: 0.05, volatility: 0.2 });
}

/** A plan's whole sweep, its configurations read. */
export function sweepOf(planned: FactoredPlan, bars: Bars): Sweep {
  const chosen = chooseAll(Number(planned.plan.combinations));
  return prepareSweep(planned, { bars, seed: 1, barsPerYear, chosen });
}

/** Writes bars where peers read them. */
export function writeBars(bars: Bars, file: string): void {
  writeFileSync(file, Buffer.concat([bars.open, bars.high, bars.low, bars.close].map(bytesOf)));
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
