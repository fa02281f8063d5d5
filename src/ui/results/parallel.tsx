import { useMemo, useState } from "react";
import { chosenIfAny } from "../../backtest/sweep/chosen.ts";
import { figureNames, type FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import { FigureSelect } from "./figure-select.tsx";
import { figureNamed } from "./figures.ts";
import { byInfluence } from "./heat-grid.ts";
import { brushesOn, keepBrush, type KeptBrushes } from "./kept-brushes.ts";
import { bestFirst, scaleOf } from "./measure.ts";
import { AxisHandle } from "./parallel-axis.tsx";
import { Lines } from "./parallel-canvas.tsx";
import { axisX, type Frame } from "./parallel-lines.ts";
import { parallelAxes, type Brushes } from "./parallel-scale.ts";
import styles from "./parallel.module.css";
import { Ramp } from "./ramp.tsx";
import { useSize } from "./use-size.ts";
import type { ViewChoice } from "./view-choice.ts";
import views from "./views.module.css";

type Props = {
  readonly run: ShownRun;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  readonly selected: number;
  readonly onSelect: (place: number) => void;
  /** The places that the brushes let through; absent without one. */
  readonly among: ReadonlySet<number> | undefined;
};

/** More axes of parameters leave no room for their names; the most telling ones are drawn. */
const mostParameters = 8;
const margins = { left: 48, right: 64, top: 44, bottom: 16 };

/** Every combination as a line across its parameters and figures; brushes on the axes filter. */
export function Parallel({ run, choice, onChoose, selected, onSelect, among }: Props) {
  const [ref, size] = useSize();
  const [pointed, setPointed] = useState(-1);
  const figure = figureNamed(choice.figure);
  const brushes = useMemo(() => brushesOn(run, choice.brushes), [run, choice.brushes]);
  const brushed = Object.keys(brushes).toSorted().join();
  // oxlint-disable-next-line react/exhaustive-deps -- which axes are brushed, not where
  const axes = useMemo(() => axesOf(run, choice.figure, brushes), [run, choice.figure, brushed]);
  // the best on top
  const places = useMemo(() => bestFirst(run, figure).toReversed(), [run, figure]);
  const scale = useMemo(
    () =>
      scaleOf(
        figure,
        places.map((place) => run.figures[figure.name][place] ?? Number.NaN),
      ),
    [run, figure, places],
  );
  const { width, height } = size;
  const frame = useMemo((): Frame => ({ ...margins, width, height }), [width, height]);

  const brush = (kept: KeptBrushes): void => onChoose({ ...choice, brushes: kept });
  const shown = pointed >= 0 ? pointed : selected;
  return (
    <div className={views.view} data-testid="parallel">
      <div ref={ref} className={`${views.main} ${styles.main}`}>
        <Lines
          frame={frame}
          axes={axes}
          places={places}
          among={among}
          colouring={run.figures[figure.name]}
          scale={scale}
          selected={selected}
          pointed={pointed}
          onPoint={setPointed}
          onSelect={onSelect}
        />
        {width > 0
          ? axes.map((axis, i) => (
              <AxisHandle
                key={axis.id}
                axis={axis}
                frame={frame}
                x={axisX(frame, axes.length, i)}
                room={(width - margins.left - margins.right) / Math.max(1, axes.length - 1)}
                at={i}
                last={axes.length - 1}
                brush={brushes[axis.id]}
                onBrush={(range) => brush(keepBrush(choice.brushes, run, axis.id, range))}
              />
            ))
          : undefined}
      </div>
      <div className={views.aside}>
        <div className={views.choices}>
          <FigureSelect
            label="Coloured by"
            value={figure.name}
            onChoose={(name) => onChoose({ ...choice, figure: name })}
          />
          {among ? (
            <button type="button" className={styles.clear} onClick={() => brush({})}>
              Clear brushes
            </button>
          ) : undefined}
        </div>
        <Ramp figure={figure} scale={scale} />
        <output className={styles.count} aria-label="Combinations between the brushes">
          <b>{formatCount(among?.size ?? places.length)}</b> of{" "}
          {countOf(places.length, "combination")}
          {among ? ", in the table too" : ""}
        </output>
        {among ? undefined : (
          <p>Drag along an axis to brush it, or focus it and use the arrow keys; Escape clears.</p>
        )}
        {shown >= 0 ? (
          <dl className={styles.values}>
            <dt>combination</dt>
            <dd>{formatCount(chosenIfAny(run.chosen, shown) ?? 0n)}</dd>
            {axes.map((axis) => {
              const value = axis.values[shown] ?? Number.NaN;
              return [
                <dt key={axis.id}>{axis.label}</dt>,
                <dd key={`${axis.id}=`}>{Number.isNaN(value) ? "–" : axis.text(value)}</dd>,
              ];
            })}
          </dl>
        ) : undefined}
      </div>
    </div>
  );
}

/** The most telling parameters, then figures; what is brushed is always among them. */
function axesOf(run: ShownRun, figure: FigureName, brushes: Brushes) {
  const telling = byInfluence(run, run.figures[figure]).slice(0, mostParameters);
  const parameters = run.parameters.filter((one) => telling.includes(one) || brushes[one.id]);
  const named = figureNames.filter(
    (name) => name === figure || name === "sharpe" || name === "maxDrawdown" || brushes[name],
  );
  return parallelAxes({ ...run, parameters }, named);
}
