import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import source from "./backtest_loop.c?raw";

/** What a backtest does beyond being long or flat at the close; fractions, absent where there is none. */
export type LoopRules = {
  readonly stop?: number;
  readonly profit?: number;
  readonly drawdown?: number;
  readonly shorts?: true;
  readonly nextOpen?: true;
};

/** Backtests that every peer can run; money in units of the prices. */
export type LoopTask = {
  /** Opens, highs, lows and closes one after the other, as 8-byte floats. */
  readonly file: string;
  /** What the C source calls the strategy. */
  readonly strategy: "momentum" | "rsi" | "crossover" | "bollinger" | "breakout";
  /** The first and the second parameter of every combination. */
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly rules: LoopRules;
  readonly capital: number;
  readonly shares: number;
  readonly commission: number;
  readonly slippage: number;
  readonly repeats: number;
};

/** How long each repeat took, and what every combination ended with. */
export type PeerAnswer = {
  readonly milliseconds: readonly number[];
  readonly equities: readonly number[];
};

export type NativeLoop = { readonly version: string; run(task: LoopTask): PeerAnswer };

/** Compiles the plain loop into a folder with the machine's C compiler; `undefined` where none is. */
export function compileNativeLoop(folder: string): NativeLoop | undefined {
  const file = join(folder, "loop.c");
  const program = join(folder, "loop");
  writeFileSync(file, source);
  const { status } = spawnSync("cc", ["-O3", "-o", program, file, "-lm"], { encoding: "utf8" });
  if (status !== 0) return undefined;
  const version =
    spawnSync("cc", ["--version"], { encoding: "utf8" }).stdout.split("\n", 1)[0] ?? "cc";
  return { version, run: (task) => runLoop(program, task) };
}

function runLoop(program: string, task: LoopTask): PeerAnswer {
  const { file, strategy, first, second, rules } = task;
  const { capital, shares, commission, slippage, repeats } = task;
  const { stop, profit, drawdown, shorts, nextOpen } = rules;
  const options = {
    capital,
    shares,
    commission,
    slippage,
    repeats,
    stop,
    profit,
    drawdown,
    shorts: shorts && 1,
    next_open: nextOpen && 1,
  };
  const written = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${value}`],
  );
  const args = [file, strategy, first.join(","), second.join(","), ...written];
  const { status, stdout, stderr } = spawnSync(program, args, {
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
