import "uplot/dist/uPlot.min.css";
import { useEffect, useMemo, useRef, useState } from "react";
import { formatCount } from "../../graph/count-text.ts";
import type { ShownRun } from "../../store/shown-run.ts";
import { useLook } from "../use-look.ts";
import { CurveLegend } from "./curve-legend.tsx";
import { plotCurves, type CurvePlots, type CurvesShown, type Stroke } from "./curve-plot.ts";
import styles from "./curves.module.css";
import { FigureSelect } from "./figure-select.tsx";
import { figures } from "./figures.ts";
import { bestFirst } from "./measure.ts";
import { resolveColours } from "./paint.ts";
import { pickLines, type Line } from "./pick-curves.ts";
import { useAnswer, type Ask } from "./use-answer.ts";
import { useSize } from "./use-size.ts";
import type { ViewChoice } from "./view-choice.ts";
import views from "./views.module.css";

type Props = {
  readonly run: ShownRun;
  /** Whether results are still coming: the best are asked for when they are known. */
  readonly running: boolean;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  readonly selected: number;
  readonly onSelect: (place: number) => void;
  readonly load: Ask;
};

const points = 1000;
const bestColours = ["--curve-1", "--curve-2", "--curve-3", "--curve-4", "--curve-5"] as const;
const names = ["--accent", "--ink-quiet", "--hairline", "--curve-other", ...bestColours] as const;

/** Equity and drawdown over time: the selected combination, the best ones, and some of the rest. */
export function Curves({ run, running, choice, onChoose, selected, onSelect, load }: Props) {
  const look = useLook();
  const [ref, { width, height }] = useSize();
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [at, setAt] = useState<number>();
  const figure = figures.find(({ name }) => name === choice.figure) ?? figures[0];
  const wanted = useMemo(
    () => (running || !figure ? undefined : pickLines(bestFirst(run, figure), selected)),
    [run, running, figure, selected],
  );
  // while results come in, the lines that were there stay
  const [lines, setLines] = useState<readonly Line[]>(wanted ?? []);
  if (wanted && wanted !== lines) setLines(wanted);
  const indices = lines.flatMap(({ place }) => run.indices[place] ?? []);
  const answer = useAnswer(
    run.job,
    indices.length > 0 ? { kind: "curves", indices, points } : undefined,
    load,
  );
  const curves = answer?.kind === "curves" ? answer : undefined;
  // the lines that the answer is about, which may be of the question before
  const drawn = useMemo(() => {
    const byIndex = new Map(curves?.curves.map((curve) => [curve.index, curve]));
    return lines.flatMap((line) => {
      const index = run.indices[line.place];
      const curve = index === undefined ? undefined : byIndex.get(index);
      return curve ? [{ line, curve }] : [];
    });
  }, [curves, lines, run]);

  // curves that start with different capital are compared by what each made of its own
  const asReturn = new Set(drawn.map(({ curve }) => curve.initialCapital)).size > 1;
  const shown = useRef<CurvesShown>(undefined);
  const plots = useRef<CurvePlots>(undefined);
  const press = useRef(onSelect);
  const count = drawn.length;
  useEffect(() => {
    press.current = (line) => onSelect(drawn[line]?.line.place ?? -1);
  });
  useEffect(() => {
    if (!element || !curves || count === 0) return;
    const colour = resolveColours(element, names);
    shown.current = {
      time: curves.time,
      equity: drawn.map(({ curve: { equity, initialCapital } }) =>
        asReturn ? equity.map((value) => value / initialCapital - 1) : equity,
      ),
      asReturn,
      drawdown: drawn.map(({ curve }) => curve.drawdown),
      strokes: drawn.map(({ line }): Stroke => ({
        ...strokeOf(line, colour),
        label: line.kind === "other" ? undefined : `#${formatCount(run.indices[line.place] ?? 0n)}`,
      })),
      ink: colour("--ink-quiet"),
      grid: colour("--hairline"),
      fill: drawn.at(-1)?.line.kind === "selected" ? faded(colour("--accent")) : "transparent",
      font: `11px ${getComputedStyle(element).fontFamily}`,
    };
    plots.current?.show();
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies -- another look has other colours
  }, [element, curves, drawn, asReturn, count, run, look]);
  useEffect(() => {
    const first = shown.current;
    if (!element || !first || count === 0) return undefined;
    const made = plotCurves(element, {
      shown: () => shown.current ?? first,
      lines: count,
      onPoint: setAt,
      onPress: (line) => press.current(line),
    });
    plots.current = made;
    made.resize(element.clientWidth, element.clientHeight);
    made.show();
    return () => {
      made.destroy();
      plots.current = undefined;
    };
  }, [element, count]);
  useEffect(() => {
    if (width > 0) plots.current?.resize(width, height);
  }, [width, height]);

  if (!figure) return undefined;
  if (answer?.kind === "unavailable")
    return <p className={views.empty}>No curves: {answer.reason}.</p>;
  return (
    <div className={views.view} data-testid="curves" data-lines={count}>
      <div ref={ref} className={`${views.main} ${styles.main}`}>
        <div
          ref={setElement}
          className={styles.plots}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- drawn, with a name
          role="img"
          aria-label={`Equity and drawdown of ${count} combinations over time; the list beside has their names and last values.`}
        />
        <span className={styles.title}>{asReturn ? "return since the start" : "equity"}</span>
        <span className={styles.lower}>drawdown</span>
      </div>
      <div className={views.aside}>
        <FigureSelect
          label="Best by"
          value={figure.name}
          onChoose={(name) => onChoose({ ...choice, figure: name })}
        />
        {curves ? (
          <CurveLegend run={run} drawn={drawn} time={curves.time} at={at} onSelect={onSelect} />
        ) : undefined}
      </div>
    </div>
  );
}

function strokeOf(
  { kind, rank }: Line,
  colour: (name: (typeof names)[number]) => string,
): Pick<Stroke, "colour" | "width"> {
  switch (kind) {
    case "selected":
      return { colour: colour("--accent"), width: 2.5 };
    case "best":
      return { colour: colour(bestColours[rank] ?? "--curve-1"), width: 1.5 };
    case "other":
      return { colour: colour("--curve-other"), width: 1 };
  }
}

const faded = (colour: string): string => colour.replace(/^rgb\((.*)\)$/, "rgba($1, 0.12)");
