import type { Metrics } from "../figures/metrics.ts";

/** The figures of a combination, in the order in which pages and files show them. */
export const figureNames = [
  "finalEquity",
  "totalReturn",
  "annualisedReturn",
  "sharpe",
  "maxDrawdown",
  "trades",
  "winRate",
  "commission",
  "slippage",
  "rejects",
] as const satisfies readonly (keyof Metrics)[];
export type FigureName = (typeof figureNames)[number];

/** What a row of figures has, one number each. */
export const rowNames = [...figureNames, "fills"] as const satisfies readonly (keyof Metrics)[];

/** Figures of some combinations, one row after the other; NaN where one is absent. */
export type FigureRows = Float64Array<ArrayBuffer>;

/** How many numbers a row has. */
export const rowLength = rowNames.length;

/** Writes the figures of one combination. */
export function writeFigures(rows: FigureRows, row: number, metrics: Metrics): void {
  const start = row * rowLength;
  rows[start] = metrics.finalEquity;
  rows[start + 1] = metrics.totalReturn;
  rows[start + 2] = metrics.annualisedReturn;
  rows[start + 3] = metrics.sharpe ?? Number.NaN;
  rows[start + 4] = metrics.maxDrawdown;
  rows[start + 5] = metrics.trades;
  rows[start + 6] = metrics.winRate ?? Number.NaN;
  rows[start + 7] = metrics.commission;
  rows[start + 8] = metrics.slippage;
  rows[start + 9] = metrics.rejects;
  rows[start + 10] = metrics.fills;
}
