import type { Isolation } from "../../backtest/engine/build.ts";
import type { SharingCost } from "../../backtest/proof/sharing-cost.ts";
import type { BacktestClient, BacktestTask } from "../../backtest/session/client.ts";
import type { BarsFile, ProofView, RunJob } from "../../backtest/session/protocol.ts";
import type { Arrangement } from "../../planner/answer/query.ts";
import type { RunOffer } from "./run-estimate.ts";
import type { ShownRun } from "./run-results.ts";

/** A task of the engine: how it stands, and what came of the last one that got so far. */
export type TaskState<Result, Progress> = {
  /** Stays while another one is under way, and where that one fails. */
  readonly result: Result | undefined;
} & (
  | { readonly status: "none" | "done" | "cancelled" }
  | { readonly status: "running"; readonly progress: Progress }
  /** Why it could not start, or did not end. */
  | { readonly status: "refused" | "failed"; readonly errors: readonly string[] }
);

/** A run that comes in: it is shown in the place of the last one as soon as it is worth it. */
export type RunProgress = {
  /** What the engine was last told to run. */
  readonly sent: RunJob | undefined;
  readonly coming: ShownRun | undefined;
  /** When the first of it came, in milliseconds. */
  readonly since: number;
  /** When it was shown last, in milliseconds; never where −Infinity. */
  readonly shown: number;
  /** How long the rest of it takes, in milliseconds, once that is known. */
  readonly left: number | undefined;
};

/** What is known of a run that has not begun to come in. */
export const notComing: RunProgress = {
  sent: undefined,
  coming: undefined,
  since: 0,
  shown: -Infinity,
  left: undefined,
};

/** A fraction, and what is being done. */
type ProofProgress = { readonly done: number; readonly doing: string };

type MeasuredCost = SharingCost & { readonly identity: string | undefined };

export type RunTasks = {
  readonly run: TaskState<ShownRun, RunProgress>;
  readonly verify: TaskState<ProofView, ProofProgress>;
  readonly measure: TaskState<MeasuredCost, { readonly done: number }>;
};

/** Reaches the engine, which is loaded when it is first needed; `undefined` where it cannot be. */
export type ReachEngine = () => Promise<BacktestClient | undefined>;

/** What backtests of the plan came to. */
export type RunRecord = {
  readonly tasks: { readonly [Task in BacktestTask]: RunTasks[Task] };
  /** Whether results follow the edits. */
  readonly live: boolean;
  /** What an edit would have run, had it not taken so long: it is run when that is asked for. */
  readonly offer: RunOffer | undefined;
  /** What a bar of a combination took last, in milliseconds; absent until a run has told. */
  readonly cost: number | undefined;
  /** Which combinations run; none for all. */
  readonly filters: Arrangement["filters"];
  readonly file: BarsFile | undefined;
  /** What the shared plan is run without in the next proof. */
  readonly without: readonly Isolation[];
  /** What tells the results of the text on screen from others, once it is known. */
  readonly identity: { readonly rev: number; readonly value: string | undefined } | undefined;
  readonly engine: ReachEngine;
};

const idle = { status: "none", result: undefined } as const;

export const initialRun: RunRecord = {
  tasks: { run: idle, verify: idle, measure: idle },
  live: false,
  offer: undefined,
  cost: undefined,
  filters: [],
  file: undefined,
  without: [],
  identity: undefined,
  engine: async () => undefined,
};

const noErrors: readonly string[] = [];

/** Why a task could not start, or did not end. */
export function errorsOf(task: RunTasks[BacktestTask]): readonly string[] {
  return task.status === "refused" || task.status === "failed" ? task.errors : noErrors;
}

/** The proof's state as the badge tells it; of a text that was edited since then it is stale. */
export function proofState({ tasks, identity }: RunRecord) {
  const { status, result: proof } = tasks.verify;
  if (status === "running") return "running";
  if (!proof) return "none";
  if (identity && identity.value !== proof.identity) return "stale";
  return proof.status === "identical" ? "equal" : "different";
}

const notBegun: ProofProgress = { done: 0, doing: "" };

export function proofProgress({ tasks: { verify } }: RunRecord): ProofProgress {
  return verify.status === "running" ? verify.progress : notBegun;
}

/** Whether anything is under way. */
export function isBusy({ tasks }: RunRecord): boolean {
  return Object.values(tasks).some(({ status }) => status === "running");
}
