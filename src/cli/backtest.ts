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
import { selectEvenly } from "../backtest/engine/selection.ts";
import { proofText } from "../backtest/proof/proof-text.ts";
import { verifyPlan, type Proof } from "../backtest/proof/proof.ts";
import { measureSharing, sharingLines } from "../backtest/proof/sharing-cost.ts";
import { findEqualCombinations } from "../backtest/session/equal-combinations.ts";
import { ruinNotes, runNotes } from "../backtest/session/run-notes.ts";
import { chooseRun } from "../backtest/sweep/choose-run.ts";
import { rowLength } from "../backtest/sweep/figure-columns.ts";
import { streamsOfSweep } from "../backtest/sweep/record.ts";
import type { SweepPart } from "../backtest/sweep/reuse.ts";
import { mostWhole } from "../backtest/sweep/run-whole.ts";
import { runWork } from "../backtest/sweep/run-work.ts";
import { prepareSweep, type Sweep } from "../backtest/sweep/sweep.ts";
import type { Json } from "../export/json-text.ts";
import { combinationIndex, type CombinationIndex, type Plan } from "../planner/model.ts";
import { planText } from "../planner/plan-text.ts";
import { createMemory } from "../planner/plan-with-memory.ts";
import { checkSimulation } from "../planner/workflow/advice/check-simulation.ts";
import { mostBars } from "../planner/workflow/advice/schema.ts";
import { finish } from "../text/steps.ts";
import { parseYaml12 } from "../yaml/parse/parse-yaml12.ts";
import { countRuined, createCsvPrinter, printJson, printParquet } from "./backtest-output.ts";
import { reportLines } from "./report.ts";
import { readArguments, readingOf, usageError, type Terminal } from "./terminal.ts";

const options = {
  bars: { type: "string" },
  seed: { type: "string" },
  csv: { type: "string" },
  format: { type: "string" },
  verify: { type: "boolean" },
  all: { type: "boolean" },
  yaml: { type: "string" },
} as const;

/**
 * `backtest FILE`: runs every combination over bars, through the adapters of the shared plan, and
 * prints its figures (spec page 4). With `--verify` the naive plan runs over the same bars and both
 * are compared: a sample above 2,000 combinations, or with `--all` every one of up to 100,000. Exit 1 when they differ, or when the configuration or the bars have an error.
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
  if (format !== "json" && format !== "csv" && format !== "parquet") {
    throw usageError(`backtest: --format is json, csv or parquet, not "${format}"`);
  }
  if (values.all && !values.verify) throw usageError("backtest: --all goes with --verify");
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
  const { verify, all: every = false } = values;
  const over = { bars, seed, barsPerYear };
  const streamsFor = (indices: readonly CombinationIndex[]) =>
    streamsOfSweep(planned, indices, over);
  const proof = verify ? verifyPlan(plan, bars, { ...over, every, streamsFor }) : undefined;
  const all = { count: plan.combinations, at: combinationIndex };
  const { chosen } = finish(chooseRun(all, plan.combinations, bars.n, mostWhole.commandLine));
  const sweep = prepareSweep(planned, { ...over, chosen });
  const equal = findEqualCombinations(planned, sweep);
  const ofRun = [...diagnoseBars(plan, loaded), ...equal.diagnostics];
  for (const line of reportLines(ofRun, text, file)) terminal.warn(`${line}\n`);
  const { optimistic, notes } = sweep;
  // CSV is printed as it comes, the others begin with what is known at the end
  const rows = format === "csv" ? undefined : new Float64Array(chosen.count * rowLength);
  const printer = rows ? undefined : createCsvPrinter(plan, sweep, terminal);
  let ruined = 0;
  await runAll(sweep, terminal, (part) => {
    ruined += countRuined(part.rows);
    rows?.set(part.rows, (part.places[0] ?? 0) * rowLength);
    printer?.add(part);
  });
  const told = [
    ...loaded.notes,
    ...ruinNotes(ruined),
    ...runNotes({ plan, ran: chosen.count, optimistic, notes }),
  ];
  if (rows && format === "json") {
    const untold = [...ofRun, ...checkSimulation(factored)];
    const shown = {
      ruined,
      equal: equal.count,
      notes: [...untold.map(({ message }) => message), ...loaded.fileNotes, ...told],
      proof,
    };
    const membersOf = (results: Json) => backtestJson(plan, sweep, shown, results);
    await printJson(plan, sweep, rows, membersOf, terminal);
  } else for (const note of told) terminal.warn(`${file}: note: ${note}\n`);
  if (rows && format === "parquet") await printParquet(plan, sweep, rows, terminal);
  if (proof) {
    terminal.warn(`${proofText(proof)}\n  SHA-256 of the events ${proof.digests.shared}\n`);
    // what is measured differs from run to run, so it stays out of the result
    const proved = proof.shared.combinations.map(({ index }) => index);
    const measured = every ? selectEvenly(plan).chosen : proved;
    const clock = () => performance.now();
    const cost = measureSharing(plan, bars, { seed, chosen: measured, clock });
    for (const line of sharingLines(cost)) terminal.warn(`  ${line}\n`);
  }
  return proof?.status === "different" || diagnostics.some(({ severity }) => severity === "error")
    ? 1
    : 0;
}

/** Runs a whole sweep; parts come in no order. */
function runAll(
  sweep: Sweep,
  { crew, printed }: Terminal,
  found: (part: SweepPart) => void,
): Promise<void> {
  return runWork(sweep, {
    known: new Int32Array(0),
    gapless: true,
    crew,
    now: () => performance.now(),
    async turn() {
      await printed?.();
      await new Promise((done) => setImmediate(done));
    },
    goesOn: () => true,
    found,
  });
}

function backtestJson(
  plan: Plan,
  { simulated, setup, containers: { risk, execution } }: Sweep,
  shown: {
    readonly ruined: number;
    readonly equal: number;
    readonly notes: readonly string[];
    readonly proof: Proof | undefined;
  },
  results: Json,
): { readonly [key: string]: Json } {
  const { ruined, equal, notes, proof } = shown;
  return {
    format: "sharing-backtest/1",
    combinations: plan.combinations,
    simulated,
    ruined,
    cannot_differ: equal,
    bars: setup.bars.n,
    seed: setup.seed,
    topology: "shared",
    // those of the combinations that are simulated (spec page 2, "Counts")
    containers: 1 + 2 * simulated + risk + execution,
    adapters: 1 + risk + 2 * execution,
    notes,
    ...(proof ? { proof: proofJson(proof) } : {}),
    results,
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
