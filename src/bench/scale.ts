import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planText } from "../planner/plan-text.ts";
import { wireAdapters } from "../planner/wiring/wire.ts";
import { interleave, timeOf, timingOf, warmUp } from "./measure.ts";
import { pythonVersion, runPython } from "./peers/python.ts";
import { root } from "./root.ts";
import { duration, type Row, type Section, type SectionOptions } from "./row.ts";
import { hardTexts, powerText, seedText, separateText } from "./texts.ts";

/** What must not grow with the combinations: wiring, the command line, and the hardest texts. */
export const scale: Section = {
  name: "scale",
  title: "Scale",
  run: (options) => [...wiring(options), commandLine(options), ...hardest(options)],
};

/** Wiring of as many risk and execution containers as combinations, where the seed's is quadratic. */
function wiring({ quick, log }: SectionOptions): readonly Row[] {
  const python = pythonVersion() !== undefined;
  const sizes = quick ? [100, 1000, 10_000] : [100, 1000, 10_000, 100_000];
  log("wiring …");
  const measured = sizes.map((n) => {
    const text = separateText(n);
    warmUp(() => wireAdapters(planText(text, "pyyaml").plan), 100);
    const ways = interleave(
      {
        planner: () => {
          // Python takes its time at 10,000, and runs once; this one several times even then, and the
          // fastest counts: the heap of the plan before is collected in some of them
          const runs = Array.from({ length: 5 }, () => {
            const { plan } = planText(text, "pyyaml");
            const milliseconds = timeOf(() => wireAdapters(plan));
            if (wireAdapters(plan)?.length !== 1 + 3 * n) throw new Error("wrong adapters");
            return milliseconds;
          });
          return timingOf(runs).low;
        },
        python: () => {
          if (!python || n > 10_000) return Number.NaN;
          const { wiring_seconds: seconds, risk } = runPython(text, ["--wiring"]);
          if (risk !== n) throw new Error("Python has another plan");
          return (seconds[0] ?? Number.NaN) * 1000;
        },
      },
      n < 10_000 ? 5 : 1,
    );
    return { n, ...ways };
  });
  const perContainer = measured.map(({ n, planner }) => planner.median / (2 * n));
  const growth = (perContainer.at(-1) ?? 0) / (perContainer.at(-2) ?? 1);
  return measured.map(({ n, planner, python: peer }) => {
    const last = n === sizes.at(-1);
    const compared = python && n <= 10_000;
    return {
      work: `wiring of ${(2 * n).toLocaleString("en-US")} containers`,
      ways: [
        { name: "planner", timing: planner },
        ...(compared ? [{ name: "Python, the seed's loops", timing: peer }] : []),
      ],
      outcome: `${duration(planner.median / (2 * n))} a container`,
      reach: last ? "linear: ≤ 2 × the cost a container of a tenth" : undefined,
      reached: last ? growth <= 2 : undefined,
      gates: last,
    };
  });
}

/** `plan --summary` as a process, its start included. */
function commandLine({ quick, log }: SectionOptions): Row {
  log("command line …");
  const folder = mkdtempSync(join(tmpdir(), "sharing-bench-"));
  const run = (name: string, text: string) => {
    const file = join(folder, `${name}.yaml`);
    writeFileSync(file, text);
    return () =>
      timeOf(() => {
        const { status, stderr } = spawnSync(
          process.execPath,
          ["src/setup/execute.mjs", "cli", "plan", file, "--summary"],
          { cwd: root },
        );
        if (status !== 0) throw new Error(stderr.toString());
      });
  };
  const ways = {
    seed: run("seed", seedText),
    "10^12": run("12", powerText(12)),
    "10^18": run("18", powerText(18)),
  };
  for (const way of Object.values(ways)) way();
  const timings = interleave(ways, quick ? 5 : 21);
  rmSync(folder, { recursive: true });
  const worst = Math.max(timings["10^12"].median, timings["10^18"].median) / timings.seed.median;
  return {
    work: "`plan --summary`, process and all",
    ways: Object.entries(timings).map(([name, timing]) => ({ name, timing })),
    outcome: `${worst.toFixed(2)} × the run on the seed`,
    reach: "≤ 1.5 ×",
    reached: worst <= 1.5,
    gates: true,
  };
}

function hardest({ log }: SectionOptions): readonly Row[] {
  return Object.entries(hardTexts).map(([work, text]) => {
    log(`${work} …`);
    const runs = Array.from({ length: 3 }, () =>
      timeOf(() => {
        const { plan } = planText(text, "pyyaml");
        return [wireAdapters(plan), plan.roles.risk.listed && plan.roles.risk.container(0).hash];
      }),
    );
    const timing = timingOf(runs);
    return {
      work: `${work} (${Math.ceil(text.length / 1000).toLocaleString("en-US")} kB)`,
      ways: [{ name: "planner, with wiring", timing }],
      outcome: duration(timing.median),
      reach: "< 2 s",
      reached: timing.high < 2000,
      gates: true,
    };
  });
}
