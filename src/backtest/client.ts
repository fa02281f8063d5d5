import type {
  BacktestReply,
  BacktestRequest,
  BarsFile,
  RunAnswer,
  RunJob,
  RunQuery,
} from "./protocol.ts";
import type { Isolation } from "./build.ts";

/** What the client needs of a `Worker`, so that tests can hand in one that answers when told to. */
export type BacktestWorker = {
  onmessage: ((event: MessageEvent<BacktestReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(request: BacktestRequest): void;
  terminate(): void;
};

/** What was under way when a worker had to be ended. */
export type BacktestTask = "run" | "verify" | "measure";

/** Why: no sign of life in time, an error of its own, or a worker that cannot run. */
export type BacktestTrouble = {
  readonly task: BacktestTask;
  readonly reason: "hung" | "failed" | "broken";
  readonly message: string;
};

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
  verify(job: RunJob, without: readonly Isolation[]): void;
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
/** A file of bars is read at least this fast, in bytes a millisecond. */
const readingSpeed = 5000;

/**
 * Runs backtests, proofs and measurements in a worker each, so that none waits for another. The one
 * for runs stays, with what it remembers; the others are ended with their task, whose memory is large.
 * A worker that hangs, throws, dies or does not load is ended and said so; the next task gets a new one.
 */
export function createBacktestClient(
  spawn: () => BacktestWorker,
  { heard, troubled }: BacktestListener,
): BacktestClient {
  let file: BarsFile | undefined;
  let numbers = 0;
  const tasks = new Map<BacktestTask, number>();
  const asked = new Map<number, (reply: BacktestReply | undefined) => void>();

  const createOwnLane = (): Lane =>
    createLane(spawn, {
      patience: () => hangLimit + (file?.size ?? 0) / readingSpeed,
      opened: (post) => {
        if (file) post({ type: "bars", file });
      },
      heard: receive,
      failed(reason, message, ids) {
        for (const id of ids) fail(id, reason, message);
      },
    });
  const lanes: Readonly<Record<BacktestTask, Lane>> = {
    run: createOwnLane(),
    verify: createOwnLane(),
    measure: createOwnLane(),
  };

  function receive(reply: Told): void {
    const settle = asked.get(reply.id);
    if (settle) {
      asked.delete(reply.id);
      return settle(reply);
    }
    if (reply.type === "failed") return fail(reply.id, "failed", reply.message);
    const task = taskOf(reply.id);
    if (!task || isAnswer(reply)) return;
    if (isLast(reply)) end(task);
    heard(task, reply);
  }

  function fail(id: number, reason: BacktestTrouble["reason"], message: string): void {
    asked.get(id)?.(undefined);
    asked.delete(id);
    const task = taskOf(id);
    if (!task) return;
    end(task);
    troubled({ task, reason, message });
  }

  function end(task: BacktestTask): void {
    tasks.delete(task);
    if (task !== "run") lanes[task].close();
  }

  function taskOf(id: number): BacktestTask | undefined {
    for (const [task, known] of tasks) if (known === id) return task;
    return undefined;
  }

  function start(task: BacktestTask, request: (id: number) => Busy): void {
    const id = numbers++;
    const before = tasks.get(task);
    if (before !== undefined) {
      if (task === "run") lanes.run.forget(before);
      else lanes[task].close();
    }
    tasks.set(task, id);
    lanes[task].post(request(id));
  }

  function question(request: (id: number) => Busy): Promise<BacktestReply | undefined> {
    const id = numbers++;
    return new Promise((resolve) => {
      asked.set(id, resolve);
      lanes.run.post(request(id));
    });
  }

  return {
    useFile(given) {
      file = given;
      for (const lane of Object.values(lanes)) lane.tell({ type: "bars", file });
    },
    run: (job) => start("run", (id) => ({ type: "run", id, job })),
    verify: (job, without) => start("verify", (id) => ({ type: "verify", id, job, without })),
    measure: (job) => start("measure", (id) => ({ type: "measure", id, job })),
    cancel(task) {
      const id = tasks.get(task);
      if (id === undefined) return;
      if (task === "run") lanes.run.cancel(id);
      end(task);
    },
    async ask(job, query) {
      const reply = await question((id) => ({ type: "ask", id, job, query }));
      return reply?.type === "answered" ? reply.answer : undefined;
    },
    async identify(job) {
      const reply = await question((id) => ({ type: "identify", id, job }));
      return reply?.type === "identified" ? reply.identity : undefined;
    },
    close() {
      tasks.clear();
      for (const lane of Object.values(lanes)) lane.close();
    },
  };
}

/** What a worker tells beyond that it is there. */
type Told = Exclude<BacktestReply, { readonly type: "heard" }>;

/** A request that is answered at some time. */
type Busy = Exclude<BacktestRequest, { readonly type: "bars" | "cancel" }>;

/** One worker, as long as it lives, and the next one after it. */
type Lane = {
  post(request: Busy): void;
  /** Says something to the worker, if there is one. */
  tell(request: BacktestRequest): void;
  /** Asks the worker to end a request, and ends the worker if it does not hear. */
  cancel(id: number): void;
  /** No longer waits for an answer. */
  forget(id: number): void;
  /** Ends the worker; whoever waits for it hears nothing. */
  close(): void;
};

function createLane(
  spawn: () => BacktestWorker,
  events: {
    readonly patience: () => number;
    readonly opened: (post: (request: BacktestRequest) => void) => void;
    readonly heard: (reply: Told) => void;
    readonly failed: (
      reason: BacktestTrouble["reason"],
      message: string,
      ids: readonly number[],
    ) => void;
  },
): Lane {
  let worker: BacktestWorker | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let cancelling: ReturnType<typeof setTimeout> | undefined;
  const waiting = new Set<number>();

  function open(): BacktestWorker {
    const opened = spawn();
    const unlessEnded = (act: () => void): void => {
      if (opened === worker) act();
    };
    opened.onmessage = ({ data }) => unlessEnded(() => receive(data));
    opened.onerror = (event) => {
      event.preventDefault?.();
      unlessEnded(() => fail("broken", event.message || "the engine could not be loaded"));
    };
    opened.onmessageerror = () => unlessEnded(() => fail("broken", "an unreadable answer"));
    events.opened((request) => opened.postMessage(request));
    return opened;
  }

  function receive(reply: BacktestReply): void {
    if (reply.type === "cancelled") clearTimeout(cancelling);
    if (reply.type === "cancelled" || isAnswer(reply) || isLast(reply)) waiting.delete(reply.id);
    watch();
    if (reply.type !== "heard") events.heard(reply);
  }

  function watch(): void {
    clearTimeout(watchdog);
    if (waiting.size > 0) watchdog = setTimeout(() => fail("hung", "no answer"), events.patience());
  }

  function fail(reason: BacktestTrouble["reason"], message: string): void {
    const ids = [...waiting];
    close();
    events.failed(reason, message, ids);
  }

  function close(): void {
    clearTimeout(watchdog);
    clearTimeout(cancelling);
    worker?.terminate();
    worker = undefined;
    waiting.clear();
  }

  return {
    post(request) {
      waiting.add(request.id);
      try {
        worker ??= open();
        worker.postMessage(request);
        watch();
      } catch (error) {
        fail("broken", String(error));
      }
    },
    tell: (request) => worker?.postMessage(request),
    cancel(id) {
      clearTimeout(cancelling);
      // whoever else waits for this worker gets no answer then
      cancelling = setTimeout(() => fail("hung", "no answer to a cancel"), cancelLimit);
      waiting.delete(id);
      worker?.postMessage({ type: "cancel", id });
    },
    forget: (id) => void waiting.delete(id),
    close,
  };
}

function isAnswer(
  reply: BacktestReply,
): reply is Extract<
  BacktestReply,
  { readonly type: "answered" | "identified" | "failed" | "cancelled" }
> {
  return ["answered", "identified", "failed", "cancelled"].includes(reply.type);
}

/** Whether a task is over with this. */
function isLast({ type }: BacktestReply): boolean {
  return ["ran", "refused", "proved", "measured"].includes(type);
}
