import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import source from "./backtest_loop.c?raw";

/** A grid of momentum backtests that every peer can run; money in units of the prices. */
export type MomentumTask = {
  /** The closes, as 8-byte floats. */
  readonly file: string;
  readonly bars: number;
  readonly periods: readonly number[];
  readonly thresholds: readonly number[];
  readonly capital: number;
  readonly shares: number;
  readonly commission: number;
  readonly slippage: number;
  readonly repeats: number;
};

/** How long each repeat of the grid took, and what every combination ended with. */
export type PeerAnswer = {
  readonly milliseconds: readonly number[];
  readonly equities: readonly number[];
};

/** Compiles the plain loop into a folder with the machine's C compiler; `undefined` where none is. */
export function compileNativeLoop(
  folder: string,
): { readonly version: string; run(task: MomentumTask): PeerAnswer } | undefined {
  const file = join(folder, "loop.c");
  const program = join(folder, "loop");
  writeFileSync(file, source);
  const { status } = spawnSync("cc", ["-O3", "-o", program, file, "-lm"], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const version =
    spawnSync("cc", ["--version"], { encoding: "utf8" }).stdout.split("\n", 1)[0] ?? "cc";
  return { version, run: (task) => runLoop(program, task) };
}

function runLoop(program: string, task: MomentumTask): PeerAnswer {
  const { file, bars, capital, shares, commission, slippage, repeats } = task;
  const numbers = [bars, capital, shares, commission, slippage, repeats].map(String);
  const lists = [task.periods.join(","), task.thresholds.join(",")];
  const { status, stdout, stderr } = spawnSync(program, [file, ...numbers, ...lists], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`the C loop ended with ${status}: ${stderr}`);
  const [times = "", ...lines] = stdout.trim().split("\n");
  return {
    milliseconds: times.split(",").map(Number),
    equities: lines.map((line) => Number(line.split(",", 1)[0])),
  };
}
