import type { BacktestTask, TaskReply } from "../../backtest/session/client.ts";
import { change, store } from "../store.ts";
import { costOf } from "./run-estimate.ts";
import { notComing, type RunRecord } from "./run-record.ts";
import { emptyRun, withBatch, type ShownRun } from "./run-results.ts";
import { progressOf, withErrors, withProgress, withTask } from "./run-tasks.ts";
import { identify } from "./run.ts";

/** A run that takes longer than this shows its results as they come, in place of the last ones. */
const quickRun = 120;

/** Views of more rows than this are drawn anew no more often than once in so many milliseconds. */
const largeRun = { rows: 20_000, pause: 1000 } as const;

/** Takes what the engine says of a task. */
export function takeReply(task: BacktestTask, reply: TaskReply, now: number): void {
  change("run", (run) => withReply(run, task, reply, now));
  const isOld = reply.type === "proved" && store.getState().plan.lastPlan?.rev !== reply.proof.rev;
  if (isOld) void identify();
}

/** The record with what the engine says of a task. */
function withReply(run: RunRecord, task: BacktestTask, reply: TaskReply, now: number): RunRecord {
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

/** Before this many milliseconds a run tells more of how it begins than of how it goes on. */
const leastTelling = 1000;

/** How long the rest of a run takes if it goes on as it did so far; what was known already took no time. */
function timeLeft({ chosen, notSimulated, done, reused }: ShownRun, spent: number) {
  const found = done - reused;
  if (found === 0 || spent < leastTelling) return undefined;
  return (spent / found) * (chosen.count - notSimulated.count - done);
}
