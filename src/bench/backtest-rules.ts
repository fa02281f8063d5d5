import { join } from "node:path";
import type { Bars } from "../backtest/data/bars.ts";
import { planText } from "../planner/plan-text.ts";
import {
  gridBars,
  momentum,
  momentumGrid,
  money,
  text,
  textOf,
  writeBars,
  sweepOf,
} from "./backtest-grid.ts";
import { isEqual, requireEqual, runAll } from "./equities.ts";
import { interleave, perCall, timeOf, timingOf, warmUp } from "./measure.ts";
import type { LoopRules, LoopTask, NativeLoop } from "./peers/native-loop.ts";
import { findPythonEngines, runPythonEngine } from "./peers/python-engines.ts";
import { times, type Row, type SectionOptions } from "./row.ts";

const stops = { stop: 0.01, profit: 0.02 };
const ruleSets: Readonly<Record<string, LoopRules>> = {
  "stop loss": { stop: 0.01 },
  "take profit": { profit: 0.02 },
  shorts: { shorts: true },
  "next open": { nextOpen: true },
  "drawdown limit": { drawdown: 0.05 },
  "drawdown limit, soon reached": { drawdown: 0.0005 },
  "stops, shorts and next open": { ...stops, shorts: true, nextOpen: true },
  "all rules": { ...stops, shorts: true, nextOpen: true, drawdown: 0.05 },
};

const steps = Array.from({ length: 100 }, (_, i) => i + 2);
const range = "{min: 2, max: 101, step: 1}";
type Strategy = Pick<LoopTask, "strategy" | "first" | "second"> & { readonly yaml: string };
const withSecond = (second: number) => ({ first: steps, second: steps.map(() => second) });
const strategies: Readonly<Record<string, Strategy>> = {
  "mean reversion, 100 periods": {
    strategy: "rsi",
    ...withSecond(0),
    yaml: `{type: mean_reversion, parameters: {rsi_period: ${range}, rsi_oversold: 30, rsi_overbought: 70}}`,
  },
  "crossover, 100 fast periods": {
    strategy: "crossover",
    ...withSecond(150),
    yaml: `{type: ma_crossover, parameters: {fast_period: ${range}, slow_period: 150}}`,
  },
  "Bollinger, 100 periods": {
    strategy: "bollinger",
    ...withSecond(1.5),
    yaml: `{type: bollinger_bands, parameters: {period: ${range}, std_dev: 1.5}}`,
  },
  "breakout, 100 periods": {
    strategy: "breakout",
    ...withSecond(0),
    yaml: `{type: breakout, parameters: {period: ${range}}}`,
  },
};

/** Every rule and every strategy against the same in C, each and together (spec page 9). */
export function againstLoops(
  native: NativeLoop,
  folder: string,
  options: SectionOptions,
): readonly Row[] {
  const { quick } = options;
  const bars = gridBars(quick ? 10_000 : 100_000);
  const few = gridBars(10_000);
  const rules = Object.entries(ruleSets).map(([name, set]) =>
    compare(`momentum with ${name}`, { ...momentum, yaml: momentumGrid }, set, bars),
  );
  const indicators = Object.entries(strategies).map(([name, strategy]) =>
    compare(`${name}, indicator included`, strategy, {}, few),
  );
  return [...rules, ...indicators];

  function compare(name: string, strategy: Strategy, set: LoopRules, over: Bars): Row {
    options.log(`${name} …`);
    const planned = planText(textOf(strategy.yaml, set), "pyyaml");
    const file = join(folder, `bars-${over.n}.bin`);
    writeBars(over, file);
    const { yaml: _, ...parameters } = strategy;
    const task: LoopTask = { ...parameters, ...money, rules: set, file, repeats: 1 };
    const own = () => runAll(sweepOf(planned, over));
    const expected = own();
    warmUp(own, 700);
    const calls = over.n > 50_000 ? 2 : 10;
    const timings = interleave(
      {
        own: () => perCall(own, calls),
        native: () => {
          const { milliseconds, equities } = native.run({ ...task, repeats: calls });
          requireEqual("the C loop", expected, equities);
          return milliseconds.reduce((sum, time) => sum + time, 0) / milliseconds.length;
        },
      },
      quick ? 5 : 9,
    );
    const numba = runNumba({ ...task, repeats: 3 }, expected, options);
    const ratio = timings.native.median / timings.own.median;
    return {
      work: `${over.n.toLocaleString("en-US")} bars: ${name}`,
      ways: [
        { name: "compiled, all statistics", timing: timings.own },
        { name: "C -O3, bar by bar", timing: timings.native },
        ...(numba ? [numba] : []),
      ],
      outcome: `${times(timings.native.median, timings.own.median)} the C loop`,
      reach: "≥ 0.6 × the C loop",
      reached: ratio >= 0.6,
      // indicators are below it, and said so: a regression shows in the table
      gates: !name.endsWith("indicator included"),
    };
  }
}

/** numba's loop with the same rules, where the machine has it; it knows no strategy but momentum. */
function runNumba(task: LoopTask, expected: readonly number[], { log }: SectionOptions) {
  if (task.strategy !== "momentum" || !findPythonEngines().includes("numba")) return undefined;
  const answer = runPythonEngine("numba", task);
  if (typeof answer === "string") log(`numba does not run here: ${answer}`);
  else if (isEqual(expected, answer.equities)) {
    return { name: `numba ${answer.version}`, timing: timingOf(answer.milliseconds) };
  } else log("numba: final equities differ, so it is left out");
  return undefined;
}

/** How much the same work varies within one process: a hundred combinations, again and again. */
export function steadiness(
  native: NativeLoop,
  folder: string,
  { log, quick }: SectionOptions,
): Row {
  log("steadiness …");
  const bars = gridBars(100_000);
  const planned = planText(text, "pyyaml");
  const file = join(folder, "bars-100000.bin");
  writeBars(bars, file);
  const task: LoopTask = { ...momentum, ...money, rules: {}, file, repeats: 1 };
  const own = () => runAll(sweepOf(planned, bars));
  requireEqual("the C loop", own(), native.run(task).equities);
  warmUp(own, 1000);
  const { own: ours, native: theirs } = interleave(
    { own: () => timeOf(own), native: () => native.run(task).milliseconds[0] ?? Number.NaN },
    quick ? 21 : 61,
  );
  const spread = ours.p90 / ours.median;
  return {
    work: "100,000 bars: steadiness of one run",
    ways: [
      { name: "compiled, all statistics", timing: ours },
      { name: "C -O3, bar by bar", timing: theirs },
    ],
    outcome: `p90 ${spread.toFixed(2)} × the median (C ${(theirs.p90 / theirs.median).toFixed(2)} ×), median ${times(theirs.median, ours.median)} the C loop`,
    reach: "p90 ≤ 1.3 × the median, ≥ 1.5 × the C loop",
    reached: spread <= 1.3 && theirs.median / ours.median >= 1.5,
    gates: false,
  };
}
