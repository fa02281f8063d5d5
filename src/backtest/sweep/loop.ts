import { at } from "../../text/collections.ts";
import { runTask } from "../compiled/run-task.ts";
import { createScores } from "../compiled/score.ts";
import type { Recorder } from "../compiled/task.ts";
import type { Bars } from "../data/bars.ts";
import { streamKey, type StreamKey } from "../engine/streams.ts";
import type { Metrics } from "../figures/metrics.ts";
import { isByChance } from "../rules/chance.ts";
import type { ExecutionSettings } from "../settings/execution.ts";
import type { RiskSettings } from "../settings/risk.ts";
import type { StrategySettings } from "../settings/strategy.ts";
import { rowLength, writeFigures, type FigureRows } from "./figure-columns.ts";

/** All that combinations are run with: plain data, so that it can be sent to another worker. */
export type LoopSetup = {
  readonly bars: Bars;
  /** What annualised figures count with. */
  readonly barsPerYear: number;
  /** What the random streams start from, the seed of the bars. */
  readonly seed: number;
  /** By the numbers of configurations; `undefined` for a strategy that has no simulation. */
  readonly rules: readonly (StrategySettings | undefined)[];
  readonly risks: readonly RiskSettings[];
  readonly executions: readonly ExecutionSettings[];
  /** Cash at the start, in money. */
  readonly capitals: readonly number[];
  /** The texts of the four lists, where orders are filled by chance: streams are made from them. */
  readonly texts: readonly (readonly string[])[] | undefined;
};

/** Which configurations combinations have, one number of each list for every combination. */
export type LoopWork = {
  readonly strategy: Int32Array<ArrayBuffer>;
  readonly risk: Int32Array<ArrayBuffer>;
  readonly execution: Int32Array<ArrayBuffer>;
  readonly portfolio: Int32Array<ArrayBuffer>;
  /** How many combinations with the same four come before each; absent where chance fills none. */
  readonly occurrence: Int32Array<ArrayBuffer> | undefined;
};

/** Runs combinations by the numbers of their configurations. */
export type Loop = {
  /** The figures of one combination of some work. */
  metrics(work: LoopWork, place: number, recorder?: Recorder): Metrics;
  /** Those of combinations that follow each other, in rows. */
  rows(work: LoopWork, from: number, to: number): FigureRows;
};

/**
 * Makes the loop over bars that every way to run figures uses: the page's workers, the command line.
 * What it gives for a combination depends on the setup and its numbers alone, never on what ran before.
 */
export function createLoop(setup: LoopSetup): Loop {
  const { bars, barsPerYear, rules, risks, executions, capitals } = setup;
  const scores = createScores(bars);
  const metrics: Loop["metrics"] = (work, place, recorder) => {
    const risk = at(risks, at(work.risk, place));
    const execution = at(executions, at(work.execution, place));
    const capital = at(capitals, at(work.portfolio, place));
    const strategy = at(work.strategy, place);
    const rule = rules[strategy];
    if (!rule) throw new RangeError(`strategy ${strategy} has no rule`);
    const score = scores.of(strategy, rule);
    const stream = isByChance(execution) ? streamAt(setup, work, place) : 0;
    return runTask({ bars, score, risk, execution, stream, capital, recorder }, barsPerYear);
  };
  return {
    metrics,
    rows(work, from, to) {
      const rows = new Float64Array((to - from) * rowLength);
      for (const place of orderOf(work.strategy, from, to)) {
        if (rules[at(work.strategy, place)]) writeFigures(rows, place - from, metrics(work, place));
        else rows.fill(Number.NaN, (place - from) * rowLength, (place - from + 1) * rowLength);
      }
      return rows;
    },
  };
}

/** The random stream of a combination; 0 where chance fills no order of any. */
export function streamAt({ seed, texts }: LoopSetup, work: LoopWork, place: number): StreamKey {
  if (!texts) return 0;
  const { strategy, risk, execution, portfolio, occurrence } = work;
  const numbers = [strategy, risk, execution, portfolio];
  const text = numbers.map((column, i) => at(at(texts, i), at(column, place))).join("\n");
  return streamKey(seed, text, occurrence?.[place] ?? 0);
}

/** Places in the order of their strategies, so that the signals of each stay at hand. */
function orderOf(strategies: Int32Array, from: number, to: number): Float64Array {
  const width = to - from;
  const keys = new Float64Array(width);
  for (let i = 0; i < width; i++) keys[i] = at(strategies, from + i) * width + i;
  keys.sort();
  return keys.map((key) => from + (key % width));
}
