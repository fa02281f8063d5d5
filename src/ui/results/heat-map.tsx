import { useMemo, useState } from "react";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { countOf } from "../../text/count-text.ts";
import controls from "../controls.module.css";
import { useLook } from "../use-look.ts";
import { FigureSelect } from "./figure-select.tsx";
import { figureNamed, figureText } from "./figures.ts";
import { HeatCells, LoneSign } from "./heat-cells.tsx";
import { byInfluence, heatAxis, heatGrid, type HeatCell, type HeatGrid } from "./heat-grid.ts";
import { scaleOf, type Figure } from "./measure.ts";
import { findPlateau, loneShare, plateauShare, type Plateau } from "./plateau.ts";
import { Ramp } from "./ramp.tsx";
import { useSize } from "./use-size.ts";
import type { ViewChoice } from "./view-choice.ts";
import styles from "./views.module.css";

type Props = {
  readonly run: ShownRun;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  /** The place of the selected combination, −1 for none. */
  readonly selected: number;
  readonly onSelect: (place: number) => void;
  readonly onLeave: () => void;
};

/** A figure over two parameters, with the region where it is good all around. */
export function HeatMap({ run, choice, onChoose, selected, onSelect, onLeave }: Props) {
  const look = useLook();
  const [ref, size] = useSize();
  const [active, setActive] = useState(0);
  const figure = figureNamed(choice.figure);
  const ranked = useMemo(() => byInfluence(run, run.figures[choice.figure]), [run, choice.figure]);
  const [across, down] = axesOf(ranked, choice);
  const grid = useMemo(
    () =>
      across &&
      heatGrid(
        run,
        heatAxis(across),
        down && heatAxis(down),
        run.figures[choice.figure],
        figure.best === "highest",
        choice.aggregate,
      ),
    [run, across, down, choice.figure, choice.aggregate, figure],
  );
  if (!across || !grid) {
    return (
      <p className={styles.empty}>
        A heat map needs a parameter with more than one value. Give a field a list of values, such
        as <code>[10, 20, 30]</code>.
      </p>
    );
  }
  const plateau = findPlateau(grid, figure.best === "highest");
  const scale = scaleOf(
    figure,
    grid.cells.map(({ value }) => value),
  );
  const at = Math.min(active, grid.cells.length - 1);
  const sentence = (cell: HeatCell): string => describe(grid, cell, figure, choice.aggregate);
  const cell = grid.cells[at];
  return (
    <div className={styles.view} data-testid="heat-map">
      <div className={styles.column}>
        <div ref={ref} className={styles.main}>
          {size.width > 0 ? (
            <HeatCells
              grid={grid}
              figure={figure}
              scale={scale}
              look={look}
              plateau={plateau}
              size={size}
              active={at}
              onActive={setActive}
              selected={selected}
              onSelect={onSelect}
              run={run}
              sentence={sentence}
              onLeave={onLeave}
            />
          ) : undefined}
        </div>
        <p className={styles.readout}>{cell ? sentence(cell) : undefined}</p>
      </div>
      <div className={styles.aside}>
        <div className={styles.choices}>
          <FigureSelect
            label="Figure"
            value={figure.name}
            onChoose={(name) => onChoose({ ...choice, figure: name })}
          />
          <AggregateSwitch choice={choice} onChoose={onChoose} />
          <AxisSelect
            label="Across"
            axes={ranked}
            value={across}
            onChoose={(id) =>
              // the other axis gives way
              onChoose({
                ...choice,
                across: id,
                ...(down ? { down: id === down.id ? across.id : down.id } : {}),
              })
            }
          />
          {down ? (
            <AxisSelect
              label="Down"
              axes={ranked}
              value={down}
              onChoose={(id) =>
                onChoose({ ...choice, down: id, across: id === across.id ? down.id : across.id })
              }
            />
          ) : undefined}
        </div>
        <Ramp figure={figure} scale={scale} />
        <Legend plateau={plateau} />
        {grid.counted < run.done ? (
          <p>
            {countOf(run.done - grid.counted, "combination")} without these parameters or this
            figure {run.done - grid.counted === 1 ? "is" : "are"} not on the map.
          </p>
        ) : undefined}
      </div>
    </div>
  );
}

/** The chosen axes, else the two most telling ones, the longer one across. */
function axesOf(
  ranked: readonly RunParameter[],
  { across, down }: ViewChoice,
): readonly [across: RunParameter | undefined, down: RunParameter | undefined] {
  const chosen = (id: string | undefined) => ranked.find((one) => one.id === id);
  const first = chosen(across);
  const second = chosen(down);
  if (first && second && first !== second) return [first, second];
  const [one, other] = ranked;
  if (!one || !other) return [one, undefined];
  return one.values.length >= other.values.length ? [one, other] : [other, one];
}

function describe(
  { across, down }: HeatGrid,
  { column, row, value, count }: HeatCell,
  figure: Figure,
  aggregate: string,
): string {
  const values = [across, down].flatMap((axis, i) => {
    const step = axis?.steps[i === 0 ? column : row];
    return axis && step ? [`${axis.parameter.name} ${step.label}`] : [];
  });
  const where = values.join(", ");
  if (count === 0) return `${where}: no combination.`;
  const what = `${figure.label} ${figureText(figure, value)}`;
  return count === 1
    ? `${where}: ${what}, 1 combination.`
    : `${where}: ${aggregate} ${what} of ${countOf(count, "combination")}.`;
}

function AxisSelect({
  label,
  axes,
  value,
  onChoose,
}: {
  readonly label: string;
  readonly axes: readonly RunParameter[];
  readonly value: RunParameter;
  readonly onChoose: (id: string) => void;
}) {
  return (
    <label className={styles.choice}>
      <span>{label}</span>
      <select value={value.id} onChange={(event) => onChoose(event.target.value)}>
        {axes.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function AggregateSwitch({ choice, onChoose }: Pick<Props, "choice" | "onChoose">) {
  return (
    <fieldset className={`${controls.segments} ${styles.aggregate}`}>
      <legend>Cells are</legend>
      {(["mean", "median"] as const).map((one) => (
        <label key={one} data-checked={choice.aggregate === one}>
          <input
            type="radio"
            name="aggregate"
            checked={choice.aggregate === one}
            onChange={() => onChoose({ ...choice, aggregate: one })}
          />
          {one}
        </label>
      ))}
    </fieldset>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)}\u202f%`;

/** How plateau and lone peaks are told, in words. */
function Legend({ plateau }: { readonly plateau: Plateau | undefined }) {
  if (!plateau) return <p>All cells are alike: there is no plateau.</p>;
  const n = plateau.cells.length;
  return (
    <>
      <p className={styles.key}>
        <svg viewBox="0 0 20 16" aria-hidden="true">
          <rect
            x="2"
            y="2"
            width="16"
            height="12"
            fill="none"
            stroke="var(--ink)"
            strokeWidth="2"
          />
        </svg>
        <span>
          <b>{n === 1 ? "No plateau" : `Plateau of ${countOf(n, "cell")}`}</b>
          {n === 1
            ? ": no neighbour of the best cell is at least "
            : ": joined to the best, and at least "}
          {percent(plateauShare)} of the way from the median cell to it
        </span>
      </p>
      {plateau.lone.length > 0 ? (
        <p className={styles.key}>
          <svg viewBox="0 0 20 16" aria-hidden="true">
            <LoneSign x={10} y={8} />
          </svg>
          <span>
            <b>{countOf(plateau.lone.length, "lone peak")}</b>: no neighbour is {percent(loneShare)}{" "}
            as far from the median, likely overfit
          </span>
        </p>
      ) : undefined}
    </>
  );
}
