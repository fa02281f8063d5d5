import type { Plan } from "../../planner/model.ts";
import { planText } from "../../planner/plan-text.ts";
import { emptyBars, type Bars } from "../data/bars.ts";
import type { Topology } from "../engine/build.ts";
import { everyCombination } from "../engine/combinations.ts";
import { runBacktest, type CombinationRun, type Run, type RunOptions } from "../engine/run.ts";

/** The plan of a YAML text. */
export function planOf(text: string): Plan {
  return planText(text, "pyyaml").plan;
}

/** Bars with these closes; each opens at the close before, or at the given open. */
export function barsOf(closes: readonly number[], opens: readonly number[] = []): Bars {
  const bars = emptyBars(closes.length);
  for (const [i, close] of closes.entries()) {
    const open = opens[i] ?? closes[i - 1] ?? close;
    bars.time[i] = i * 86_400_000;
    bars.open[i] = open;
    bars.high[i] = Math.max(open, close);
    bars.low[i] = Math.min(open, close);
    bars.close[i] = close;
  }
  return bars;
}

/** The same bars, but all prices from a bar on times a factor: a gap that ruins who is short. */
export function withGap(bars: Bars, from: number, factor: number): Bars {
  const scaled = (prices: Float64Array) =>
    prices.map((price, bar) => (bar < from ? price : price * factor));
  const { open, high, low, close } = bars;
  return {
    ...bars,
    open: scaled(open),
    high: scaled(high),
    low: scaled(low),
    close: scaled(close),
  };
}

/** Runs every combination of a text through a topology. */
export function runAll(
  text: string,
  bars: Bars,
  options: Partial<RunOptions> & { readonly topology?: Topology } = {},
): Run {
  const plan = planOf(text);
  const { topology = "shared", ...others } = options;
  return runBacktest(plan, topology, bars, {
    seed: 1,
    barsPerYear: 252,
    chosen: everyCombination(plan),
    ...others,
  });
}

/** Runs the only combination of a text. */
export function runOne(text: string, bars: Bars, topology: Topology = "shared"): CombinationRun {
  const [run] = runAll(text, bars, { topology }).combinations;
  if (!run) throw new Error("nothing was simulated");
  return run;
}

/** The sections of a momentum strategy with a lookback of one bar: it follows every move. */
export function follower(sections: string): string {
  return `
strategies:
  - type: momentum
    parameters: {lookback_period: 1, signal_threshold: 0}
${sections}
`;
}
