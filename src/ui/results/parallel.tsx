import { useCallback, useMemo, useState } from "react";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import { chosenIfAny } from "../../backtest/sweep/chosen.ts";
import { figureNames, type FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import type { Steps } from "../../text/steps.ts";
import type { Mask } from "./arrange-results.ts";
import { withFigure } from "./choose-figure.ts";
import { drawnLines, mostDrawn, type DrawnLines } from "./drawn-lines.ts";
import { FigureSelect } from "./figure-select.tsx";
import { figureNamed } from "./figures.ts";
import { brushesOn, keepBrush, type KeptBrushes } from "./kept-brushes.ts";
import type { Figure } from "./measure.ts";
import { AxisHandle } from "./parallel-axis.tsx";
import { Lines } from "./parallel-canvas.tsx";
import { axisX, type Frame } from "./parallel-lines.ts";
import { parallelAxes, valueOn } from "./parallel-scale.ts";
import styles from "./parallel.module.css";
import { Ramp } from "./ramp.tsx";
import { tellingAxes } from "./telling-axes.ts";
import { useSize } from "./use-size.ts";
import { useSteps } from "./use-steps.ts";
import type { ViewChoice } from "./view-choice.ts";
import views from "./views.module.css";

type Props = {
  readonly run: ShownRun;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  readonly selected: number;
  readonly onSelect: (place: number) => void;
  /** The places that the brushes let through; absent without one. */
  readonly among: Mask | undefined;
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
  const brushed = Object.keys(brushes).toSorted().join("\n");
  const work = useCallback(() => drawingOf(run, choice.figure, among), [run, choice.figure, among]);
  const { result: drawn } = useSteps(work, run.chosen.count);
  const axes = useMemo(
    () => drawn && axesOf(drawn, brushed === "" ? [] : brushed.split("\n")),
    [drawn, brushed],
  );
  const { width, height } = size;
  const frame = useMemo((): Frame => ({ ...margins, width, height }), [width, height]);

  const brush = (kept: KeptBrushes): void => onChoose({ ...choice, brushes: kept });
  const shown = pointed >= 0 ? pointed : selected;
  if (!drawn || !axes)
    return <div className={views.view} data-testid="parallel" aria-busy="true" />;
  const { places, count, scale } = drawn;
  return (
    <div className={views.view} data-testid="parallel">
      <div ref={ref} className={`${views.main} ${styles.main}`}>
        <Lines
          frame={frame}
          axes={axes}
          places={places}
          count={count}
          among={among}
          colouring={drawn.run.figures[drawn.figure.name]}
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
            onChoose={(name) => onChoose(withFigure(choice, name))}
          />
          {among ? (
            <button type="button" className={styles.clear} onClick={() => brush({})}>
              Clear brushes
            </button>
          ) : undefined}
        </div>
        <Ramp figure={drawn.figure} scale={scale} />
        <output className={styles.count} aria-label="Combinations between the brushes">
          <b>{formatCount(among?.count ?? drawn.run.done)}</b> of{" "}
          {countOf(drawn.run.done, "combination")}
          {among ? ", in the table too" : ""}
        </output>
        {count < drawn.run.done ? (
          <p>
            {countOf(drawn.run.done - count, "combination")} without {drawn.figure.label}{" "}
            {drawn.run.done - count === 1 ? "is" : "are"} not drawn.
          </p>
        ) : undefined}
        {count > mostDrawn ? (
          <p>
            {formatCount(places.length)} of them are drawn, from all ranks, with the best and the
            selected one.
          </p>
        ) : undefined}
        {among ? undefined : (
          <p>Drag along an axis to brush it, or focus it and use the arrow keys; Escape clears.</p>
        )}
        {shown >= 0 ? (
          <dl className={styles.values}>
            <dt>combination</dt>
            <dd>{formatCount(chosenIfAny(run.chosen, shown) ?? 0n)}</dd>
            {axes.map((axis) => {
              const value = valueOn(axis, shown);
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

type Drawing = DrawnLines & {
  readonly run: ShownRun;
  readonly figure: Figure;
  /** The parameters, the most telling ones first. */
  readonly telling: readonly RunParameter[];
};

function* drawingOf(run: ShownRun, name: FigureName, among: Mask | undefined): Steps<Drawing> {
  const figure = figureNamed(name);
  const telling = yield* tellingAxes(run, run.figures[name]);
  return { run, figure, telling, ...(yield* drawnLines(run, figure, among)) };
}

/** The most telling parameters, then figures; what is brushed is always among them. */
function axesOf({ run, figure, telling }: Drawing, brushed: readonly string[]) {
  const most = telling.slice(0, mostParameters);
  const parameters = run.parameters.filter((one) => most.includes(one) || brushed.includes(one.id));
  const named = figureNames.filter(
    (name) =>
      name === figure.name || name === "sharpe" || name === "maxDrawdown" || brushed.includes(name),
  );
  return parallelAxes({ ...run, parameters }, named);
}
