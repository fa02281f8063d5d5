import {
  useCallback,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  type KeyboardEvent,
} from "react";
import { chosenIfAny, placeOf } from "../../backtest/sweep/chosen.ts";
import { containerId } from "../../planner/model.ts";
import { select } from "../../store/inspect/selection.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { useApp } from "../../store/store.ts";
import table from "../table/table.module.css";
import { rowHeight, useScaledRows } from "../table/use-scaled-rows.ts";
import type { ResultFilter, ResultSort } from "./arrange-results.ts";
import { figures } from "./figures.ts";
import { ResultFilterMenu } from "./result-filter.tsx";
import { parameterColumns, widthsOf } from "./results-columns.ts";
import { ResultsHead } from "./results-head.tsx";
import { ResultRow } from "./results-row.tsx";
import styles from "./results.module.css";
import { rowByKey } from "./row-keys.ts";

type HeadWords = {
  readonly title: string;
  readonly best: "ascending" | "descending";
  readonly numeric: boolean;
};

type Props = {
  readonly run: ShownRun;
  /** The rows, as places of the run, in their order. */
  readonly places: Int32Array;
  /** Whether the rows are as they were asked for; a large run takes a moment. */
  readonly isNew: boolean;
  readonly sort: ResultSort;
  readonly filter: ResultFilter;
  readonly onSort: (sort: ResultSort) => void;
  readonly onFilter: (filter: ResultFilter) => void;
  readonly onLeave: () => void;
};

/** The figures of every combination that ran; one tab stop, moved in by arrows. */
export function ResultsTable(props: Props) {
  const { run, places, isNew, sort, filter, onSort, onFilter, onLeave } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useApp((state) => state.inspect.selectedCombination);
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, places.length - 1);
  const { rows, height, top, bringIntoView } = useScaledRows(scroller, places.length);
  const columns = useMemo(() => parameterColumns(run.parameters), [run.parameters]);
  const widths = widthsOf(columns);
  // what is selected in the graph or in another view is brought into view, and not again by an edit
  useEffect(() => {
    if (selected === undefined) return;
    const row = places.indexOf(placeOf(run.chosen, selected));
    if (row < 0) return;
    setActive(row);
    bringIntoView(row, false);
    // oxlint-disable-next-line react/exhaustive-deps -- an order that changes does not move the reader
  }, [selected]);

  const choose = useCallback(
    (row: number): void => {
      const index = chosenIfAny(run.chosen, places[row] ?? -1);
      if (index === undefined) return;
      setActive(row);
      select(containerId(`strategy_combo_${index}`), index);
    },
    [run.chosen, places],
  );
  function press(event: KeyboardEvent): void {
    const page = scroller.current?.clientHeight ?? 0;
    const list = { row: active, count: places.length, height: page, rowHeight };
    const to = rowByKey(event.key, list);
    if (to !== undefined) {
      setActive(to);
      bringIntoView(to, false);
    } else if (event.key === "Enter" || event.key === " ") choose(active);
    else if (event.key !== "Escape") return;
    else if (selected === undefined) onLeave();
    else select(undefined);
    event.preventDefault();
    event.stopPropagation();
  }
  const head = (by: string, name: string, more: HeadWords) => ({
    by,
    name,
    ...more,
    sort,
    onSort,
  });
  return (
    <div ref={scroller} className={table.scroller}>
      <div className={table.sizer} style={{ height, minWidth: widths.reduce((a, b) => a + b, 0) }}>
        <table
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- rows are selected
          role="grid"
          className={`${table.table} ${styles.table}`}
          style={{ top }}
          aria-label="Results"
          aria-rowcount={places.length + 1}
          aria-busy={!isNew}
          aria-activedescendant={rows.includes(active) ? `${id}-${active}` : undefined}
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.target === event.currentTarget) press(event);
          }}
        >
          <colgroup>
            {widths.map((width, n) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns have no other order
              <col key={n} style={{ width }} />
            ))}
            <col />
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <ResultsHead
                {...head("combination", "combination", {
                  title: "Its number in the plan",
                  best: "ascending",
                  numeric: true,
                })}
              />
              {figures.map((figure) => (
                <ResultsHead
                  key={figure.name}
                  {...head(figure.name, figure.label, {
                    title: figure.title,
                    best: figure.best === "highest" ? "descending" : "ascending",
                    numeric: true,
                  })}
                >
                  <ResultFilterMenu figure={figure} filter={filter} onFilter={onFilter} />
                </ResultsHead>
              ))}
              {columns.map((parameter) => (
                <ResultsHead
                  key={parameter.id}
                  {...head(parameter.id, parameter.name, {
                    title: `Sort by ${parameter.name}`,
                    best: "ascending",
                    numeric: parameter.numbers !== undefined,
                  })}
                >
                  <ResultFilterMenu parameter={parameter} filter={filter} onFilter={onFilter} />
                </ResultsHead>
              ))}
              <th className={styles.rest} aria-hidden="true" />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const place = places[row];
              const index = chosenIfAny(run.chosen, place ?? -1);
              if (place === undefined || index === undefined) return undefined;
              return (
                <ResultRow
                  key={row}
                  id={`${id}-${row}`}
                  row={row}
                  run={run}
                  place={place}
                  index={index}
                  columns={columns}
                  active={row === active}
                  selected={index === selected}
                  onPress={choose}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
