import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { ResultSort } from "./arrange-results.ts";
import { figureNamed, figures } from "./figures.ts";
import type { ViewChoice } from "./view-choice.ts";

/** Looks at another figure, in every view: the table has its best on top. */
export function withFigure(choice: ViewChoice, figure: FigureName): ViewChoice {
  const descending = figureNamed(figure).best === "highest";
  return { ...choice, figure, sort: { by: figure, descending } };
}

/** Orders the table otherwise; by a figure, that is looked at in the other views too. */
export function withSort(choice: ViewChoice, sort: ResultSort): ViewChoice {
  const figure = figures.find(({ name }) => name === sort?.by);
  return { ...choice, sort, figure: figure?.name ?? choice.figure };
}
