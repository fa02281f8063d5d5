import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { everyCombination } from "../backtest/engine/combinations.ts";
import { runBacktest } from "../backtest/engine/run.ts";
import { planText } from "../planner/plan-text.ts";
import { sharedIndicators } from "./backtest-features.ts";
import {
  barsPerYear,
  combinations,
  gridBars,
  momentum,
  money,
  text,
  writeBars,
  sweepOf,
} from "./backtest-grid.ts";
import { againstLoops, steadiness } from "./backtest-rules.ts";
import { twoWorkers } from "./backtest-workers.ts";
import { isEqual, requireEqual, runAll } from "./equities.ts";
import { interleave, perCall, timeOf, timingOf, warmUp, type Timing } from "./measure.ts";
import { compileNativeLoop, type LoopTask, type NativeLoop } from "./peers/native-loop.ts";
import { findPythonEngines, pythonEngines, runPythonEngine } from "./peers/python-engines.ts";
import { duration, times, type Row, type Section, type SectionOptions, type Way } from "./row.ts";

/** Backtests of a momentum grid against a plain loop and other engines (spec page 6, "Backtests"). */
export const backtest: Section = {
  name: "backtest",
  title: `Backtests: momentum with commission and slippage, ${combinations} combinations, one thread`,
  run(options) {
    const folder = mkdtempSync(join(tmpdir(), "sharing-bench-"));
    try {
      const native = compileNativeLoop(folder);
      options.log(native?.version ?? "no C compiler (cc) is here: the plain loop is skipped");
      const lengths = options.quick ? [10_000] : [10_000, 100_000];
      return [
        ...lengths.flatMap((n) => compare(n, native, folder, options)),
        ...(native ? [steadiness(native, folder, options)] : []),
        ...(native ? againstLoops(native, folder, options) : []),
        ...(options.quick ? [] : [twoWorkers(options)]),
        ...sharedIndicators(options),
      ];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

function compare(
  n: number,
  native: NativeLoop | undefined,
  folder: string,
  { log, quick }: SectionOptions,
): readonly Row[] {
  log(`${n} bars …`);
  const bars = gridBars(n);
  const planned = planText(text, "pyyaml");
  const { plan } = planned;
  const file = join(folder, `bars-${n}.bin`);
  writeBars(bars, file);
  const task: LoopTask = { ...momentum, ...money, rules: {}, file, repeats: quick ? 1 : 3 };

  const runSweep = (): readonly number[] => runAll(sweepOf(planned, bars));
  const runObjects = () =>
    runBacktest(plan, "shared", bars, {
      seed: 1,
      barsPerYear,
      chosen: everyCombination(plan),
    }).combinations.map(({ metrics }) => metrics.finalEquity);

  const fromText = () => runAll(sweepOf(planText(text, "pyyaml"), bars));
  const expected = runSweep();
  warmUp(runSweep, 1000);
  warmUp(fromText, 300);
  const calls = n > 50_000 ? 3 : 20;
  const timings = interleave(
    {
      sweep: () => perCall(runSweep, calls),
      fromText: () => perCall(fromText, calls),
      native: () => {
        if (!native) return Number.NaN;
        const { milliseconds, equities } = native.run({ ...task, repeats: calls });
        requireEqual("the C loop", expected, equities);
        return milliseconds.reduce((sum, time) => sum + time, 0) / milliseconds.length;
      },
    },
    quick ? 5 : 9,
  );
  const own = timings.sweep;
  const work = `${n.toLocaleString("en-US")} bars`;
  const speed = (timing: Timing) =>
    `${((combinations * n) / timing.median / 1000).toPrecision(3)} M/s`;
  const rows: Row[] = [];
  if (native) {
    const ratio = timings.native.median / own.median;
    rows.push({
      work: `${work}: compiled engine against a plain loop in C`,
      ways: [
        { name: "compiled, all statistics", timing: own },
        { name: "C -O3, bar by bar", timing: timings.native },
      ],
      outcome: `${speed(own)} (C ${speed(timings.native)}), ${times(timings.native.median, own.median)} the C loop`,
      reach: "≥ 0.6 × the C loop",
      reached: ratio >= 0.6,
      gates: true,
    });
  }
  rows.push({
    work: `${work}: from the text to every figure, as an edit asks for it`,
    ways: [{ name: "plan, compile, run", timing: timings.fromText }],
    outcome: `${duration(timings.fromText.median)} in all`,
    reach: n === 10_000 ? "within one frame, 16.7 ms" : undefined,
    reached: n === 10_000 ? timings.fromText.median <= 16.7 : undefined,
    gates: false,
  });
  const objects =
    n > 50_000
      ? undefined
      : timingOf([timeOf(() => requireEqual("the object engine", expected, runObjects()))]);
  if (objects)
    rows.push(
      peerRow(
        work,
        { name: "container objects with queues", timing: objects },
        own,
        speed,
        undefined,
      ),
    );
  const found = findPythonEngines();
  for (const name of pythonEngines) {
    if (!found.includes(name)) {
      log(`python3 with ${name} is not here: skipped`);
      continue;
    }
    const answer = runPythonEngine(name, task);
    if (typeof answer === "string") {
      log(`${name} does not run here: ${answer}`);
      continue;
    }
    const { version, milliseconds, equities } = answer;
    log(`${name} ${version}: ${equities.length} results, the first ${equities[0]}`);
    if (!isEqual(expected, equities)) {
      log(`${name}: final equities differ, so no ratio is given`);
      continue;
    }
    const least = leastRatios[name];
    rows.push(
      peerRow(
        work,
        { name: `${name} ${version}`, timing: timingOf(milliseconds) },
        own,
        speed,
        least,
      ),
    );
  }
  return rows;
}

/** How many times faster than an engine spec page 6 asks for. */
const leastRatios: Readonly<Record<string, number | undefined>> = {
  vectorbt: 50,
  backtesting: 1000,
};

function peerRow(
  work: string,
  peer: Way,
  own: Timing,
  speed: (timing: Timing) => string,
  least: number | undefined,
): Row {
  return {
    work: `${work}: against ${peer.name}`,
    ways: [{ name: "compiled, all statistics", timing: own }, peer],
    outcome: `${times(peer.timing.median, own.median)} faster (${speed(peer.timing)})`,
    reach: least === undefined ? undefined : `≥ ${least.toLocaleString("en-US")} ×`,
    reached: least === undefined ? undefined : peer.timing.median / own.median >= least,
    gates: false,
  };
}
