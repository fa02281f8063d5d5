import { useCallback, useState } from "react";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { countOf } from "../../text/count-text.ts";
import type { Steps } from "../../text/steps.ts";
import { useLook } from "../use-look.ts";
import { figureNamed, figureText } from "./figures.ts";
import { HeatCells } from "./heat-cells.tsx";
import { HeatChoices } from "./heat-choices.tsx";
import {
  heatAxis,
  heatGrid,
  longestAxis,
  type Aggregate,
  type HeatCell,
  type HeatGrid,
} from "./heat-grid.ts";
import { HeatLegend } from "./heat-legend.tsx";
import { scaleOf, type Figure } from "./measure.ts";
import { findPlateau } from "./plateau.ts";
import { Ramp } from "./ramp.tsx";
import { isSameAxis, tellingAxes } from "./telling-axes.ts";
import { useSize, type Size } from "./use-size.ts";
import { useSteps } from "./use-steps.ts";
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
  const { figure: name, aggregate, across, down, fixed } = choice;
  const [columns, rows] = stepsIn(size);
  const work = useCallback(
    () => mapOf(run, { name, aggregate, across, down, fixed, columns, rows }),
    [run, name, aggregate, across, down, fixed, columns, rows],
  );
  const { result, isNew } = useSteps(work, run.chosen.count);
  if (!result) return <div className={styles.view} data-testid="heat-map" aria-busy="true" />;
  if (!result.map) {
    return (
      <p className={styles.empty}>
        A heat map needs a parameter with more than one value. Give a field a list of values, such
        as <code>[10, 20, 30]</code>.
      </p>
    );
  }
  const { grid, others, figure, isPinned } = result.map;
  const isCount = result.map.aggregate === "count";
  const shown = isCount ? countFigure(figure) : figure;
  const plateau = isCount ? undefined : findPlateau(grid, figure.best === "highest");
  const scale = scaleOf(
    shown,
    grid.cells.map(({ value }) => value),
  );
  const at = Math.min(active, grid.cells.length - 1);
  const sentence = (cell: HeatCell): string =>
    describe(grid, cell, figure, result.map?.aggregate ?? aggregate);
  const cell = grid.cells[at];
  const missing = result.run.done - grid.counted;
  return (
    <div className={styles.view} data-testid="heat-map" aria-busy={!isNew}>
      <div className={styles.column}>
        <div ref={ref} className={styles.main}>
          {size.width > 0 ? (
            <HeatCells
              grid={grid}
              figure={shown}
              scale={scale}
              look={look}
              plateau={plateau}
              size={size}
              active={at}
              onActive={setActive}
              selected={selected}
              onSelect={onSelect}
              sentence={sentence}
              onLeave={onLeave}
            />
          ) : undefined}
        </div>
        <p className={styles.readout}>{cell ? sentence(cell) : undefined}</p>
      </div>
      <div className={styles.aside}>
        <HeatChoices
          choice={choice}
          onChoose={onChoose}
          ranked={result.ranked}
          across={grid.across.parameter}
          down={grid.down?.parameter}
          others={others}
        />
        <Ramp figure={shown} scale={scale} />
        {isCount ? undefined : <HeatLegend plateau={plateau} />}
        {missing > 0 ? (
          <p>
            {countOf(missing, "combination")} {missing === 1 ? "is" : "are"} not on the map:{" "}
            {isPinned ? "with other values, or " : ""}without these parameters or this figure.
          </p>
        ) : undefined}
      </div>
    </div>
  );
}

type Asked = Pick<ViewChoice, "aggregate" | "across" | "down" | "fixed"> & {
  readonly name: FigureName;
  /** So many steps have room. */
  readonly columns: number;
  readonly rows: number;
};

type Mapped = {
  readonly run: ShownRun;
  /** What can be an axis, the most telling first. */
  readonly ranked: readonly RunParameter[];
  /** Absent where there is no axis. */
  readonly map?: {
    readonly grid: HeatGrid;
    readonly others: readonly RunParameter[];
    readonly figure: Figure;
    readonly aggregate: Aggregate;
    /** Whether some values alone are on the map. */
    readonly isPinned: boolean;
  };
};

function* mapOf(run: ShownRun, asked: Asked): Steps<Mapped> {
  const { name, aggregate, across, down, fixed, columns, rows } = asked;
  const figure = figureNamed(name);
  const ranked = yield* tellingAxes(run, run.figures[name]);
  const [first, second] = axesOf(ranked, across, down);
  if (!first) return { run, ranked };
  const others = ranked.filter(
    (one) => !isSameAxis(one, first) && !(second && isSameAxis(one, second)),
  );
  const pinned = others.flatMap(({ id, values, codes }) => {
    const code = values.indexOf(fixed[id] ?? "");
    return code < 0 ? [] : [{ codes, code }];
  });
  const grid = yield* heatGrid({
    run,
    across: heatAxis(first, columns),
    down: second && heatAxis(second, rows),
    figure: run.figures[name],
    higherIsBetter: figure.best === "highest",
    aggregate,
    fixed: pinned,
  });
  return { run, ranked, map: { grid, others, figure, aggregate, isPinned: pinned.length > 0 } };
}

/** How many cells with numbers there is room for beside each other and under each other, within limits. */
function stepsIn({ width, height }: Size): readonly [columns: number, rows: number] {
  const within = (steps: number): number => Math.min(longestAxis, Math.max(12, Math.floor(steps)));
  return [within((width - 144) / 44), within((height - 64) / 20)];
}

/** How many combinations a cell stands for, as a figure of its own. */
function countFigure(figure: Figure): Figure {
  return { ...figure, name: "trades", label: "combinations", unit: "count", best: "highest" };
}

/** The chosen axes, else the two most telling ones, the longer one across. */
function axesOf(
  ranked: readonly RunParameter[],
  across: string | undefined,
  down: string | undefined,
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
  aggregate: Aggregate,
): string {
  const values = [across, down].flatMap((axis, i) => {
    const step = axis?.steps[i === 0 ? column : row];
    return axis && step ? [`${axis.parameter.name} ${step.label}`] : [];
  });
  const where = values.join(", ");
  if (count === 0) return `${where}: no combination.`;
  if (aggregate === "count") return `${where}: ${countOf(count, "combination")}.`;
  const what = `${figure.label} ${figureText(figure, value)}`;
  return count === 1
    ? `${where}: ${what}, 1 combination.`
    : `${where}: ${aggregate} ${what} of ${countOf(count, "combination")}.`;
}
