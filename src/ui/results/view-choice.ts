import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { ResultSort } from "./arrange-results.ts";
import type { Aggregate } from "./heat-grid.ts";
import type { KeptBrushes } from "./kept-brushes.ts";

export const resultViews = [
  "table",
  "curves",
  "heat",
  "sensitivity",
  "parallel",
  "trades",
  "events",
] as const;
export type ResultView = (typeof resultViews)[number];

/** How results are looked at; kept while the drawer is closed. */
export type ViewChoice = {
  readonly view: ResultView;
  /** What views are coloured and ordered by: the figure that was chosen last, wherever that was. */
  readonly figure: FigureName;
  /** The order of the table. */
  readonly sort: ResultSort;
  readonly aggregate: Aggregate;
  /** The axes of the heat map, by parameter; absent for the most telling ones. */
  readonly across?: string;
  readonly down?: string;
  /** By parameter the only value that is on the heat map. */
  readonly fixed: Readonly<Record<string, string>>;
  readonly brushes: KeptBrushes;
};

export const firstChoice: ViewChoice = {
  view: "table",
  figure: "totalReturn",
  sort: { by: "totalReturn", descending: true },
  aggregate: "mean",
  fixed: {},
  brushes: {},
};
