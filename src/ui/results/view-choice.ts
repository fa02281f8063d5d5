import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { Aggregate } from "./heat-grid.ts";
import type { KeptBrushes } from "./kept-brushes.ts";

export const resultViews = ["table", "curves", "heat", "parallel", "trades", "events"] as const;
export type ResultView = (typeof resultViews)[number];

/** How results are looked at; kept while the drawer is closed. */
export type ViewChoice = {
  readonly view: ResultView;
  /** What heat map, curves and parallel coordinates are coloured and ordered by. */
  readonly figure: FigureName;
  readonly aggregate: Aggregate;
  /** The axes of the heat map, by parameter; absent for the most telling ones. */
  readonly across?: string;
  readonly down?: string;
  readonly brushes: KeptBrushes;
};

export const firstChoice: ViewChoice = {
  view: "table",
  figure: "totalReturn",
  aggregate: "mean",
  brushes: {},
};
