import { spawnSync } from "node:child_process";
import { z } from "zod";
import source from "./backtest_peers.py?raw";
import type { LoopTask, PeerAnswer } from "./native-loop.ts";

/** Engines that are run by import where a machine has them, and what they are imported as. */
export const pythonEngines = ["numpy", "numba", "vectorbt", "backtesting"] as const;
export type PythonEngine = (typeof pythonEngines)[number];

const answer = z.object({
  version: z.string(),
  milliseconds: z.array(z.number()),
  equities: z.array(z.number()),
});

/** The engines that python3 can import here. */
export function findPythonEngines(): readonly PythonEngine[] {
  return pythonEngines.filter((name) => {
    const program = `import importlib.util as u; raise SystemExit(u.find_spec("${name}") is None)`;
    return spawnSync("python3", ["-c", program]).status === 0;
  });
}

type EngineAnswer = PeerAnswer & { readonly version: string };

/**
 * Runs momentum in one engine, and only numba knows rules; the times are its own, without its start and compilation. Text says why
 * it could not: other versions may have other interfaces.
 */
export function runPythonEngine(name: PythonEngine, task: LoopTask): EngineAnswer | string {
  const { status, stdout, stderr } = spawnSync("python3", ["-", name, JSON.stringify(task)], {
    encoding: "utf8",
    input: source,
    maxBuffer: 1 << 28,
    timeout: 600_000,
  });
  if (status !== 0) return stderr.trim().split("\n").at(-1) ?? `ended with ${status}`;
  return answer.parse(JSON.parse(stdout.trim().split("\n").at(-1) ?? ""));
}
