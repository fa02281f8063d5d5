import { parseArgs } from "node:util";
import { openBarsFile } from "../backtest/data/bars-file/open-bars-file.ts";
import { diagnoseBars } from "../backtest/data/diagnose-bars.ts";
import {
  dataSettingsOf,
  isBarCount,
  isSeed,
  loadBars,
  type DataOverrides,
} from "../backtest/data/source.ts";
import { readCombinations } from "../backtest/engine/combinations.ts";
import { runBacktest, type Run } from "../backtest/engine/run.ts";
import { selectEvenly } from "../backtest/engine/selection.ts";
import { statusOf } from "../backtest/figures/metrics.ts";
import { proofText, verifyPlan, type Proof } from "../backtest/proof/proof.ts";
import { measureSharing, sharingLines } from "../backtest/proof/sharing-cost.ts";
import { findEqualCombinations } from "../backtest/session/equal-combinations.ts";
import { ruinNotes, runNotes } from "../backtest/session/run-notes.ts";
import { jsonText, type Json } from "../export/json-text.ts";
import { resultsCsv, resultsJson } from "../export/results-table.ts";
import type { Plan } from "../planner/model.ts";
import { planText } from "../planner/plan-text.ts";
import { createMemory } from "../planner/plan-with-memory.ts";
import { checkSimulation } from "../planner/workflow/advice/check-simulation.ts";
import { mostBars } from "../planner/workflow/advice/schema.ts";
import { parseYaml12 } from "../yaml/parse/parse-yaml12.ts";
import { reportLines } from "./report.ts";
import { readArguments, readingOf, usageError, type Terminal } from "./terminal.ts";

const options = {
  bars: { type: "string" },
  seed: { type: "string" },
  csv: { type: "string" },
  format: { type: "string" },
  verify: { type: "boolean" },
  yaml: { type: "string" },
} as const;

/**
 * `backtest FILE`: runs every combination over bars, through the adapters of the shared plan, and
 * prints its figures (spec page 4). With `--verify` the naive plan runs over the same bars and both
 * are compared. Exit 1 when they differ, or when the configuration or the bars have an error.
 */
export async function backtestCommand(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
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
    ...(values.csv === undefined
      ? {}
      : await openBarsFile(terminal.readBytes(values.csv), loadParquet)),
  };
  const text = terminal.readFile(file);
  const planned = planText(text, readingOf(values.yaml), createMemory(parseYaml12));
  const { plan, factored, diagnostics } = planned;
  for (const line of reportLines(diagnostics, text, file)) terminal.warn(`${line}\n`);

  const data = dataSettingsOf(plan);
  const loaded = loadBars(data, overrides);
  if (loaded.status === "refused") {
    const of = loaded.by === "file" ? values.csv : file;
    for (const error of loaded.errors) terminal.warn(`${of}: ${error}\n`);
    return 1;
  }
  for (const note of loaded.fileNotes) terminal.warn(`${values.csv}: note: ${note}\n`);
  const { bars, barsPerYear } = loaded;
  const seed = overrides.seed ?? data.seed;
  const proof = values.verify ? verifyPlan(plan, bars, { seed, barsPerYear }) : undefined;
  const run =
    proof?.shared ??
    runBacktest(plan, "shared", bars, { seed, barsPerYear, chosen: selectEvenly(plan).chosen });
  const { simulated } = readCombinations(
    plan,
    run.combinations.map(({ index }) => index),
  );
  const equal = findEqualCombinations(planned, simulated);
  const ofRun = [...diagnoseBars(plan, loaded), ...equal.diagnostics];
  for (const line of reportLines(ofRun, text, file)) terminal.warn(`${line}\n`);
  const ran = run.combinations.length + run.notSimulated.length;
  const { optimistic } = run.built;
  const ruined = run.combinations.filter(({ metrics }) => statusOf(metrics) === "ruined").length;
  const told = [
    ...loaded.notes,
    ...ruinNotes(ruined),
    ...runNotes({ plan, ran, optimistic, notes: run.notes }),
  ];
  if (format === "csv") {
    for (const note of told) terminal.warn(`${file}: note: ${note}\n`);
    terminal.print(resultsCsv(plan, run));
  } else {
    const untold = [...ofRun, ...checkSimulation(factored)];
    const notes = [...untold.map(({ message }) => message), ...loaded.fileNotes, ...told];
    const counts = { ruined, equal: equal.count, bars: bars.n };
    const shown = backtestJson({ plan, run, ...counts, seed, notes, proof });
    terminal.print(`${jsonText(shown, 2)}\n`);
  }
  if (proof) {
    terminal.warn(`${proofText(proof)}\n  SHA-256 of the events ${proof.digests.shared}\n`);
    // what is measured differs from run to run, so it stays out of the result
    const chosen = run.combinations.map(({ index }) => index);
    const clock = () => performance.now();
    const cost = measureSharing(plan, bars, { seed, barsPerYear, chosen, clock });
    for (const line of sharingLines(cost)) terminal.warn(`  ${line}\n`);
  }
  return proof?.status === "different" || diagnostics.some(({ severity }) => severity === "error")
    ? 1
    : 0;
}

function backtestJson(shown: {
  readonly plan: Plan;
  readonly run: Run;
  readonly ruined: number;
  readonly equal: number;
  readonly bars: number;
  readonly seed: number;
  readonly notes: readonly string[];
  readonly proof: Proof | undefined;
}): { readonly [key: string]: Json } {
  const { plan, run, ruined, equal, bars, seed, notes, proof } = shown;
  const { containers, adapters } = run.built;
  return {
    format: "sharing-backtest/1",
    combinations: plan.combinations,
    simulated: run.combinations.length,
    ruined,
    cannot_differ: equal,
    bars,
    seed,
    topology: run.topology,
    containers,
    adapters,
    notes,
    ...(proof ? { proof: proofJson(proof) } : {}),
    results: resultsJson(plan, run),
  };
}

function proofJson(proof: Proof): Json {
  const { status, compared, sampled, fills, digests, wrong, first } = proof;
  return {
    status,
    message: proofText(proof),
    compared,
    sampled,
    fills,
    digest: digests.naive,
    ...(first
      ? {
          shared_digest: digests.shared,
          wrong_combinations: wrong,
          first_divergence: {
            combination: first.index,
            bar: first.bar,
            event: first.event,
            field: first.field,
            naive: first.naive,
            shared: first.shared,
            container: first.container,
          },
        }
      : {}),
  };
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

const loadParquet = async () =>
  (await import("../backtest/data/bars-file/read-parquet.ts")).readParquet;
