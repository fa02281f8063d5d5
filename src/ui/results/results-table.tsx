import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { isRuined } from "../../backtest/rules/account.ts";
import type { RunParameter } from "../../backtest/session/protocol.ts";
import { chosenIfAny, placeOf } from "../../backtest/sweep/chosen.ts";
import { containerId } from "../../planner/model.ts";
import { select } from "../../store/inspect/selection.ts";
import { reasonAt, type ShownRun } from "../../store/run/run-results.ts";
import { useApp } from "../../store/store.ts";
import { formatCount } from "../../text/count-text.ts";
import table from "../table/table.module.css";
import { turnResultSort, type ResultFilter, type ResultSort } from "./arrange-results.ts";
import { figures, figureText } from "./figures.ts";
import { ResultFilterMenu } from "./result-filter.tsx";
import styles from "./results.module.css";
import { rowByKey } from "./row-keys.ts";

const rowHeight = 28;
const headHeight = 32;

type Props = {
  readonly run: ShownRun;
  /** The rows, as places of the run, in their order. */
  readonly places: readonly number[];
  readonly sort: ResultSort;
  readonly filter: ResultFilter;
  readonly onSort: (sort: ResultSort) => void;
  readonly onFilter: (filter: ResultFilter) => void;
  readonly onLeave: () => void;
};

/** The figures of every combination that ran; one tab stop, moved in by arrows. */
export function ResultsTable(props: Props) {
  const { run, places, sort, filter, onSort, onFilter, onLeave } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const selected = useApp((state) => state.inspect.selectedCombination);
  const [wanted, setActive] = useState(0);
  const active = Math.min(wanted, places.length - 1);
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is passed on
  const virtualizer = useVirtualizer({
    count: places.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    paddingStart: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 8,
  });
  const items = virtualizer.getVirtualItems();
  const shown = run.parameters.filter(({ values }) => values.length > 1);
  const widths = widthsOf(shown);
  const selectedRow = selected === undefined ? -1 : places.indexOf(placeOf(run.chosen, selected));
  const scrollTo = useRef(virtualizer.scrollToIndex);
  useEffect(() => {
    scrollTo.current = virtualizer.scrollToIndex;
  });
  // what is selected in the graph or in another view is brought into view, and not again by an edit
  useEffect(() => {
    if (selected === undefined || selectedRow < 0) return;
    setActive(selectedRow);
    scrollTo.current(selectedRow, { align: "auto" });
    // oxlint-disable-next-line react/exhaustive-deps -- an order that changes does not move the reader
  }, [selected]);

  function choose(row: number): void {
    const index = chosenIfAny(run.chosen, places[row] ?? -1);
    if (index === undefined) return;
    setActive(row);
    select(containerId(`strategy_combo_${index}`), index);
  }
  function press(event: KeyboardEvent): void {
    const height = scroller.current?.clientHeight ?? 0;
    const to = rowByKey(event.key, { row: active, count: places.length, height, rowHeight });
    if (to !== undefined) {
      setActive(to);
      virtualizer.scrollToIndex(to, { align: "auto" });
    } else if (event.key === "Enter" || event.key === " ") choose(active);
    else if (event.key !== "Escape") return;
    else if (selected === undefined) onLeave();
    else select(undefined);
    event.preventDefault();
    event.stopPropagation();
  }
  const head = (by: string, name: string, more: Pick<HeadProps, "title" | "best" | "numeric">) => ({
    by,
    name,
    ...more,
    sort,
    onSort,
  });
  return (
    <div ref={scroller} className={table.scroller}>
      <div
        className={table.sizer}
        style={{ height: virtualizer.getTotalSize(), minWidth: widths.reduce((a, b) => a + b, 0) }}
      >
        <table
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- rows are selected
          role="grid"
          className={`${table.table} ${styles.table}`}
          style={{ top: (items[0]?.start ?? headHeight) - headHeight }}
          aria-label="Results"
          aria-rowcount={places.length + 1}
          aria-activedescendant={
            items.some(({ index }) => index === active) ? `${id}-${active}` : undefined
          }
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.target === event.currentTarget) press(event);
          }}
        >
          <colgroup>
            {widths.map((width, n) => (
              // oxlint-disable-next-line react/no-array-index-key -- columns have no other order
              <col key={n} style={n < widths.length - 1 ? { width } : {}} />
            ))}
          </colgroup>
          <thead>
            <tr aria-rowindex={1}>
              <Head
                {...head("combination", "combination", {
                  title: "Its number in the plan",
                  best: "ascending",
                  numeric: true,
                })}
              />
              {shown.map((parameter) => (
                <Head
                  key={parameter.id}
                  {...head(parameter.id, parameter.name, {
                    title: `Sort by ${parameter.name}`,
                    best: "ascending",
                    numeric: parameter.numbers !== undefined,
                  })}
                >
                  <ResultFilterMenu parameter={parameter} filter={filter} onFilter={onFilter} />
                </Head>
              ))}
              {figures.map((figure) => (
                <Head
                  key={figure.name}
                  {...head(figure.name, figure.label, {
                    title: figure.title,
                    best: figure.best === "highest" ? "descending" : "ascending",
                    numeric: true,
                  })}
                >
                  <ResultFilterMenu figure={figure} filter={filter} onFilter={onFilter} />
                </Head>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map(({ index: row }) => {
              const place = places[row];
              const index = chosenIfAny(run.chosen, place ?? -1);
              if (place === undefined || index === undefined) return undefined;
              return (
                <tr
                  key={row}
                  id={`${id}-${row}`}
                  aria-rowindex={row + 2}
                  aria-selected={index === selected}
                  data-active={row === active}
                  data-testid={`result-${index}`}
                  onClick={() => choose(row)}
                >
                  <th scope="row">
                    {formatCount(index)}
                    {isRuined(run.figures.finalEquity[place] ?? Number.NaN) ? (
                      <small
                        className={styles.ruined}
                        title="Nothing was left at a bar's close: no order after that"
                      >
                        ruined
                      </small>
                    ) : undefined}
                  </th>
                  {shown.map(({ id: key, values, codes, numbers }) => (
                    <td key={key} data-numeric={numbers !== undefined}>
                      {values[codes[place] ?? -1] ?? <span className={table.none}>–</span>}
                    </td>
                  ))}
                  <Figures run={run} place={place} reason={reasonAt(run.notSimulated, place)} />
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

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
    return (
      <td key={figure.name} data-numeric="true">
        {figureText(figure, value)}
      </td>
    );
  });
}

const headLetter = 6.7;
const digit = 8;
/** Room for the edges of a cell, the sign of the order and the filter. */
const signs = 20 + 14 + 26;

/** How wide every column stands, by what it is called and what it holds; the last takes what is left. */
function widthsOf(shown: readonly RunParameter[]): readonly number[] {
  const parameters = shown.map(({ name, values }) => {
    const letters = values.slice(0, 100).reduce((most, text) => Math.max(most, text.length), 0);
    return Math.min(280, Math.max(name.length * headLetter + signs, letters * digit + 20));
  });
  const own = figures.map(({ label, unit }) =>
    Math.max(label.length * headLetter + signs, (unit === "money" ? 11 : 8) * digit + 20),
  );
  return [104, ...parameters, ...own].map(Math.ceil);
}

type HeadProps = {
  readonly by: string;
  readonly name: string;
  readonly title: string;
  readonly best: "ascending" | "descending";
  readonly numeric: boolean;
  readonly sort: ResultSort;
  readonly onSort: (sort: ResultSort) => void;
  readonly children?: ReactNode;
};

/** A column's name, which sorts by it, best first, and its filter. */
function Head({ by, name, title, best, numeric, sort, onSort, children }: HeadProps) {
  const sorted = sort?.by === by ? (sort.descending ? "descending" : "ascending") : undefined;
  return (
    <th scope="col" aria-sort={sorted ?? "none"} data-numeric={numeric}>
      <div className={table.head}>
        <button
          type="button"
          className={table.sort}
          title={title}
          data-testid={`sort-${name}`}
          onClick={() => onSort(turnResultSort(sort, by, best))}
        >
          <span>{name}</span>
          {sorted ? <i aria-hidden="true">{sorted === "descending" ? "↓" : "↑"}</i> : undefined}
        </button>
        {children}
      </div>
    </th>
  );
}
