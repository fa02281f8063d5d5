import { metricsOf, type Metrics } from "../figures/metrics.ts";
import { runLoop } from "./loop.ts";
import { isSimple, runSimple } from "./simple.ts";
import type { Task } from "./task.ts";

/** Runs one combination by the loop that has its rules, and makes its figures. */
export function runTask(task: Task, barsPerYear: number): Metrics {
  const { risk, execution, capital } = task;
  const outcome = isSimple(risk, execution) ? runSimple(task) : runLoop(task);
  return metricsOf({ ...outcome, capital, barsPerYear });
}
