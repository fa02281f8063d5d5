import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLoop } from "../backtest/sweep/loop.ts";
import { createResultsWriter } from "../export/results-table.ts";
import { planText } from "../planner/plan-text.ts";
import { gridBars, money, sweepOf, writeBars } from "./backtest-grid.ts";
import { requireEqual, runAll } from "./equities.ts";
import { interleave, timeOf, timingOf, warmUp } from "./measure.ts";
import { compileNativeLoop, type LoopTask } from "./peers/native-loop.ts";
import { duration, times, type Row, type Section, type SectionOptions } from "./row.ts";

const bars = 2000;
const lookbacks = 100;
const thresholds = 100;
/** What the C loop runs of it: one capital, and every tenth of both parameters. */
const every = 10;

/** Whole sweeps, from the text to every figure (spec page 9). */
export const sweep: Section = {
  name: "sweep",
  title: `Whole sweeps over ${bars.toLocaleString("en-US")} bars: from the text to the columns of all figures, one thread`,
  run(options) {
    const combinations = options.quick ? 100_000 : 1_000_000;
    return [whole(combinations, options), prepare(2000, options), spell(options)];
  },
};

/** A momentum grid of so many combinations, the capital its slowest axis. */
const textOf = (combinations: number): string => `strategies:
  - type: momentum
    parameters:
      lookback_period: {min: 1, max: ${lookbacks}, step: 1}
      signal_threshold: {min: 0.001, max: ${thresholds / 1000}, step: 0.001}
optimization:
  parameter_grids:
    initial_capital: {min: 1000000, max: ${1_000_000 + combinations / 10_000 - 1}, step: 1}
risk: {max_position_size: ${money.shares}, commission: ${money.commission}}
execution: {commission: ${money.commission}, slippage: ${money.slippage}}
`;

function whole(combinations: number, { log, quick }: SectionOptions): Row {
  log(`${combinations} combinations …`);
  const over = gridBars(bars);
  const text = textOf(combinations);
  const prepared = () => sweepOf(planText(text, "pyyaml"), over);
  const own = (): readonly number[] => runAll(prepared());
  warmUp(prepared, 500);
  const folder = mkdtempSync(join(tmpdir(), "sharing-bench-"));
  try {
    const file = join(folder, "bars.bin");
    writeBars(over, file);
    const native = compileNativeLoop(folder);
    const parameters = Array.from({ length: lookbacks / every }, (_, i) => every * (i + 1));
    const task: LoopTask = {
      ...money,
      strategy: "momentum",
      first: parameters.flatMap((period) => parameters.map(() => period)),
      second: parameters.flatMap(() => parameters.map((step) => step / 1000)),
      rules: {},
      file,
      repeats: 20,
    };
    const some = (equities: readonly number[]) =>
      task.first.map((period, i) => {
        const threshold = Math.round((task.second[i] ?? 0) * 1000);
        return equities[(period - 1) * thresholds + threshold - 1] ?? Number.NaN;
      });
    // the C loop runs a part of the grid: its time is that of one combination, times all
    const share = combinations / task.first.length;
    const timings = interleave(
      {
        prepare: () => timeOf(prepared),
        own: () => timeOf(own),
        native: () => {
          if (!native) return Number.NaN;
          const { milliseconds, equities } = native.run(task);
          requireEqual("the C loop", some(own()), equities);
          return (milliseconds.reduce((sum, one) => sum + one, 0) / milliseconds.length) * share;
        },
      },
      quick ? 3 : 5,
    );
    const ratio = timings.native.median / timings.own.median;
    const each = duration(timings.prepare.median / combinations);
    return {
      work: `${combinations.toLocaleString("en-US")} combinations: plan, settings, all figures`,
      ways: [
        { name: "from the text to the columns", timing: timings.own },
        { name: "of that, all but the loops", timing: timings.prepare },
        ...(native ? [{ name: "C -O3, bar by bar, the loops alone", timing: timings.native }] : []),
      ],
      outcome: native
        ? `${times(timings.native.median, timings.own.median)} the C loop, ${each} a combination before the loops`
        : `${each} a combination before the loops`,
      reach: "≥ 1.0 × the C loop",
      reached: native ? ratio >= 1 : undefined,
      gates: false,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What an edit of a small sweep waits for before its loops. */
function prepare(combinations: number, { log }: SectionOptions): Row {
  log(`preparing ${combinations} …`);
  const over = gridBars(bars);
  const text = textOf(10_000).replace(`max: ${lookbacks},`, `max: ${combinations / thresholds},`);
  const planned = planText(text, "pyyaml");
  const once = () => sweepOf(planned, over);
  if (once().chosen.count !== combinations) throw new Error("another number of combinations");
  warmUp(once, 500);
  const timing = timingOf(Array.from({ length: 51 }, () => timeOf(once)));
  return {
    work: `${combinations.toLocaleString("en-US")} combinations: configurations numbered, settings read`,
    ways: [{ name: "planned already", timing }],
    outcome: duration(timing.median),
    reach: "≤ 5 ms",
    reached: timing.median <= 5,
    gates: false,
  };
}

/** What a row of results costs to be spelled. */
function spell({ log }: SectionOptions): Row {
  log("spelling rows …");
  const over = gridBars(50);
  const planned = planText(textOf(100_000), "pyyaml");
  const run = sweepOf(planned, over);
  const { count } = run.chosen;
  const rows = createLoop(run.setup).rows(run.work, 0, count);
  const csv = () => createResultsWriter(planned.plan, run).csvLines(0, rows).length;
  const json = (): number => {
    const writer = createResultsWriter(planned.plan, run);
    let letters = 0;
    for (let place = 0; place < count; place++) {
      letters += writer.json(place, rows, place, {}, "    ").length;
    }
    return letters;
  };
  const timings = interleave({ csv: () => timeOf(csv), json: () => timeOf(json) }, 7);
  const each = ({ median }: typeof timings.csv) => median / count;
  const slower = Math.max(each(timings.csv), each(timings.json));
  return {
    work: `${count.toLocaleString("en-US")} results spelled`,
    ways: [
      { name: "CSV", timing: timings.csv },
      { name: "JSON", timing: timings.json },
    ],
    outcome: `${duration(each(timings.csv))} and ${duration(each(timings.json))} a row`,
    reach: "≤ 8 µs a row",
    reached: slower <= 0.008,
    gates: false,
  };
}
