import { useEffect, useRef, useState } from "react";
import { formatCount } from "../../text/count-text.ts";
import { useLook } from "../use-look.ts";
import { plotCurves, type CurvePlots, type CurvesShown, type Stroke } from "./curve-plot.ts";
import styles from "./curves.module.css";
import { resolveColours } from "./paint.ts";
import type { Line } from "./pick-curves.ts";
import type { DrawnCurve } from "./use-curves.ts";
import { useSize } from "./use-size.ts";
import views from "./views.module.css";

type Props = {
  readonly time: Float64Array | undefined;
  readonly drawn: readonly DrawnCurve[];
  /** The position in time under the pointer. */
  readonly onPoint: (at: number | undefined) => void;
  readonly onSelect: (place: number) => void;
};

const bestColours = ["--curve-1", "--curve-2", "--curve-3", "--curve-4", "--curve-5"] as const;
const names = ["--accent", "--ink-quiet", "--hairline", "--curve-other", ...bestColours] as const;
type Colours = (name: (typeof names)[number]) => string;

/** Equity over drawdown, drawn; what it shows stands in words in the legend. */
export function CurveCanvas({ time, drawn, onPoint, onSelect }: Props) {
  const look = useLook();
  const [ref, { width, height }] = useSize();
  const [element, setElement] = useState<HTMLElement | null>(null);
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
    if (!element || !time || count === 0) return;
    const colour = resolveColours(element, names);
    const font = `11px ${getComputedStyle(element).fontFamily}`;
    shown.current = { ...shownCurves(drawn, asReturn, colour), time, font };
    plots.current?.show();
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies -- another look has other colours
  }, [element, time, drawn, asReturn, count, look]);
  useEffect(() => {
    const first = shown.current;
    if (!element || !first || count === 0) return undefined;
    const made = plotCurves(element, {
      shown: () => shown.current ?? first,
      lines: count,
      onPoint,
      onPress: (line) => press.current(line),
    });
    plots.current = made;
    made.resize(element.clientWidth, element.clientHeight);
    made.show();
    return () => {
      made.destroy();
      plots.current = undefined;
    };
  }, [element, count, onPoint]);
  useEffect(() => {
    if (width > 0) plots.current?.resize(width, height);
  }, [width, height]);
  return (
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
  );
}

function shownCurves(
  drawn: readonly DrawnCurve[],
  asReturn: boolean,
  colour: Colours,
): Omit<CurvesShown, "time" | "font"> {
  return {
    equity: drawn.map(({ curve: { equity, initialCapital } }) =>
      asReturn ? equity.map((value) => value / initialCapital - 1) : equity,
    ),
    asReturn,
    drawdown: drawn.map(({ curve }) => curve.drawdown),
    strokes: drawn.map(({ line, curve }): Stroke => ({
      ...strokeOf(line, colour),
      label: line.kind === "other" ? undefined : `#${formatCount(curve.index)}`,
    })),
    ink: colour("--ink-quiet"),
    grid: colour("--hairline"),
    fill: drawn.at(-1)?.line.kind === "selected" ? faded(colour("--accent")) : "transparent",
  };
}

function strokeOf({ kind, rank }: Line, colour: Colours): Pick<Stroke, "colour" | "width"> {
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
