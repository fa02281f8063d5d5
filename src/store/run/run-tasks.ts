import type { BacktestTask, TaskReply } from "../../backtest/session/client.ts";
import type { RunJob } from "../../backtest/session/protocol.ts";
import { costOf } from "./run-estimate.ts";
import { notComing, type RunProgress, type RunRecord, type RunTasks } from "./run-record.ts";
import { emptyRun, withBatch, type ShownRun } from "./run-results.ts";

/** A run that takes longer than this shows its results as they come, in place of the last ones. */
const quickRun = 120;

/** Views of more rows than this are drawn anew no more often than once in so many milliseconds. */
const largeRun = { rows: 20_000, pause: 1000 } as const;

/** The record with one of its tasks as it stands now; the others keep their results and errors. */
function withTask<Task extends BacktestTask>(
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

/** How long the rest of a run takes if it goes on as it did so far; what was known already took no time. */
function timeLeft({ chosen, notSimulated, done, reused }: ShownRun, spent: number) {
  const found = done - reused;
  return found > 0 ? (spent / found) * (chosen.count - notSimulated.count - done) : undefined;
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

/** The record with what the engine says of a task. */
export function withReply(
  run: RunRecord,
  task: BacktestTask,
  reply: TaskReply,
  now: number,
): RunRecord {
  switch (reply.type) {
    case "outlined": {
      const progress = progressOf(run);
      // nothing is heard of a run that another one has replaced
      if (!progress?.sent) return run;
      const coming = emptyRun(reply.outline, progress.sent);
      return withProgress(run, { ...notComing, sent: progress.sent, coming, since: now });
    }
    case "results": {
      const progress = progressOf(run);
      if (!progress?.coming) return run;
      const coming = withBatch(progress.coming, reply);
      // an edit's results replace the last ones at once, where they are quick, and not row by row
      const isWorthIt = !run.tasks.run.result || now - progress.since > quickRun;
      const isDue = coming.chosen.count <= largeRun.rows || now - progress.shown >= largeRun.pause;
      const isShown = isWorthIt && isDue;
      return withTask(run, "run", {
        status: "running",
        result: isShown ? coming : run.tasks.run.result,
        progress: {
          ...progress,
          coming,
          shown: isShown ? now : progress.shown,
          left: timeLeft(coming, now - progress.since),
        },
      });
    }
    case "ran": {
      const coming = progressOf(run)?.coming;
      if (!coming) return run;
      const { milliseconds } = reply;
      const result = { ...coming, finished: true, milliseconds };
      return {
        ...withTask(run, "run", { status: "done", result }),
        cost: costOf(result) ?? run.cost,
      };
    }
    case "refused":
      return withErrors(run, task, "refused", reply.errors);
    case "progress": {
      const { done, doing } = reply;
      const { verify, measure } = run.tasks;
      if (task === "verify" && verify.status === "running") {
        return withTask(run, task, { ...verify, progress: { done, doing } });
      }
      return measure.status === "running"
        ? withTask(run, "measure", { ...measure, progress: { done } })
        : run;
    }
    case "proved": {
      const { proof } = reply;
      // an edit meanwhile is told apart from it
      const identity = { rev: proof.rev, value: proof.identity };
      return { ...withTask(run, "verify", { status: "done", result: proof }), identity };
    }
    case "measured": {
      const result = { ...reply.cost, identity: undefined };
      return withTask(run, "measure", { status: "done", result });
    }
  }
}

const progressOf = ({ tasks }: RunRecord): RunProgress | undefined =>
  tasks.run.status === "running" ? tasks.run.progress : undefined;

function withProgress(run: RunRecord, progress: RunProgress): RunRecord {
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
