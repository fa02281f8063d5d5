import { statusOf } from "../../backtest/figures/metrics.ts";
import { chosenAt } from "../../backtest/sweep/chosen.ts";
import type { FigureName } from "../../backtest/sweep/figure-columns.ts";
import { csvText } from "../../export/csv-text.ts";
import { namesInColumns } from "../../export/results-table.ts";
import { hashOf } from "../../planner/sharing/containers/hash.ts";
import { shownDocument } from "../../store/document/document-record.ts";
import { reasonAt, type ShownRun } from "../../store/run/run-results.ts";
import { store } from "../../store/store.ts";
import { finish, type Steps } from "../../text/steps.ts";
import { download } from "../download.ts";
import { fileNameOf } from "../file-name.ts";
import { finishInSlices, mostAtOnce } from "./slices.ts";

/** The columns as the command line calls them. */
const columnNames: Readonly<Record<FigureName, string>> = {
  finalEquity: "final_equity",
  totalReturn: "total_return",
  annualisedReturn: "annualised_return",
  sharpe: "sharpe",
  maxDrawdown: "max_drawdown",
  trades: "trades",
  winRate: "win_rate",
  commission: "commission_paid",
  slippage: "slippage_cost",
  rejects: "rejects",
};

/**
 * Saves all results that are there as a CSV file, in the order of the combinations; gives its name,
 * which tells the text they are of, and whether that is still the one on screen.
 */
export async function downloadResults(run: ShownRun): Promise<string> {
  const state = store.getState();
  const shown = shownDocument(state);
  const base = fileNameOf(shown.name, state.plan.lastPlan?.view.name).replace(/\.\w+$/, "");
  const stale = run.job.text === shown.text ? "" : "-stale";
  const name = `${base}-${hashOf(run.job.text)}${stale}-results.csv`;
  const parts = resultsParts(run);
  const isSmall = run.chosen.count <= mostAtOnce;
  const content = isSmall
    ? finish(parts)
    : await finishInSlices(parts, new AbortController().signal);
  if (content) download(content, name);
  return name;
}

type Written = Pick<ShownRun, "chosen" | "parameters" | "figures" | "known" | "notSimulated">;

/** The file in parts, so that its text is never in memory as a whole. */
function* resultsParts(run: Written): Steps<Blob> {
  const type = "text/csv";
  const parts: Blob[] = [];
  for (const text of resultsTexts(run)) {
    parts.push(new Blob([text], { type }));
    yield;
  }
  return new Blob(parts, { type });
}

/** Rows that are written at a time: some milliseconds. */
const rowsAPart = 1000;

/**
 * A header, then a line for each combination that ran or cannot run; numbers with all their digits. In
 * pieces that follow one another.
 */
export function* resultsTexts(run: Written): Generator<string> {
  const columns = Object.entries(columnNames);
  const values: Readonly<Record<string, Float64Array>> = run.figures;
  const header = [
    "combination",
    ...namesInColumns(run.parameters),
    ...columns.map(([, name]) => name),
    "status",
  ];
  yield csvText([header]);
  const lineAt = (place: number): readonly string[] => [
    String(chosenAt(run.chosen, place)),
    ...run.parameters.map(({ values: texts, codes }) => texts[codes[place] ?? -1] ?? ""),
    ...columns.map(([name]) => {
      const value = run.known[place] === 1 ? (values[name]?.[place] ?? Number.NaN) : Number.NaN;
      return Number.isNaN(value) ? "" : String(value);
    }),
    reasonAt(run.notSimulated, place) ??
      (run.known[place] === 1
        ? statusOf({ finalEquity: run.figures.finalEquity[place] ?? Number.NaN })
        : "not run"),
  ];
  for (let from = 0; from < run.chosen.count; from += rowsAPart) {
    const length = Math.min(rowsAPart, run.chosen.count - from);
    yield csvText(Array.from({ length }, (_, i) => lineAt(from + i)));
  }
}
