import { once } from "node:events";
import { readFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";
import { figureNames } from "../planner/workflow/plan-figures.ts";
import { backtestCommand } from "./backtest.ts";
import { compareCommand } from "./compare.ts";
import { convertCommand } from "./convert.ts";
import { hashCommand } from "./hash.ts";
import { planCommand } from "./plan.ts";
import { isUsageError, usageError, type Terminal } from "./terminal.ts";
import { createThreadCrew, serveHelper } from "./thread-crew.ts";

const usage = `Usage:
  npm run --silent cli -- plan FILE... [--summary] [--format json|markdown] [--fail-over ROLE=K]
           [--fail-under FIGURE=P] [--yaml 1.2]
  npm run --silent cli -- plan FILE --format svg [--title T] [--date D] [--theme light|dark]
           [--no-source]
  npm run --silent cli -- compare A B [--format json|markdown] [--yaml 1.2]
  npm run --silent cli -- convert FILE [--yaml 1.2]
  npm run --silent cli -- hash FILE... [--yaml 1.2]
  npm run --silent cli -- backtest FILE [--bars N] [--seed S] [--csv FILE]
           [--verify [--all]] [--format json|csv|parquet] [--yaml 1.2]

plan   prints the sharing plan as JSON: indented for one FILE, one line each for several ("-" is
       standard input); or as the picture of a design review
       that carries its text, unless --no-source is given. Exit 1 when a configuration has an error,
       or more than K of ROLE: ${figureNames("count").join(", ")};
       or less than P per cent of FIGURE: ${figureNames("percent").join(", ")}.
compare  says what the change from A to B does to containers and combinations, and what causes it.
convert  prints the document in the planner's own dialect, whatever it was written in: planning
       that gives the same. Exit 1 when a part of it could not be converted.
hash   prints {"file", "hash", "canonical"} for files that hold one mapping, as Python gives them.
backtest  runs every combination over synthetic bars, or those of a CSV or Parquet file, and
       prints its figures.
       --verify runs the naive plan too and compares every order, fill and equity point bit for
       bit; exit 1 when one differs. Says on standard error what sharing saves. Above 2,000
       combinations a sample is compared, with --all every one of up to 100,000.
`;

// as Python does, bytes that are no UTF-8 are refused and not replaced; a byte order mark is kept
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const terminal: Terminal = {
  readFile: (file) => reading(file, () => utf8.decode(readFileSync(file === "-" ? 0 : file))),
  readBytes: (file) => reading(file, () => readFileSync(file === "-" ? 0 : file)),
  print: (text) => process.stdout.write(text),
  printBytes: (bytes) => process.stdout.write(bytes),
  warn: (text) => process.stderr.write(text),
  printed: async () => {
    if (process.stdout.writableNeedDrain) await once(process.stdout, "drain");
  },
  crew: createThreadCrew(),
};

function reading<Content>(file: string, read: () => Content): Content {
  try {
    return read();
  } catch (error) {
    throw usageError(
      `cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function run([command, ...rest]: readonly string[]): number | Promise<number> {
  switch (command) {
    case "plan":
      return planCommand(rest, terminal);
    case "compare":
      return compareCommand(rest, terminal);
    case "convert":
      return convertCommand(rest, terminal);
    case "hash":
      return hashCommand(rest, terminal);
    case "backtest":
      return backtestCommand(rest, terminal);
    case "help":
    case "--help":
    case "-h":
      terminal.print(usage);
      return 0;
    default:
      throw usageError(command ? `unknown command "${command}"` : "a command is missing");
  }
}

async function runCommand(): Promise<void> {
  try {
    process.exitCode = await run(process.argv.slice(2));
  } catch (error) {
    if (!isUsageError(error)) throw error;
    terminal.warn(`${error.message}\n\n${usage}`);
    process.exitCode = 2;
  }
}

// the command line is one file: other threads begin with it, too
if (isMainThread) await runCommand();
else serveHelper();
