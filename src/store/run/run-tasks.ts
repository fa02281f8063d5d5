import type { BacktestTask } from "../../backtest/session/client.ts";
import type { RunJob } from "../../backtest/session/protocol.ts";
import { notComing, type RunProgress, type RunRecord, type RunTasks } from "./run-record.ts";

/** The record with one of its tasks as it stands now; the others keep their results and errors. */
export function withTask<Task extends BacktestTask>(
  run: RunRecord,
  task: Task,
  state: RunTasks[Task],
): RunRecord {
  return { ...run, tasks: { ...run.tasks, [task]: state } };
}

/** The record once a task was asked for. */
export function withStart(run: RunRecord, task: BacktestTask): RunRecord {
  const { tasks } = run;
  switch (task) {
    case "run": {
      const { result } = tasks.run;
      // what comes of a run that is still under way is told until the engine hears of the new one
      const progress = progressOf(run) ?? notComing;
      return { ...withTask(run, task, { status: "running", result, progress }), offer: undefined };
    }
    case "verify": {
      const progress = { done: 0, doing: "starting" };
      return withTask(run, task, { status: "running", result: tasks.verify.result, progress });
    }
    case "measure": {
      const { result } = tasks.measure;
      return withTask(run, task, { status: "running", result, progress: { done: 0 } });
    }
  }
}

/** The record once the engine was told to run a job: what it says from here on is about that. */
export function withJob(run: RunRecord, sent: RunJob): RunRecord {
  const progress = progressOf(run);
  return progress ? withProgress(run, { ...progress, sent }) : run;
}

/** The record once a task was ended by the user. */
export function withCancel(run: RunRecord, task: BacktestTask): RunRecord {
  const { status } = run.tasks[task];
  return status === "running" ? withEnd(run, task, { status: "cancelled" }) : run;
}

/** The record once a task did not come to its end, and why. */
export function withErrors(
  run: RunRecord,
  task: BacktestTask,
  status: "refused" | "failed",
  errors: readonly string[],
): RunRecord {
  return withEnd(run, task, { status, errors });
}

/** What is known of a run that is under way. */
export const progressOf = ({ tasks }: RunRecord): RunProgress | undefined =>
  tasks.run.status === "running" ? tasks.run.progress : undefined;

/** The record with what is known now of a run that is under way. */
export function withProgress(run: RunRecord, progress: RunProgress): RunRecord {
  const { result } = run.tasks.run;
  return withTask(run, "run", { status: "running", result, progress });
}

type End =
  | { readonly status: "cancelled" }
  | { readonly status: "refused" | "failed"; readonly errors: readonly string[] };

/** Ends a task; what the last one came to stays. */
function withEnd(run: RunRecord, task: BacktestTask, end: End): RunRecord {
  const { tasks } = run;
  switch (task) {
    case "run": {
      const progress = progressOf(run);
      // the last of what it found, if it was shown at all
      const result = progress && progress.shown >= 0 ? progress.coming : tasks.run.result;
      return withTask(run, task, { ...end, result });
    }
    case "verify":
      return withTask(run, task, { ...end, result: tasks.verify.result });
    case "measure":
      return withTask(run, task, { ...end, result: tasks.measure.result });
  }
}
