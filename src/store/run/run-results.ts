import type { TaskReply } from "../../backtest/session/client.ts";
import type { NotRun, RunJob, RunOutline } from "../../backtest/session/protocol.ts";
import { figureNames, rowLength, type FigureName } from "../../backtest/sweep/figure-columns.ts";

/** Results as far as they are there. Figures are written in place: `version` rises with each batch. */
export type ShownRun = RunOutline & {
  readonly job: RunJob;
  /** By place among `chosen`; NaN where a figure is absent or not there yet. */
  readonly figures: Readonly<Record<FigureName, Float64Array>>;
  /** 1 at the places whose results are there. */
  readonly known: Uint8Array;
  readonly done: number;
  /** How many of them an earlier run had found. */
  readonly reused: number;
  readonly finished: boolean;
  readonly milliseconds: number | undefined;
  readonly version: number;
};

/** A run of which nothing is there yet. */
export function emptyRun(outline: RunOutline, job: RunJob): ShownRun {
  const n = outline.chosen.count;
  const column = (): Float64Array => new Float64Array(n).fill(Number.NaN);
  return {
    ...outline,
    job,
    figures: {
      finalEquity: column(),
      totalReturn: column(),
      annualisedReturn: column(),
      sharpe: column(),
      maxDrawdown: column(),
      trades: column(),
      winRate: column(),
      commission: column(),
      slippage: column(),
      rejects: column(),
    },
    known: new Uint8Array(n),
    done: 0,
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
  for (let i = 0; i < places.length; i++) run.known[places[i] ?? 0] = 1;
  for (const [j, name] of figureNames.entries()) {
    const column = run.figures[name];
    for (let i = 0; i < places.length; i++) {
      column[places[i] ?? 0] = rows[i * rowLength + j] ?? Number.NaN;
    }
  }
  const { done, reused, version } = run;
  return {
    ...run,
    done: done + places.length,
    reused: reused + reply.reused,
    version: version + 1,
  };
}
