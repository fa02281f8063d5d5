import { isRuined } from "../../backtest/rules/account.ts";
import type { TaskReply } from "../../backtest/session/client.ts";
import type { NotRun, RunJob, RunOutline } from "../../backtest/session/protocol.ts";
import { figureNames, rowLength, type FigureName } from "../../backtest/sweep/figure-columns.ts";

export type FigureRange = { readonly low: number; readonly high: number };

/** Results as far as they are there. Figures are written in place: `version` rises with each batch. */
export type ShownRun = RunOutline & {
  readonly job: RunJob;
  /** By place among `chosen`; NaN where a figure is absent, and nothing yet where `known` is 0. */
  readonly figures: Readonly<Record<FigureName, Float64Array>>;
  /** 1 at the places whose results are there. */
  readonly known: Uint8Array;
  readonly done: number;
  /** How many of them were left with nothing. */
  readonly ruined: number;
  /** Between what the figures lie; nothing is below `Infinity` where none is there. */
  readonly ranges: Readonly<Record<FigureName, FigureRange>>;
  /** How many of them an earlier run had found. */
  readonly reused: number;
  readonly finished: boolean;
  readonly milliseconds: number | undefined;
  readonly version: number;
};

/** One thing for each figure. */
export function byFigure<Thing>(of: (name: FigureName) => Thing): Record<FigureName, Thing> {
  return {
    finalEquity: of("finalEquity"),
    totalReturn: of("totalReturn"),
    annualisedReturn: of("annualisedReturn"),
    sharpe: of("sharpe"),
    maxDrawdown: of("maxDrawdown"),
    trades: of("trades"),
    winRate: of("winRate"),
    commission: of("commission"),
    slippage: of("slippage"),
    rejects: of("rejects"),
  };
}

/** A run of which nothing is there yet. Its columns cost nothing until they are written. */
export function emptyRun(outline: RunOutline, job: RunJob): ShownRun {
  const n = outline.chosen.count;
  return {
    ...outline,
    job,
    figures: byFigure(() => new Float64Array(n)),
    known: new Uint8Array(n),
    done: 0,
    ruined: 0,
    ranges: byFigure(() => ({ low: Infinity, high: -Infinity })),
    reused: 0,
    finished: false,
    milliseconds: undefined,
    version: 0,
  };
}

/** Why the combination at a place is not run; nothing where it is. */
export function reasonAt({ reasons, codes }: NotRun, place: number): string | undefined {
  return reasons[(codes?.[place] ?? 0) - 1];
}

/** The run with the results of one batch more. */
export function withBatch(run: ShownRun, reply: Extract<TaskReply, { type: "results" }>): ShownRun {
  const { places, rows } = reply.batch;
  const equity = figureNames.indexOf("finalEquity");
  let { ruined } = run;
  for (let i = 0; i < places.length; i++) {
    run.known[places[i] ?? 0] = 1;
    if (isRuined(rows[i * rowLength + equity] ?? Number.NaN)) ruined++;
  }
  const ranges = byFigure((name) => {
    const column = run.figures[name];
    const j = figureNames.indexOf(name);
    let { low, high } = run.ranges[name];
    for (let i = 0; i < places.length; i++) {
      const value = rows[i * rowLength + j] ?? Number.NaN;
      column[places[i] ?? 0] = value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return { low, high };
  });
  const { done, reused, version } = run;
  return {
    ...run,
    done: done + places.length,
    ruined,
    ranges,
    reused: reused + reply.reused,
    version: version + 1,
  };
}
