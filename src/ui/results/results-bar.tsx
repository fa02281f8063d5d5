import { useState } from "react";
import type { Arrangement } from "../../planner/answer/query.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { filterRun, runOver, startRun } from "../../store/run/run.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount, shortCount } from "../../text/count-text.ts";
import { Message } from "../message.tsx";
import { Popover } from "../popover.tsx";
import table from "../table/table.module.css";
import { ViewSwitch } from "./results-view.tsx";
import styles from "./results.module.css";
import { downloadResults, type ResultsFormat } from "./save-results.ts";
import type { ViewChoice } from "./view-choice.ts";

type Props = {
  readonly run: ShownRun | undefined;
  readonly arrangement: Arrangement;
  readonly choice: ViewChoice;
  readonly onChoose: (choice: ViewChoice) => void;
  readonly shown: number;
  readonly filtered: boolean;
  readonly onShowAll: () => void;
};

/** What ran, over which bars, and how much of it was new. */
export function ResultsBar({
  run,
  arrangement,
  choice,
  onChoose,
  shown,
  filtered,
  onShowAll,
}: Props) {
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
        <Save run={run} />
      ) : status === "running" ? undefined : (
        <button type="button" onClick={startRun}>
          Run
        </button>
      )}
    </div>
  );
}

function Summary({ run, status }: { readonly run: ShownRun | undefined; readonly status: string }) {
  if (!run) {
    return <output aria-label="Run">{status === "running" ? "" : "Nothing has run yet"}</output>;
  }
  const total = run.chosen.count - run.notSimulated.count;
  const isPart = status !== "running" && run.done < total;
  const what = `${isPart ? `${formatCount(run.done)} of ` : ""}${countOf(total, "combination")}`;
  const sampled = run.sampled ? ` of ${shortCount(run.matching)}, sampled evenly` : "";
  const from = run.file === undefined ? `synthetic, seed ${run.seed}` : `of ${run.file}`;
  const about = [
    status === "cancelled" ? "cancelled" : "",
    run.notSimulated.count > 0 ? `${formatCount(run.notSimulated.count)} not simulated` : "",
    run.ruined > 0 ? `${formatCount(run.ruined)} ruined` : "",
    equalText(run),
  ];
  const how = [
    `${formatCount(run.bars)} bars ${from}`,
    run.milliseconds === undefined ? "" : duration(run.milliseconds),
    run.reused > 0 ? `${formatCount(run.reused)} of ${formatCount(total)} reused` : "",
  ];
  return (
    <output aria-label="Run" className={styles.summary}>
      <span>
        <b>{what}</b>
        {joined([sampled, ...about])}
      </span>{" "}
      <span>{joined(how)}</span>
    </output>
  );
}

/** What there is to say, with points between. */
function joined([first = "", ...more]: readonly string[]): string {
  return [first, ...more.filter(Boolean)].join(" · ");
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

/** Saves the results as a file; of a large run that takes some seconds. */
function Save({ run }: { readonly run: ShownRun }) {
  const [busy, setBusy] = useState(false);
  async function save(format: ResultsFormat): Promise<void> {
    setBusy(true);
    await downloadResults(run, format);
    setBusy(false);
  }
  return (
    <Popover
      kind="dialog"
      className={table.button}
      label={busy ? "Saving …" : "Save"}
      title="All results as a file"
      testId="save-results"
    >
      {(close) => (
        <div className={styles.save}>
          {formats.map(({ format, name, use }) => (
            <button
              key={format}
              type="button"
              data-testid={`export-results-${format}`}
              disabled={busy}
              onClick={() => {
                close();
                void save(format);
              }}
            >
              {name}
              <small>{use}</small>
            </button>
          ))}
        </div>
      )}
    </Popover>
  );
}

const formats = [
  { format: "csv", name: "CSV", use: "for spreadsheets" },
  { format: "parquet", name: "Parquet", use: "for DuckDB, pandas, Polars" },
] as const;

/** Asks for a file of bars to run over. */
function chooseBars(): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".csv,.tsv,.tab,.txt,.parquet,.pq,text/csv,text/plain";
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) void runOver(file);
  });
  input.click();
}
