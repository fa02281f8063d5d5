import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { BacktestClient, BacktestTask, TaskReply } from "../backtest/client.ts";
import type { Isolation } from "../backtest/build.ts";
import type { BarsFile, ProofView, RunAnswer, RunJob, RunQuery } from "../backtest/protocol.ts";
import type { SharingCost } from "../backtest/sharing-cost.ts";
import type { Arrangement } from "../planner/answer/query.ts";
import { refuseFile } from "./document/write-document.ts";
import { emptyRun, withBatch, type ShownRun } from "./shown-run.ts";
import { store } from "./store.ts";

/** A task of the engine that is under way, or how it ended. */
export type TaskStatus = "none" | "running" | "done" | "cancelled" | "refused" | "failed";

export type RunState = {
  readonly status: TaskStatus;
  /** Whether results follow the edits. */
  readonly live: boolean;
  readonly shown: ShownRun | undefined;
  /** Why the last run, proof or measurement could not start, or did not end. */
  readonly errors: readonly string[];
  /** Which combinations run; none for all. */
  readonly filters: Arrangement["filters"];
  readonly file: BarsFile | undefined;

  readonly proving: TaskStatus;
  /** A fraction, and what is being done. */
  readonly progress: { readonly done: number; readonly doing: string };
  readonly proof: ProofView | undefined;
  /** What the shared plan is run without in the next proof. */
  readonly without: readonly Isolation[];
  /** What tells the results of the text on screen from others, once it is known. */
  readonly identity: { readonly rev: number; readonly value: string | undefined } | undefined;

  readonly measuring: TaskStatus;
  readonly measured: number;
  readonly cost: (SharingCost & { readonly identity: string | undefined }) | undefined;
};

export const initialRun: RunState = {
  status: "none",
  live: false,
  shown: undefined,
  errors: [],
  filters: [],
  file: undefined,
  proving: "none",
  progress: { done: 0, doing: "" },
  proof: undefined,
  without: [],
  identity: undefined,
  measuring: "none",
  measured: 0,
  cost: undefined,
};

export const runStore = createStore<RunState>(() => initialRun);
export const useRun = <Selected>(selector: (state: RunState) => Selected): Selected =>
  useStore(runStore, selector);
const set = runStore.setState;

/** The proof's state as the badge tells it; of a text that was edited since then it is stale. */
export function proofState({ proving, proof, identity }: RunState) {
  if (proving === "running") return "running";
  if (!proof) return "none";
  if (identity && identity.value !== proof.identity) return "stale";
  return proof.status === "identical" ? "equal" : "different";
}

/** Whether anything is under way. */
export function isBusy({ status, proving, measuring }: RunState): boolean {
  return [status, proving, measuring].includes("running");
}

let client: Promise<BacktestClient | undefined> | undefined;
let connect: (() => Promise<BacktestClient>) | undefined;

/** Says how the engine is reached, which is loaded when it is first needed. */
export function connectRuns(open: () => Promise<BacktestClient>): void {
  connect = open;
}

async function engine(): Promise<BacktestClient | undefined> {
  try {
    client ??= openEngine();
    return await client;
  } catch {
    // asked again, it may be there
    client = undefined;
    return undefined;
  }
}

/** Opens the engine with the bars of the last visit, unless others have been chosen meanwhile. */
async function openEngine(): Promise<BacktestClient | undefined> {
  const opened = await connect?.();
  const kept = await (await import("./kept-bars.ts")).keptBars();
  const { file } = runStore.getState();
  if (kept && !file) set({ file: kept });
  const used = file ?? kept;
  if (used) opened?.useFile(used);
  return opened;
}

/** Runs the plan on screen, and again after every edit. */
export function startRun(): void {
  set({ live: true });
  void runPlan();
}

export function stopRun(): void {
  set(({ status }) => ({ live: false, status: status === "running" ? "cancelled" : status }));
  void engine().then((found) => found?.cancel("run"));
}

/** Runs only the combinations that the filters leave, or all of them again. */
export function filterRun(filters: Arrangement["filters"]): void {
  set({ filters });
  startRun();
}

let sent: RunJob | undefined;

async function runPlan(): Promise<void> {
  const job = currentJob();
  if (!job) return;
  set({ status: "running", errors: [] });
  const found = await engine();
  if (!found) return broken("run");
  // cancelled while the engine was loading
  if (runStore.getState().status !== "running") return;
  sent = job;
  found.run(job);
}

/** Runs the plan on screen with and without sharing, and compares. */
export async function verify(without: readonly Isolation[] = []): Promise<void> {
  const job = currentJob();
  if (!job) return;
  set({ proving: "running", errors: [], without, progress: { done: 0, doing: "starting" } });
  const found = await engine();
  if (!found) return broken("verify");
  if (runStore.getState().proving !== "running") return;
  found.verify(job, without);
}

export function stopVerifying(): void {
  set({ proving: "cancelled" });
  void engine().then((found) => found?.cancel("verify"));
}

/** Measures what sharing saves, both plans side by side. */
export async function measure(): Promise<void> {
  const job = currentJob();
  if (!job) return;
  set({ measuring: "running", measured: 0, errors: [] });
  const found = await engine();
  if (!found) return broken("measure");
  if (runStore.getState().measuring !== "running") return;
  found.measure(job);
}

export function stopMeasuring(): void {
  set({ measuring: "cancelled" });
  void engine().then((found) => found?.cancel("measure"));
}

/** Asks about combinations of the run that is shown. */
export async function askRun(query: RunQuery): Promise<RunAnswer | undefined> {
  const job = runStore.getState().shown?.job;
  const found = await engine();
  return job && found?.ask(job, query);
}

/** Takes a file of bars for all runs to come; without one documents say what to generate. */
export async function runOver(file: BarsFile | undefined): Promise<void> {
  set({ file });
  (await engine())?.useFile(file);
  void keep(file);
  const { live, proof, cost } = runStore.getState();
  if (file || live) startRun();
  if (proof || cost) void identify();
}

async function keep(file: BarsFile | undefined): Promise<void> {
  const kept = await (await import("./kept-bars.ts")).keepBars(file);
  if (!kept) refuseFile(`${file?.name} is used now, and not kept for later.`);
}

/** Follows the plan on screen: runs it where that is wanted, and finds out whether a proof still holds. */
export function followPlan(): () => void {
  return store.subscribe(({ lastPlan }, previous) => {
    if (!lastPlan || lastPlan.rev === previous.lastPlan?.rev) return;
    const { live, proof, cost } = runStore.getState();
    if (live) void runPlan();
    if (proof || cost) void identify();
  });
}

async function identify(): Promise<void> {
  const job = currentJob();
  const value = job && (await (await engine())?.identify(job));
  if (job && store.getState().lastPlan?.rev === job.rev) set({ identity: { rev: job.rev, value } });
}

function currentJob(): RunJob | undefined {
  const { lastPlan } = store.getState();
  const { filters } = runStore.getState();
  return (
    lastPlan && { rev: lastPlan.rev, text: lastPlan.text, reading: lastPlan.view.reading, filters }
  );
}

function broken(task: BacktestTask): void {
  takeTrouble(task, "The backtest engine could not be loaded");
}

const statusOf = { run: "status", verify: "proving", measure: "measuring" } as const;

/** Notes that a task failed, and why; runs no longer follow the edits. */
export function takeTrouble(task: BacktestTask, why: string): void {
  const text = `${why}. Your text is as you left it.`;
  set({ [statusOf[task]]: "failed", errors: [text], ...(task === "run" ? { live: false } : {}) });
}

/** A run that takes longer than this shows its results as they come, in place of the last ones. */
const quickRun = 120;
let coming: ShownRun | undefined;
let since = 0;

/** Takes what the engine says of a task. */
export function takeReply(task: BacktestTask, reply: TaskReply, now: number): void {
  switch (reply.type) {
    case "outlined": {
      // nothing is heard of a run that another one has replaced
      if (!sent) return;
      coming = emptyRun(reply.outline, sent);
      since = now;
      return;
    }
    case "results": {
      if (!coming) return;
      coming = withBatch(coming, reply);
      // an edit's results replace the last ones at once, where they are quick, and not row by row
      if (!runStore.getState().shown || now - since > quickRun) set({ shown: coming });
      return;
    }
    case "ran": {
      const { milliseconds } = reply;
      if (coming) set({ status: "done", shown: { ...coming, finished: true, milliseconds } });
      return;
    }
    case "refused":
      set({ [statusOf[task]]: "refused", errors: reply.errors });
      return;
    case "progress":
      set(
        task === "verify"
          ? { progress: { done: reply.done, doing: reply.doing } }
          : { measured: reply.done },
      );
      return;
    case "proved":
      set({
        proving: "done",
        proof: reply.proof,
        // an edit meanwhile is told apart from it
        identity: { rev: reply.proof.rev, value: reply.proof.identity },
      });
      if (store.getState().lastPlan?.rev !== reply.proof.rev) void identify();
      return;
    case "measured":
      set({ measuring: "done", cost: { ...reply.cost, identity: undefined } });
      return;
  }
}
