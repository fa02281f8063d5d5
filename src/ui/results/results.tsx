import { useCallback, useState } from "react";
import { figureNames } from "../../backtest/sweep/figure-columns.ts";
import type { Arrangement } from "../../planner/answer/query.ts";
import { errorsOf } from "../../store/run/run-record.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { useApp } from "../../store/store.ts";
import type { Steps } from "../../text/steps.ts";
import {
  arrangeResults,
  everything,
  filterCount,
  type Mask,
  type ResultFilter,
  type ResultSort,
} from "./arrange-results.ts";
import { withSort } from "./choose-figure.ts";
import { brushesOn, type KeptBrushes } from "./kept-brushes.ts";
import { brushedPlaces, parallelAxes } from "./parallel-scale.ts";
import { ResultsBar } from "./results-bar.tsx";
import { ResultsTable } from "./results-table.tsx";
import { ResultsView } from "./results-view.tsx";
import styles from "./results.module.css";
import { RunProgressBar } from "./run-progress.tsx";
import { useSteps } from "./use-steps.ts";
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
  const [filter, setFilter] = useState<ResultFilter>(everything);
  const { brushes, sort } = choice;
  const work = useCallback(
    () => arrangedOf(run, sort, filter, brushes),
    [run, sort, filter, brushes],
  );
  const { result: arranged, isNew } = useSteps(work, run?.chosen.count ?? 0);
  // what another run had at these places says nothing
  const among = arranged?.run.chosen === run?.chosen ? arranged?.among : undefined;
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
      <ResultsBar
        run={run}
        arrangement={arrangement}
        choice={choice}
        onChoose={onChoose}
        shown={arranged?.places.length ?? 0}
        filtered={filterCount(filter) > 0 || among !== undefined}
        onShowAll={() => {
          setFilter(everything);
          onChoose({ ...choice, brushes: {} });
        }}
      />
      <RunProgressBar />
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
            arranged ? (
              <Listed
                arranged={arranged}
                isNew={isNew}
                choice={choice}
                onChoose={onChoose}
                filter={filter}
                onFilter={setFilter}
                onLeave={onLeave}
              />
            ) : undefined
          }
        />
      ) : errors.length === 0 && status !== "running" ? (
        <p className={styles.empty}>
          Run backtests every combination through the adapters of the shared plan, over synthetic
          bars or a file of your own.
        </p>
      ) : undefined}
    </section>
  );
}

/** The rows of a run in their order. */
type Arranged = {
  readonly run: ShownRun;
  /** What the brushes let through; absent without one. */
  readonly among: Mask | undefined;
  readonly places: Int32Array;
};

function* arrangedOf(
  run: ShownRun | undefined,
  sort: ResultSort,
  filter: ResultFilter,
  brushes: KeptBrushes,
): Steps<Arranged | undefined> {
  if (!run) return undefined;
  const axes = parallelAxes(run, figureNames);
  const among = yield* brushedPlaces(axes, brushesOn(run, brushes), run.known);
  return { run, among, places: yield* arrangeResults(run, sort, filter, among) };
}

type ListedProps = Pick<Props, "choice" | "onChoose" | "onLeave"> & {
  readonly arranged: Arranged;
  readonly isNew: boolean;
  readonly filter: ResultFilter;
  readonly onFilter: (filter: ResultFilter) => void;
};

function Listed({ arranged, isNew, choice, onChoose, filter, onFilter, onLeave }: ListedProps) {
  const { run, places } = arranged;
  return places.length === 0 ? (
    <p className={styles.empty}>
      {run.chosen.count === 0 ? "No combination runs." : "No result passes the filters."}
    </p>
  ) : (
    <ResultsTable
      run={run}
      places={places}
      isNew={isNew}
      sort={choice.sort}
      filter={filter}
      onSort={(sort) => onChoose(withSort(choice, sort))}
      onFilter={onFilter}
      onLeave={onLeave}
    />
  );
}
