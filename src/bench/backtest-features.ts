import { createScores } from "../backtest/compiled/score.ts";
import { runSimple } from "../backtest/compiled/simple.ts";
import { readTimeframe, type Bars } from "../backtest/data/bars.ts";
import { syntheticBars } from "../backtest/data/synthetic.ts";
import { createFeatures, type Features } from "../backtest/indicators/features.ts";
import type { StrategySettings } from "../backtest/settings/strategy.ts";
import { interleave, perCall, warmUp } from "./measure.ts";
import { times, type Row, type SectionOptions } from "./row.ts";

const costs = { commission: 0.001, commissionPerShare: 0, slippage: 0.0005 };
const risk = {
  shares: 100,
  fraction: 0,
  wholeShares: true,
  allowShort: false,
  stopLoss: undefined,
  takeProfit: undefined,
  maxDrawdown: undefined,
  costs,
} as const;
const execution = { fill: "close", fillProbability: 1, costs } as const;

const steps = Array.from({ length: 100 }, (_, i) => i + 1);
const strategies: Readonly<Record<string, readonly StrategySettings[]>> = {
  "momentum, 100 thresholds": steps.map((i) => ({
    type: "momentum",
    period: 20,
    threshold: i / 20_000,
  })),
  "RSI, 100 levels": steps.map((i) => ({
    type: "relativeStrength",
    period: 14,
    oversold: 20 + i / 10,
    overbought: 80 - i / 10,
  })),
  "Bollinger, 100 widths": steps.map((i) => ({
    type: "bollinger",
    period: 20,
    deviations: 1 + i / 100,
  })),
};

/** What it saves that the hub computes an indicator once for all strategies that use it. */
export function sharedIndicators({ log }: SectionOptions): readonly Row[] {
  const timeframe = readTimeframe("5m");
  if (!timeframe) throw new Error("5m is a timeframe");
  const bars = syntheticBars({ bars: 10_000, seed: 1, timeframe, drift: 0.05, volatility: 0.2 });
  return Object.entries(strategies).map(([name, settings]): Row => {
    log(`hub-computed features: ${name} …`);
    const once = () => {
      const features = createFeatures(bars);
      return settings.map((strategy) => runOne(strategy, bars, features));
    };
    const each = () => settings.map((strategy) => runOne(strategy, bars, createFeatures(bars)));
    if (once().join() !== each().join()) throw new Error(`${name}: shared features differ`);
    warmUp(once, 500);
    warmUp(each, 500);
    const timings = interleave({ once: () => perCall(once, 5), each: () => perCall(each, 5) }, 9);
    return {
      work: `10,000 bars: ${name}, indicator computed once`,
      ways: [
        { name: "once at the hub", timing: timings.once },
        { name: "by each strategy", timing: timings.each },
      ],
      outcome: `${times(timings.each.median, timings.once.median)} faster`,
      reach: undefined,
      reached: undefined,
      gates: false,
    };
  });
}

function runOne(settings: StrategySettings, bars: Bars, features: Features): number {
  const score = createScores(bars, features).of(0, settings);
  const task = { bars, score, risk, execution, stream: 0, capital: 1_000_000, recorder: undefined };
  return runSimple(task).finalEquity;
}
