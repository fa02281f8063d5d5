import "uplot/dist/uPlot.min.css";
import { useState } from "react";
import type { CombinationIndex } from "../../planner/model.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { withFigure } from "./choose-figure.ts";
import { CurveCanvas } from "./curve-canvas.tsx";
import { CurveLegend } from "./curve-legend.tsx";
import { FigureSelect } from "./figure-select.tsx";
import { figureNamed } from "./figures.ts";
import type { Ask } from "./use-answer.ts";
import { useCurves } from "./use-curves.ts";
import type { ViewChoice } from "./view-choice.ts";
import views from "./views.module.css";

type Props = {
  readonly run: ShownRun;
  /** Whether results are still coming: the best are asked for when they are known. */
  readonly running: boolean;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  readonly selected: number;
  /** The selected combination where it did not run. */
  readonly outside: CombinationIndex | undefined;
  readonly onSelect: (place: number) => void;
  readonly load: Ask;
};

/** Equity and drawdown over time: the selected combination, the best ones, and some of the rest. */
export function Curves(props: Props) {
  const { run, choice, onChoose, onSelect, load } = props;
  const [at, setAt] = useState<number>();
  const figure = figureNamed(choice.figure);
  const { time, drawn, reason } = useCurves({ ...props, figure }, load);
  if (reason !== undefined) return <p className={views.empty}>No curves: {reason}.</p>;
  return (
    <div className={views.view} data-testid="curves" data-lines={drawn.length}>
      <CurveCanvas time={time} drawn={drawn} onPoint={setAt} onSelect={onSelect} />
      <div className={views.aside}>
        <FigureSelect
          label="Best by"
          value={figure.name}
          onChoose={(name) => onChoose(withFigure(choice, name))}
        />
        {time ? (
          <CurveLegend run={run} drawn={drawn} time={time} at={at} onSelect={onSelect} />
        ) : undefined}
      </div>
    </div>
  );
}
