import { useMemo, useState } from "react";
import { isRuined } from "../../backtest/rules/account.ts";
import { figureNames } from "../../backtest/sweep/figure-columns.ts";
import type { Arrangement } from "../../planner/answer/query.ts";
import { errorsOf } from "../../store/run/run-record.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { filterRun, runOver, startRun } from "../../store/run/run.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount, shortCount } from "../../text/count-text.ts";
import { Message } from "../message.tsx";
import { Popover } from "../popover.tsx";
import { chooseBars } from "../run/bars-input.ts";
import table from "../table/table.module.css";
import {
  arrangeResults,
  everything,
  filterCount,
  type ResultFilter,
  type ResultSort,
} from "./arrange-results.ts";
import { brushesOn } from "./kept-brushes.ts";
import { brushedPlaces, parallelAxes } from "./parallel-scale.ts";
import { downloadResults } from "./results-csv.ts";
import { ResultsTable } from "./results-table.tsx";
import { ResultsView, ViewSwitch } from "./results-view.tsx";
import styles from "./results.module.css";
import type { ViewChoice } from "./view-choice.ts";

type Props = {
  /** How the table of combinations is filtered, which a run can be limited to. */
  readonly arrangement: Arrangement;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  readonly onLeave: () => void;
};

/** What the backtests of the plan came to, as they come. */
export function Results({ arrangement, choice, onChoose, onLeave }: Props) {
  const run = useApp((state) => state.run.tasks.run.result);
  const status = useApp((state) => state.run.tasks.run.status);
  const errors = useApp((state) => errorsOf(state.run.tasks.run));
  const [sort, setSort] = useState<ResultSort>();
  const [filter, setFilter] = useState<ResultFilter>(everything);
  const { brushes } = choice;
  const among = useMemo(
    () =>
      run &&
      brushedPlaces(parallelAxes(run, figureNames), brushesOn(run, brushes), run.chosen.count),
    [run, brushes],
  );
  const places = useMemo(
    () => (run ? arrangeResults(run, sort, filter, among) : []),
    [run, sort, filter, among],
  );
  return (
    <section
      className={styles.panel}
      aria-label="Results"
      data-testid="results"
      data-status={status}
      data-done={run?.done}
      data-reused={run?.reused}
      data-rev={run?.rev}
    >
      <Bar
        run={run}
        arrangement={arrangement}
        choice={choice}
        onChoose={onChoose}
        shown={places.length}
        filtered={filterCount(filter) > 0 || among !== undefined}
        onShowAll={() => {
          setFilter(everything);
          onChoose({ ...choice, brushes: {} });
        }}
      />
      {run && run.fileNotes.length > 0 ? (
        <p className={styles.understood} data-testid="file-notes">
          <b>{run.file}</b> {run.fileNotes.join(" · ")}
        </p>
      ) : undefined}
      {errors.length > 0 ? (
        <ul className={styles.errors} role="alert">
          {errors.map((error) => (
            <li key={error}>{error}</li>
          ))}
        </ul>
      ) : undefined}
      {run ? (
        <ResultsView
          run={run}
          choice={choice}
          onChoose={onChoose}
          among={among}
          onLeave={onLeave}
          table={
            places.length === 0 ? (
              <p className={styles.empty}>
                {run.chosen.count === 0 ? "No combination runs." : "No result passes the filters."}
              </p>
            ) : (
              <ResultsTable
                run={run}
                places={places}
                sort={sort}
                filter={filter}
                onSort={setSort}
                onFilter={setFilter}
                onLeave={onLeave}
              />
            )
          }
        />
      ) : errors.length === 0 ? (
        <p className={styles.empty}>
          Run backtests every combination through the adapters of the shared plan, over synthetic
          bars or a file of your own.
        </p>
      ) : undefined}
    </section>
  );
}

type BarProps = {
  readonly run: ShownRun | undefined;
  readonly arrangement: Arrangement;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  readonly shown: number;
  readonly filtered: boolean;
  readonly onShowAll: () => void;
};

/** What ran, over which bars, and how much of it was new. */
function Bar({ run, arrangement, choice, onChoose, shown, filtered, onShowAll }: BarProps) {
  const status = useApp((state) => state.run.tasks.run.status);
  const filters = useApp((state) => state.run.filters);
  const file = useApp((state) => state.run.file);
  const limited = filters.length > 0;
  return (
    <div className={`${table.bar} ${styles.bar}`}>
      {run ? (
        <ViewSwitch view={choice.view} onView={(view) => onChoose({ ...choice, view })} />
      ) : undefined}
      <Summary run={run} status={status} />
      {run && filtered ? (
        <button type="button" onClick={onShowAll}>
          {formatCount(shown)} shown: show all
        </button>
      ) : undefined}
      {run && run.notes.length > 0 ? <Notes notes={run.notes} /> : undefined}
      {arrangement.filters.length > 0 && filters !== arrangement.filters ? (
        <button
          type="button"
          title="Run only what the filters of the table of combinations leave"
          onClick={() => filterRun(arrangement.filters)}
        >
          Run the filtered ones
        </button>
      ) : undefined}
      {limited ? (
        <button type="button" onClick={() => filterRun([])}>
          Run all
        </button>
      ) : undefined}
      {file ? (
        <button
          type="button"
          title="Run over synthetic bars again"
          onClick={() => void runOver(undefined)}
        >
          {file.name} ×
        </button>
      ) : (
        <button
          type="button"
          title="Run over bars of your own, CSV or Parquet: time, open, high, low, close, volume"
          onClick={chooseBars}
        >
          Bars<span> from a file</span>
        </button>
      )}
      {run ? (
        <button
          type="button"
          data-testid="export-results"
          title="All results as CSV"
          onClick={() => downloadResults(run)}
        >
          Save CSV
        </button>
      ) : (
        <button type="button" onClick={startRun}>
          Run
        </button>
      )}
    </div>
  );
}

function Summary({ run, status }: { readonly run: ShownRun | undefined; readonly status: string }) {
  if (!run) return <output aria-label="Run">Nothing has run yet</output>;
  const total = run.chosen.count - run.notSimulated.count;
  const done = run.done < total ? `${formatCount(run.done)} of ` : "";
  const what = `${done}${countOf(total, "combination")}`;
  const from = run.file === undefined ? `synthetic, seed ${run.seed}` : `of ${run.file}`;
  const ruined = run.figures.finalEquity.filter(isRuined).length;
  const more = [
    ruined > 0 ? `${formatCount(ruined)} ruined` : "",
    equalText(run),
    `${formatCount(run.bars)} bars ${from}`,
    run.reused > 0 ? `${formatCount(run.reused)} of ${formatCount(total)} reused` : "",
    run.milliseconds === undefined ? "" : duration(run.milliseconds),
    status === "cancelled" ? "cancelled" : "",
    run.notSimulated.count > 0 ? `${formatCount(run.notSimulated.count)} not simulated` : "",
  ].filter(Boolean);
  const rest = `${run.sampled ? ` of ${shortCount(run.matching)}, sampled evenly` : ""} · ${more.join(" · ")}`;
  return (
    <output aria-label="Run" title={`${what}${rest}`}>
      <b>{what}</b>
      {rest}
    </output>
  );
}

/** What the figures of some combinations cannot tell, with the axes that are in vain. */
function equalText({ equal: { count, axes } }: ShownRun): string {
  if (count === 0) return "";
  const names = axes.slice(0, 3).join(", ") + (axes.length > 3 ? ", …" : "");
  return `${formatCount(count)} cannot differ${names === "" ? "" : `: ${names}`}`;
}

function duration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.max(1, Math.round(milliseconds))} ms`
    : `${(milliseconds / 1000).toFixed(1)} s`;
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return (
    <Popover
      kind="dialog"
      className={table.button}
      label={countOf(notes.length, "note")}
      title="What to know about these figures"
    >
      {() => (
        <ul className={styles.notes}>
          {notes.map((note) => (
            <li key={note}>
              <Message text={note} />
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
