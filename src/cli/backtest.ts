import { parseArgs } from "node:util";
import type { Topology } from "../backtest/build.ts";
import { isBuildable } from "../backtest/build.ts";
import { runBacktest, type Run } from "../backtest/run.ts";
import { selectEvenly } from "../backtest/selection.ts";
import {
  isBarCount,
  isSeed,
  loadBars,
  mostBars,
  readDataSettings,
  type DataOverrides,
} from "../backtest/source.ts";
import { jsonText, type Json } from "../export/json-text.ts";
import { resultsCsv, resultsJson } from "../export/results-table.ts";
import { entryOf } from "../planner/config/value.ts";
import { parseYaml12 } from "../planner/config/yaml12-syntax.ts";
import type { Plan } from "../planner/model.ts";
import { createMemory, planText } from "../planner/plan-text.ts";
import { grouped } from "../planner/sharing/scope-diagnostics.ts";
import { reportLines } from "./report.ts";
import { readArguments, readingOf, usageError, type Terminal } from "./terminal.ts";

const options = {
  bars: { type: "string" },
  seed: { type: "string" },
  csv: { type: "string" },
  format: { type: "string" },
  yaml: { type: "string" },
} as const;

/**
 * `backtest FILE`: runs every combination over bars, through the adapters of the shared plan, and
 * prints its figures (spec page 4). Exit 1 when the configuration or the bars have an error.
 */
export function backtestCommand(args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = readArguments(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [file, second] = positionals;
  if (file === undefined || second !== undefined) throw usageError("backtest: one FILE is needed");
  const { format = "json" } = values;
  if (format !== "json" && format !== "csv") {
    throw usageError(`backtest: --format is json or csv, not "${format}"`);
  }
  const overrides: DataOverrides = {
    ...wholeNumber("bars", values.bars, isBarCount, `from 2 to ${mostBars}`),
    ...wholeNumber("seed", values.seed, isSeed, "0 or more"),
    ...(values.csv === undefined ? {} : { csv: terminal.readFile(values.csv) }),
  };
  const text = terminal.readFile(file);
  const planned = planText(text, readingOf(values.yaml), createMemory(parseYaml12));
  const { plan, diagnostics } = planned;
  for (const line of reportLines(diagnostics, text, file)) terminal.warn(`${line}\n`);

  const data = dataOf(plan);
  const loaded = loadBars(data, overrides);
  if (loaded.status === "refused") {
    for (const error of loaded.errors) terminal.warn(`${values.csv}: ${error}\n`);
    return 1;
  }
  const { bars, barsPerYear } = loaded;
  const seed = overrides.seed ?? data.seed;
  const { chosen, sampled } = selectEvenly(plan);
  const topology: Topology = isBuildable(plan) ? "shared" : "naive";
  const run = runBacktest(plan, topology, bars, { seed, barsPerYear, chosen });
  const notes = [
    ...loaded.notes,
    ...(sampled
      ? [`${grouped(BigInt(chosen.length))} of ${grouped(plan.combinations)} combinations, sampled`]
      : []),
    ...run.notes.map(
      ({ text: note, combinations }) =>
        `${note} (${combinations} ${combinations === 1 ? "combination" : "combinations"})`,
    ),
  ];
  if (format === "csv") {
    for (const note of notes) terminal.warn(`${file}: note: ${note}\n`);
    terminal.print(resultsCsv(plan, run));
  } else {
    terminal.print(`${jsonText(backtestJson({ plan, run, bars: bars.n, seed, notes }), 2)}\n`);
  }
  return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
}

function backtestJson(shown: {
  readonly plan: Plan;
  readonly run: Run;
  readonly bars: number;
  readonly seed: number;
  readonly notes: readonly string[];
}): { readonly [key: string]: Json } {
  const { plan, run, bars, seed, notes } = shown;
  const { containers, adapters } = run.built;
  return {
    format: "sharing-backtest/1",
    combinations: plan.combinations,
    simulated: run.combinations.length,
    bars,
    seed,
    topology: run.topology,
    containers,
    adapters,
    notes,
    results: resultsJson(plan, run),
  };
}

function dataOf({ workflow: { root } }: Plan) {
  const data = entryOf(root, "data")?.value;
  return readDataSettings(data?.type === "map" ? data : undefined);
}

/** The number that an option gives, as a member to spread; nothing where it is not given. */
function wholeNumber(
  name: "bars" | "seed",
  written: string | undefined,
  fits: (value: number) => boolean,
  is: string,
): { readonly bars?: number; readonly seed?: number } {
  if (written === undefined) return {};
  const value = /^\d+$/.test(written) ? Number(written) : Number.NaN;
  if (fits(value)) return { [name]: value };
  throw usageError(`backtest: --${name} is a whole number ${is}, not "${written}"`);
}
