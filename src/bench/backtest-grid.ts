import type { CompiledRun } from "../backtest/compiled/compile.ts";
import { compilePlan } from "../backtest/compiled/run.ts";
import { readTimeframe, type Bars } from "../backtest/data/bars.ts";
import { syntheticBars } from "../backtest/data/synthetic.ts";
import { everyCombination, readCombinations } from "../backtest/engine/combinations.ts";
import type { Plan } from "../planner/model.ts";

const count = 10;
/** The grid of spec page 6, which every peer runs too; money in units of the prices. */
export const grid = {
  periods: Array.from({ length: count }, (_, i) => 5 * (i + 1)),
  thresholds: Array.from({ length: count }, (_, i) => (i + 1) / 2000),
  capital: 1_000_000,
  shares: 100,
  commission: 0.001,
  slippage: 0.0005,
};
/** How many combinations the grid has. */
export const combinations = grid.periods.length * grid.thresholds.length;

/** The grid as a configuration. */
export const text = `strategies:
  - type: momentum
    parameters:
      lookback_period: [${grid.periods.join(", ")}]
      signal_threshold: [${grid.thresholds.join(", ")}]
portfolio: {initial_capital: ${grid.capital}}
risk: {max_position_size: ${grid.shares}, commission: ${grid.commission}}
execution: {commission: ${grid.commission}, slippage: ${grid.slippage}}
`;

const timeframe = readTimeframe("5m");
if (!timeframe) throw new Error("5m is a timeframe");
export const { barsPerYear } = timeframe;

/** The bars that everything is measured over. */
export function gridBars(n: number): Bars {
  if (!timeframe) throw new Error("5m is a timeframe");
  return syntheticBars({ bars: n, seed: 1, timeframe, drift: 0.05, volatility: 0.2 });
}

/** The whole plan, compiled. */
export function compileGrid(plan: Plan, bars: Bars, topology: "naive" | "shared"): CompiledRun {
  const chosen = readCombinations(plan, everyCombination(plan));
  const compilation = compilePlan(plan, topology, bars, {
    seed: 1,
    barsPerYear,
    combinations: chosen,
  });
  if (compilation.status === "refused") throw new Error(compilation.reason);
  return compilation.run;
}
