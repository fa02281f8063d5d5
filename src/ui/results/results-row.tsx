import { memo } from "react";
import { isRuined } from "../../backtest/rules/account.ts";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import type { CombinationIndex } from "../../planner/model.ts";
import { reasonAt, type ShownRun } from "../../store/run/run-results.ts";
import { formatCount } from "../../text/count-text.ts";
import table from "../table/table.module.css";
import { figures, figureText } from "./figures.ts";
import { barOf } from "./results-columns.ts";
import styles from "./results.module.css";

type Props = {
  readonly id: string;
  /** Its position in the order. */
  readonly row: number;
  readonly run: ShownRun;
  readonly place: number;
  readonly index: CombinationIndex;
  readonly columns: readonly RunParameter[];
  readonly active: boolean;
  readonly selected: boolean;
  readonly onPress: (row: number) => void;
};

/** One combination: its figures, then its parameters. Drawn anew only when something of it changes. */
export const ResultRow = memo(function ResultRow(props: Props) {
  const { id, row, run, place, index, columns, active, selected, onPress } = props;
  return (
    <tr
      id={id}
      aria-rowindex={row + 2}
      aria-selected={selected}
      data-active={active}
      data-testid={`result-${index}`}
      onClick={() => onPress(row)}
    >
      <th scope="row">
        {formatCount(index)}
        {run.known[place] === 1 && isRuined(run.figures.finalEquity[place] ?? Number.NaN) ? (
          <small
            className={styles.ruined}
            title="Nothing was left at a bar's close: no order after that"
          >
            ruined
          </small>
        ) : undefined}
      </th>
      <Figures run={run} place={place} reason={reasonAt(run.notSimulated, place)} />
      {columns.map(({ id: key, values, codes, numbers }) => (
        <td key={key} data-numeric={numbers !== undefined}>
          {values[codes[place] ?? -1] ?? <span className={table.none}>–</span>}
        </td>
      ))}
      <td className={styles.rest} aria-hidden="true" />
    </tr>
  );
});

function Figures({
  run,
  place,
  reason,
}: {
  readonly run: ShownRun;
  readonly place: number;
  readonly reason: string | undefined;
}) {
  if (reason !== undefined) {
    return (
      <td className={styles.reason} colSpan={figures.length}>
        {reason}
      </td>
    );
  }
  if (run.known[place] !== 1) {
    return (
      <td aria-busy="true" colSpan={figures.length}>
        …
      </td>
    );
  }
  return figures.map((figure) => {
    const value = run.figures[figure.name][place] ?? Number.NaN;
    const bar = barOf(figure.name, value, run.ranges[figure.name]);
    const style = bar && {
      "--from": String(bar.from),
      "--to": String(bar.to),
    };
    return (
      <td
        key={figure.name}
        className={styles.figure}
        data-numeric="true"
        data-bar={bar && (bar.isLoss ? "loss" : "plain")}
        style={style}
      >
        {figureText(figure, value)}
      </td>
    );
  });
}
