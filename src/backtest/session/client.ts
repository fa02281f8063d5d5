import { supervise, type Fault, type Lane, type WorkerLike } from "../../worker/supervise.ts";
import type {
  BacktestReply,
  BacktestRequest,
  BarsFile,
  ProofRequest,
  RunAnswer,
  RunJob,
  RunQuery,
} from "./protocol.ts";

/** What the client needs of a `Worker`. */
export type BacktestWorker = WorkerLike<BacktestRequest, BacktestReply>;

/** What was under way when a worker had to be ended. */
export type BacktestTask = "run" | "verify" | "measure";

/** Why: no sign of life in time, an error of its own, or a worker that cannot run. */
export type BacktestTrouble = Fault & { readonly task: BacktestTask };

/** What a run, a proof or a measurement tells; of one that was replaced or cancelled nothing more. */
export type TaskReply = Exclude<
  BacktestReply,
  { readonly type: "heard" | "answered" | "identified" | "failed" | "cancelled" }
>;

export type BacktestListener = {
  heard(task: BacktestTask, reply: TaskReply): void;
  troubled(trouble: BacktestTrouble): void;
};

export type BacktestClient = {
  useFile(file: BarsFile | undefined): void;
  /** Runs a text; a run that is still under way is replaced by it. */
  run(job: RunJob): void;
  verify(job: RunJob, request: ProofRequest): void;
  measure(job: RunJob): void;
  /** Ends a task; it says nothing more from this moment on. */
  cancel(task: BacktestTask): void;
  /** Asks about a text's combinations; `undefined` where the worker is ended before it answers. */
  ask(job: RunJob, query: RunQuery): Promise<RunAnswer | undefined>;
  identify(job: RunJob): Promise<string | undefined>;
  close(): void;
};

/** A worker that has something to do and shows no sign of life for this long is taken to hang. */
export const hangLimit = 2500;
/** A worker that does not hear a cancel by then is ended, in milliseconds. */
export const cancelLimit = 80;
/** A file of bars is read at least this fast, in bytes a millisecond; packed ones have many rows a byte. */
const readingSpeed = 5000;
const unpackingSpeed = 500;

function readingTime(file: BarsFile | undefined): number {
  if (!file) return 0;
  return file.size / (/\.(?:parquet|parq|pq)$/i.test(file.name) ? unpackingSpeed : readingSpeed);
}

/** Wiring up to 100,000 combinations is one step of a proof of all of them: some seconds. */
function wiringTime(request: BacktestRequest | undefined): number {
  return request?.type === "verify" && request.every ? 10_000 : 0;
}

/**
 * Runs backtests, proofs and measurements in a worker each, so that none waits for another. Those for
 * runs and proofs stay, with the bars they have read, and hear a cancel between two slices; the one
 * for measurements is ended with its task.
 * A worker that hangs, throws, dies or does not load is ended and said so; the next task gets a new one.
 */
export function createBacktestClient(
  spawn: () => BacktestWorker,
  { heard, troubled }: BacktestListener,
): BacktestClient {
  let file: BarsFile | undefined;
  let numbers = 0;
  const running = new Map<
    BacktestTask,
    { readonly id: number; readonly request: BacktestRequest }
  >();
  /** What was cancelled and does not say so yet. */
  const cancelled = {
    run: new Set<number>(),
    verify: new Set<number>(),
    measure: new Set<number>(),
  };
  const lanes = { run: openLane("run"), verify: openLane("verify"), measure: openLane("measure") };

  function openLane(task: BacktestTask): Lane<BacktestRequest, BacktestReply> {
    return supervise<BacktestRequest, BacktestReply>(spawn, {
      patience: () => hangLimit + readingTime(file) + wiringTime(running.get(task)?.request),
      heard: (reply) => receive(task, reply),
      lost: ({ reason, message }) => recover(task, { reason, message }),
    });
  }

  function receive(task: BacktestTask, reply: BacktestReply): void {
    const isOfTask = running.get(task)?.id === reply.id;
    switch (reply.type) {
      case "heard":
        return;
      case "answered":
      case "identified":
      case "cancelled":
        return lanes[task].settle(reply.id, reply);
      case "failed":
        if (isOfTask) return fail(task, { reason: "failed", message: reply.message });
        return lanes[task].settle(reply.id, reply);
      case "ran":
      case "refused":
      case "proved":
      case "measured":
        if (isOfTask) leave(task);
        break;
      case "outlined":
      case "results":
      case "progress":
    }
    if (isOfTask) heard(task, reply);
  }

  /** Runs again in a new worker what was asked of one that did not hear a cancel before it. */
  function recover(task: BacktestTask, fault: Fault): void {
    const next = cancelled[task].size > 0 ? running.get(task) : undefined;
    cancelled[task].clear();
    if (next) lanes[task].post(next.id, next.request);
    else fail(task, fault);
  }

  function fail(task: BacktestTask, fault: Fault): void {
    if (leave(task) !== undefined) troubled({ task, ...fault });
  }

  /** Waits no longer for a task; gives its number if it was under way. */
  function leave(task: BacktestTask): number | undefined {
    const id = running.get(task)?.id;
    if (id === undefined) return undefined;
    running.delete(task);
    if (task === "measure") lanes.measure.end();
    else lanes[task].settle(id);
    return id;
  }

  function start(task: BacktestTask, request: (id: number) => BacktestRequest): void {
    leave(task);
    const id = numbers++;
    running.set(task, { id, request: request(id) });
    lanes[task].post(id, request(id));
  }

  return {
    useFile(given) {
      file = given;
      for (const lane of Object.values(lanes)) lane.tell({ type: "bars", file });
    },
    run: (job) => start("run", (id) => ({ type: "run", id, job })),
    verify: (job, request) => start("verify", (id) => ({ type: "verify", id, job, ...request })),
    measure: (job) => start("measure", (id) => ({ type: "measure", id, job })),
    cancel(task) {
      const id = leave(task);
      if (task === "measure" || id === undefined) return;
      cancelled[task].add(id);
      // whoever else asks a worker that does not hear it gets no answer then
      const heardOf = lanes[task].ask(id, { type: "cancel", id }, cancelLimit);
      void heardOf.then(() => cancelled[task].delete(id));
    },
    async ask(job, query) {
      const id = numbers++;
      const reply = await lanes.run.ask(id, { type: "ask", id, job, query });
      return reply?.type === "answered" ? reply.answer : undefined;
    },
    async identify(job) {
      const id = numbers++;
      const reply = await lanes.run.ask(id, { type: "identify", id, job });
      return reply?.type === "identified" ? reply.identity : undefined;
    },
    close() {
      running.clear();
      for (const lane of Object.values(lanes)) lane.end();
    },
  };
}
