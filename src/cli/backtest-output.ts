import type { RejectReason } from "../backtest/engine/events.ts";
import { statusOf } from "../backtest/figures/metrics.ts";
import { isRuined } from "../backtest/rules/account.ts";
import { parametersOf } from "../backtest/session/parameters.ts";
import { rowLength, rowNames, type FigureRows } from "../backtest/sweep/figure-columns.ts";
import { createLoop, type Loop } from "../backtest/sweep/loop.ts";
import type { SweepPart } from "../backtest/sweep/reuse.ts";
import type { Sweep } from "../backtest/sweep/sweep.ts";
import { jsonText, raw, type Json } from "../export/json-text.ts";
import { createResultsWriter, resultFigures, type FigureColumn } from "../export/results-table.ts";
import type { Plan } from "../planner/model.ts";
import { at } from "../text/collections.ts";
import { finish } from "../text/steps.ts";
import type { Terminal } from "./terminal.ts";

const equityPlace = rowNames.indexOf("finalEquity");
const rejectsPlace = rowNames.indexOf("rejects");
/** Rows that are spelled at once. */
const spelledAtOnce = 4096;

/** How many of some rows are of ruined accounts. */
export function countRuined(rows: FigureRows): number {
  let ruined = 0;
  for (let start = 0; start < rows.length; start += rowLength) {
    if (isRuined(at(rows, start + equityPlace))) ruined++;
  }
  return ruined;
}

/**
 * Prints results as CSV as they are found: parts may come in any order, and are printed in that of the
 * combinations, so that only what came too early is kept.
 */
export function createCsvPrinter(plan: Plan, sweep: Sweep, terminal: Terminal) {
  const writer = createResultsWriter(plan, sweep);
  const early = new Map<number, FigureRows>();
  let next = 0;
  const printRows = (rows: FigureRows): void => {
    const count = rows.length / rowLength;
    for (let row = 0; row < count; row += spelledAtOnce) {
      const some = rows.subarray(row * rowLength, Math.min(count, row + spelledAtOnce) * rowLength);
      terminal.print(writer.csvLines(next + row, some));
    }
    next += count;
  };
  terminal.print(writer.csvHeader);
  return {
    add({ places, rows }: SweepPart): void {
      early.set(places[0] ?? 0, rows);
      for (let ready = early.get(next); ready; ready = early.get(next)) {
        early.delete(next);
        printRows(ready);
      }
    },
  };
}

/** Prints a backtest as JSON, its results one after the other: they are never one text. */
export async function printJson(
  plan: Plan,
  sweep: Sweep,
  rows: FigureRows,
  members: (results: Json) => Json,
  terminal: Terminal,
): Promise<void> {
  const { count } = sweep.chosen;
  if (count === 0) return terminal.print(`${jsonText(members([]), 2)}\n`);
  const here = "\u0000results\u0000";
  const [before = "", after = ""] = jsonText(members(raw(here)), 2).split(here);
  const writer = createResultsWriter(plan, sweep);
  const loop = createLoop(sweep.setup);
  const margin = "    ";
  terminal.print(`${before}[\n`);
  for (let from = 0; from < count; from += spelledAtOnce) {
    const texts: string[] = [];
    for (let place = from; place < Math.min(count, from + spelledAtOnce); place++) {
      const isAny = at(rows, place * rowLength + rejectsPlace) > 0;
      const rejects = isAny ? rejectsByReason(loop, sweep, place) : {};
      texts.push(margin + writer.json(place, rows, place, rejects, margin));
    }
    terminal.print((from > 0 ? ",\n" : "") + texts.join(",\n"));
    await terminal.printed?.();
  }
  terminal.print(`\n  ]${after}\n`);
}

/** Prints results as a Parquet file, a group of rows after the other. */
export async function printParquet(
  plan: Plan,
  { chosen, decoder, configurations, work }: Sweep,
  rows: FigureRows,
  terminal: Terminal,
): Promise<void> {
  const { writeParquet } = await import("../export/results-parquet.ts");
  const figureAt = (name: FigureColumn, place: number): number =>
    at(rows, place * rowLength + rowNames.indexOf(name));
  const columns = {
    chosen,
    parameters: finish(parametersOf(plan, decoder)),
    figureAt,
    statusAt(place: number): string {
      const { settings } = at(configurations.strategy.list, at(work.strategy, place));
      return settings.status === "unknown"
        ? settings.reason
        : statusOf({ finalEquity: figureAt("finalEquity", place) });
    },
  };
  for (const bytes of writeParquet(columns, resultFigures)) {
    terminal.printBytes(bytes);
    await terminal.printed?.();
  }
}

/** How often each reason refused an order of a combination: it is run again, with a count of them. */
function rejectsByReason(loop: Loop, { work }: Sweep, place: number): Json {
  const counts = new Map<RejectReason, number>();
  loop.metrics(work, place, {
    order: () => {},
    fill: () => {},
    reject: (_, reason) => void counts.set(reason, (counts.get(reason) ?? 0) + 1),
    held: () => {},
  });
  return Object.fromEntries(counts);
}
