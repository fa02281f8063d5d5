import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { arch, cpus, platform } from "node:os";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { z } from "zod";
import { serveShare } from "./backtest-workers.ts";
import { backtest } from "./backtest.ts";
import { drawing } from "./drawing.ts";
import { pythonVersion } from "./peers/python.ts";
import { planning } from "./planning.ts";
import { proof } from "./proof.ts";
import { root } from "./root.ts";
import type { Row } from "./row.ts";
import { rules } from "./rules.ts";
import { scale } from "./scale.ts";
import { sweep } from "./sweep.ts";
import { markdownTable, replaceBetweenMarkers } from "./table.ts";
import { typing } from "./typing.ts";

const sections = [planning, typing, scale, rules, backtest, sweep, proof, drawing];
const usage = `Usage: npm run bench [-- [--quick] [SECTION...]]   with a SECTION of ${sections
  .map(({ name }) => name)
  .join(", ")}

Measures planner, backtests and graph against their peers, one after the other in turns, compares results
before times, writes src/bench/results.json and the tables of src/bench/README.md (--quick writes neither).
`;

// the program is its own worker too
if (isMainThread) await main();
else serveShare();

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const quick = args.includes("--quick");
  const chosen = args.filter((arg) => !arg.startsWith("--"));
  const known = sections.map(({ name }) => name);
  if (
    args.some((arg) => arg.startsWith("--") && arg !== "--quick") ||
    chosen.some((name) => !known.includes(name))
  ) {
    process.stderr.write(usage);
    process.exit(2);
  }

  const resultsFile = join(root, "src/bench/results.json");
  const readme = join(root, "src/bench/README.md");
  const stored = z.looseObject({ sections: z.record(z.string(), z.unknown()) });
  const before = existsSync(resultsFile)
    ? stored.parse(JSON.parse(readFileSync(resultsFile, "utf8"))).sections
    : {};
  const measured: Record<string, readonly Row[]> = {};
  for (const { name, title, run } of sections) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    console.log(`\n## ${title}\n`);
    const rows = await run({ quick, log: (line) => process.stderr.write(`   ${line}\n`) });
    measured[name] = rows;
    console.log(markdownTable(rows));
  }
  if (!quick) {
    const results = { machine: machine(), sections: { ...before, ...measured } };
    writeFileSync(resultsFile, `${JSON.stringify(results, undefined, 2)}\n`);
    if (existsSync(readme)) {
      let text = readFileSync(readme, "utf8");
      for (const [name, rows] of Object.entries(measured)) {
        text = replaceBetweenMarkers(text, name, markdownTable(rows));
      }
      writeFileSync(readme, text);
    }
  }
  const missed = Object.values(measured)
    .flat()
    .filter(({ gates, reached }) => gates && reached === false);
  for (const { work, outcome, reach } of missed) {
    console.error(`\nnot reached: ${work}: ${outcome}, asked ${reach}`);
  }
  process.exitCode = missed.length > 0 ? 1 : 0;
}

function machine() {
  return {
    node: process.version,
    python: pythonVersion() ?? null,
    cpu: `${cpus().length} × ${cpus()[0]?.model ?? "?"}`,
    platform: `${platform()} ${arch()}`,
  };
}
