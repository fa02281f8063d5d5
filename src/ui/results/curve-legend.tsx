import type { ShownRun } from "../../store/run/run-results.ts";
import { formatCount } from "../../text/count-text.ts";
import styles from "./curves.module.css";
import { numberText } from "./measure.ts";
import { outsideLine } from "./pick-curves.ts";
import { timeText } from "./time-text.ts";
import type { DrawnCurve } from "./use-curves.ts";

type Props = {
  readonly run: ShownRun;
  readonly drawn: readonly DrawnCurve[];
  readonly time: Float64Array;
  /** The position in time under the pointer; the end without one. */
  readonly at: number | undefined;
  readonly onSelect: (place: number) => void;
};

/** The lines by name, with their equity and drawdown at one time. */
export function CurveLegend({ run, drawn, time, at, onSelect }: Props) {
  const now = Math.min(at ?? time.length - 1, time.length - 1);
  const named = drawn.filter(({ line }) => line.kind !== "other").toReversed();
  const others = drawn.length - named.length;
  // what tells the named ones apart
  const varying = run.parameters.filter(
    ({ codes }) => new Set(named.flatMap(({ line }) => codes[line.place] ?? [])).size > 1,
  );
  return (
    <>
      <div className={styles.when}>
        <span>{time.length > 0 ? timeText(time[now] ?? 0) : ""}</span>
        <span>equity</span>
        <span>drawdown</span>
      </div>
      <ul className={styles.legend}>
        {named.map(({ line, curve }) => {
          const values = varying.flatMap(({ name, values: texts, codes }) => {
            const value = texts[codes[line.place] ?? -1];
            return value === undefined ? [] : [`${name} ${value}`];
          });
          const what = line === outsideLine ? "not among those that ran" : values.join(" · ");
          return (
            <li key={curve.index} data-kind={line.kind} data-rank={line.rank}>
              <button type="button" title={what} onClick={() => onSelect(line.place)}>
                <i aria-hidden="true" />
                <b>{`#${formatCount(curve.index)}`}</b>
                <span>{numberText(curve.equity[now] ?? Number.NaN, 0)}</span>
                <span>{numberText(-100 * (curve.drawdown[now] ?? Number.NaN), 1)}&#8239;%</span>
                <small>{what}</small>
              </button>
            </li>
          );
        })}
      </ul>
      {others > 0 ? (
        <p>
          In grey: {others} of the other{" "}
          {formatCount(run.done - named.filter(({ line }) => line !== outsideLine).length)}, from
          all ranks.
        </p>
      ) : undefined}
    </>
  );
}
