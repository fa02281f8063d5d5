import { statusOf } from "../../backtest/figures/metrics.ts";
import { chosenAt } from "../../backtest/sweep/chosen.ts";
import { figureNames, type FigureName } from "../../backtest/sweep/figure-columns.ts";
import { csvText } from "../../export/csv-text.ts";
import { figureColumns, namesInColumns } from "../../export/results-table.ts";
import { hashOf } from "../../planner/sharing/containers/hash.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import { reasonAt, type ShownRun } from "../../store/run/run-results.ts";
import { store } from "../../store/store.ts";
import { finish, type Steps } from "../../text/steps.ts";
import { download } from "../download.ts";
import { fileNameOf } from "../file-name.ts";
import { finishInSlices, mostAtOnce } from "./slices.ts";

/** The forms that results are saved in, by what files are called. */
export type ResultsFormat = "csv" | "parquet";

/**
 * Saves all results that are there as a file, in the order of the combinations; gives its name, which
 * tells the text they are of, and whether that is still the one on screen.
 */
export async function downloadResults(run: ShownRun, format: ResultsFormat): Promise<string> {
  const state = store.getState();
  const shown = shownDocument(state);
  const base = fileNameOf(shown.name, state.plan.lastPlan?.view.name).replace(/\.\w+$/, "");
  const stale = run.job.text === shown.text ? "" : "-stale";
  const name = `${base}-${hashOf(run.job.text)}${stale}-results.${format}`;
  const parts =
    format === "csv"
      ? partsOf("text/csv", resultsTexts(run))
      : partsOf("application/vnd.apache.parquet", await parquetOf(run));
  const isSmall = run.chosen.count <= mostAtOnce;
  const content = isSmall
    ? finish(parts)
    : await finishInSlices(parts, new AbortController().signal);
  if (content) download(content, name);
  return name;
}

type Written = Pick<ShownRun, "chosen" | "parameters" | "figures" | "known" | "notSimulated">;

/** The file in parts, so that its content is never in memory as a whole. */
function* partsOf(type: string, pieces: Iterable<BlobPart>): Steps<Blob> {
  const parts: Blob[] = [];
  for (const piece of pieces) {
    parts.push(new Blob([piece], { type }));
    yield;
  }
  return new Blob(parts, { type });
}

/** A Parquet file in groups of rows; what writes it is loaded now. */
async function parquetOf(run: Written): Promise<Iterable<Uint8Array<ArrayBuffer>>> {
  const { writeParquet } = await import("../../export/results-parquet.ts");
  const columns = {
    chosen: run.chosen,
    parameters: run.parameters,
    figureAt: (name: FigureName, place: number) => figureAt(run, name, place),
    statusAt: (place: number) => statusAt(run, place),
  };
  return writeParquet(columns, figureNames, rowsAGroup);
}

/** Rows of a group: some ten milliseconds. */
const rowsAGroup = 4096;

/** A figure of a combination; NaN where it is absent or not there yet. */
function figureAt({ figures, known }: Written, name: FigureName, place: number): number {
  return known[place] === 1 ? (figures[name][place] ?? Number.NaN) : Number.NaN;
}

/** What became of a combination: `simulated`, `ruined`, or why it did not run. */
function statusAt(run: Written, place: number): string {
  const reason = reasonAt(run.notSimulated, place);
  if (reason !== undefined) return reason;
  if (run.known[place] !== 1) return "not run";
  return statusOf({ finalEquity: figureAt(run, "finalEquity", place) });
}

/** Rows that are written at a time: some milliseconds. */
const rowsAPart = 1000;

/**
 * A header, then a line for each combination that ran or cannot run; numbers with all their digits. In
 * pieces that follow one another.
 */
export function* resultsTexts(run: Written): Generator<string> {
  const header = [
    "combination",
    ...namesInColumns(run.parameters),
    ...figureNames.map((name) => figureColumns[name]),
    "status",
  ];
  yield csvText([header]);
  const lineAt = (place: number): readonly string[] => [
    String(chosenAt(run.chosen, place)),
    ...run.parameters.map(({ values, codes }) => values[codes[place] ?? -1] ?? ""),
    ...figureNames.map((name) => {
      const value = figureAt(run, name, place);
      return Number.isNaN(value) ? "" : String(value);
    }),
    statusAt(run, place),
  ];
  for (let from = 0; from < run.chosen.count; from += rowsAPart) {
    const length = Math.min(rowsAPart, run.chosen.count - from);
    yield csvText(Array.from({ length }, (_, i) => lineAt(from + i)));
  }
}
