import type { BacktestClient, BacktestTask } from "../../backtest/session/client.ts";
import type {
  BarsFile,
  ProofRequest,
  RunAnswer,
  RunJob,
  RunQuery,
} from "../../backtest/session/protocol.ts";
import type { Arrangement } from "../../planner/answer/query.ts";
import { refuseFile } from "../document/write-document.ts";
import { change, store } from "../store.ts";
import { estimateRun, runsUnasked } from "./run-estimate.ts";
import type { ReachEngine } from "./run-record.ts";
import { withCancel, withErrors, withJob, withStart } from "./run-tasks.ts";

const reachEngine: ReachEngine = () => store.getState().run.engine();

/**
 * Lets plans be run: on demand, and after every edit where that is wanted. The engine is opened when
 * it is first needed, with the bars of the last visit unless others were chosen meanwhile. Gives what
 * stops it.
 */
export function runOnDemand(open: () => Promise<BacktestClient>): () => void {
  let opened: ReturnType<ReachEngine> | undefined;
  async function engine(): Promise<BacktestClient | undefined> {
    try {
      opened ??= openWithBars(open);
      return await opened;
    } catch {
      // asked again, it may be there
      opened = undefined;
      return undefined;
    }
  }
  change("run", (run) => ({ ...run, engine }));
  const unsubscribe = store.subscribe(({ plan }, previous) => {
    if (plan.lastPlan && plan.lastPlan.rev !== previous.plan.lastPlan?.rev) followPlan();
  });
  return () => {
    unsubscribe();
    void opened?.then((client) => client?.close());
  };
}

async function openWithBars(open: () => Promise<BacktestClient>): Promise<BacktestClient> {
  const client = await open();
  const kept = await (await import("./kept-bars.ts")).keptBars();
  const { file } = store.getState().run;
  if (kept && !file) change("run", (run) => ({ ...run, file: kept }));
  const used = file ?? kept;
  if (used) client.useFile(used);
  return client;
}

/**
 * Runs the new plan where that is wanted and takes no time that anybody would notice, else offers to, and
 * finds out whether a proof still holds. What runs meanwhile goes on beside an offer.
 */
function followPlan(): void {
  const { plan, run } = store.getState();
  const { live, tasks } = run;
  const estimate = plan.lastPlan && estimateRun(run, plan.lastPlan.view.combinations);
  if (live && estimate && !runsUnasked(estimate)) {
    const { result } = tasks.run;
    // nothing is new where an edit was taken back
    const isThere = result?.finished === true && result.job.text === plan.lastPlan?.text;
    change("run", (record) => ({ ...record, offer: isThere ? undefined : estimate }));
  } else if (live) void runPlan();
  if (tasks.verify.result || tasks.measure.result) void identify();
}

/** Runs the plan on screen, and again after every edit. */
export function startRun(): void {
  change("run", (run) => ({ ...run, live: true }));
  void runPlan();
}

/** Runs only the combinations that the filters leave, or all of them again. */
export function filterRun(filters: Arrangement["filters"]): void {
  change("run", (run) => ({ ...run, filters }));
  startRun();
}

async function runPlan(): Promise<void> {
  await startTask("run", (client, job) => {
    change("run", (run) => withJob(run, job));
    client.run(job);
  });
}

/** Runs the plan on screen with and without sharing, and compares: a sample of a large one, or all of it. */
export async function verify(request: Partial<ProofRequest> = {}): Promise<void> {
  const { without = [], every = false } = request;
  change("run", (run) => ({ ...run, without }));
  await startTask("verify", (client, job) => client.verify(job, { without, every }));
}

/** Measures what sharing saves, both plans side by side. */
export async function measure(): Promise<void> {
  await startTask("measure", (client, job) => client.measure(job));
}

async function startTask(
  task: BacktestTask,
  start: (client: BacktestClient, job: RunJob) => void,
): Promise<void> {
  const job = currentJob();
  if (!job) return;
  change("run", (run) => withStart(run, task));
  const client = await reachEngine();
  if (!client) return takeTrouble(task, "The backtest engine could not be loaded");
  // cancelled while the engine was loading
  if (store.getState().run.tasks[task].status === "running") start(client, job);
}

/** Ends a task, if it is under way; a run that is ended no longer follows the edits. */
export function cancelTask(task: BacktestTask): void {
  change("run", (run) => {
    const cancelled = withCancel(run, task);
    return task === "run" ? { ...cancelled, live: false } : cancelled;
  });
  void reachEngine().then((client) => client?.cancel(task));
}

/** Asks about combinations of the run that is shown. */
export async function askRun(query: RunQuery): Promise<RunAnswer | undefined> {
  const job = store.getState().run.tasks.run.result?.job;
  const client = await reachEngine();
  return job && client?.ask(job, query);
}

/** Takes a file of bars for all runs to come; without one documents say what to generate. */
export async function runOver(file: BarsFile | undefined): Promise<void> {
  change("run", (run) => ({ ...run, file }));
  (await reachEngine())?.useFile(file);
  void keep(file);
  const { live, tasks } = store.getState().run;
  if (file || live) startRun();
  if (tasks.verify.result || tasks.measure.result) void identify();
}

async function keep(file: BarsFile | undefined): Promise<void> {
  const isKept = await (await import("./kept-bars.ts")).keepBars(file);
  if (!isKept) refuseFile(`${file?.name} is used now, and not kept for later.`);
}

/** Finds out what tells the results of the text on screen from others. */
export async function identify(): Promise<void> {
  const job = currentJob();
  const value = job && (await (await reachEngine())?.identify(job));
  if (job && store.getState().plan.lastPlan?.rev === job.rev) {
    change("run", (run) => ({ ...run, identity: { rev: job.rev, value } }));
  }
}

function currentJob(): RunJob | undefined {
  const { plan, run } = store.getState();
  const { lastPlan } = plan;
  if (!lastPlan) return undefined;
  const { rev, text, view } = lastPlan;
  return { rev, text, reading: view.reading, filters: run.filters };
}

/** Notes that a task failed, and why; runs no longer follow the edits. */
export function takeTrouble(task: BacktestTask, why: string): void {
  const errors = [`${why}. Your text is as you left it.`];
  change("run", (run) => {
    const failed = withErrors(run, task, "failed", errors);
    return task === "run" ? { ...failed, live: false } : failed;
  });
}
