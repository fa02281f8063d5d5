import type { PlannerReply, PlannerRequest, PlanRequest } from "./protocol.ts";
import type { PlanAnswer, PlanQuery } from "./answer/query.ts";

/** One text to plan. */
export type PlanJob = Omit<PlanRequest, "type">;

/** What the client needs of a `Worker`, so that tests can hand in one that answers when told to. */
export type PlannerWorker = {
  onmessage: ((event: MessageEvent<PlannerReply>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  onmessageerror: ((event: MessageEvent) => void) | null;
  postMessage(request: PlannerRequest): void;
  terminate(): void;
};

/** Why the planner was ended: no answer in time, an error of its own, or a worker that cannot run. */
export type PlannerTrouble = {
  readonly reason: "hung" | "failed" | "broken";
  readonly message: string;
  readonly rev: number;
  /** False when the client has given up on this text; the next edit tries again. */
  readonly retrying: boolean;
};

export type PlannerListener = {
  planned(answer: Extract<PlannerReply, { type: "planned" }>, job: PlanJob): void;
  refined(answer: Extract<PlannerReply, { type: "refined" }>): void;
  troubled(trouble: PlannerTrouble): void;
};

export type PlannerClient = {
  /** Asks for the plan of a text; a text that still waits is replaced by it. */
  plan(job: PlanJob): void;
  /**
   * Asks about the plan of a revision; `undefined` where the worker holds another one, or is ended
   * before it answers. A question that hangs ends the worker, and the last text is planned again.
   */
  ask(query: PlanQuery, rev: number): Promise<PlanAnswer | undefined>;
  close(): void;
};

/** A planner that has not answered for this long is taken to hang. */
export const hangLimit = 2000;
const attempts = 3;
const restartDelay = 100;

/** How long to wait for more typing: not at all while plans are quick, never above 300 ms. */
export function delayAfter(lastMilliseconds: number): number {
  return lastMilliseconds < 8 ? 0 : Math.min(2 * lastMilliseconds, 300);
}

/**
 * Plans texts in a worker: one at a time, the newest text next, answers in the order of the edits.
 *
 * A worker that hangs, throws, dies or does not load is ended and a new one gets the newest text. A
 * worker that never answered gets twice the time at each attempt, since a slow network looks like a
 * hang; after three failures in a row the client rests until the next edit.
 */
export function createPlannerClient(
  spawn: () => PlannerWorker,
  listener: PlannerListener,
): PlannerClient {
  let worker: PlannerWorker | undefined;
  let inFlight: PlanJob | undefined;
  let queued: PlanJob | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let watchdog: ReturnType<typeof setTimeout> | undefined;
  let lastMilliseconds = 0;
  let failures = 0;
  let closed = false;
  let answered: PlanJob | undefined;
  let questions = 0;
  const asking = new Map<number, (answer: PlanAnswer | undefined) => void>();

  function plan(job: PlanJob): void {
    if (closed) return;
    queued = job;
    // a text that the client gave up on must not cost the next one its chance
    if (failures >= attempts) failures = attempts - 1;
    sendSoon(delayAfter(lastMilliseconds));
  }

  function sendSoon(delay: number): void {
    if (inFlight || waiting !== undefined) return;
    if (delay === 0) send();
    else waiting = setTimeout(send, delay);
  }

  function send(): void {
    clearTimeout(waiting);
    waiting = undefined;
    if (!queued) return;
    inFlight = queued;
    queued = undefined;
    try {
      worker ??= open();
      watchdog = setTimeout(() => fail("hung", "no answer"), hangLimit * 2 ** failures);
      worker.postMessage({ type: "plan", ...inFlight });
    } catch (error) {
      fail("broken", String(error));
    }
  }

  function open(): PlannerWorker {
    const opened = spawn();
    const unlessEnded = (act: () => void): void => {
      if (opened === worker) act();
    };
    opened.onmessage = ({ data }) => unlessEnded(() => receive(data));
    opened.onerror = (event) => {
      event.preventDefault?.();
      unlessEnded(() => fail("broken", event.message || "the planner could not be loaded"));
    };
    opened.onmessageerror = () => unlessEnded(() => fail("broken", "an unreadable answer"));
    return opened;
  }

  function ask(query: PlanQuery, rev: number): Promise<PlanAnswer | undefined> {
    if (!worker || inFlight || answered?.rev !== rev) return Promise.resolve(undefined);
    const id = questions++;
    return new Promise((resolve) => {
      const tooLong = setTimeout(replan, hangLimit);
      asking.set(id, (answer) => {
        clearTimeout(tooLong);
        asking.delete(id);
        resolve(answer);
      });
      worker?.postMessage({ type: "query", id, rev, query });
    });
  }

  /** Starts again after a question that hangs, with the text that is shown or a newer one. */
  function replan(): void {
    end();
    queued ??= inFlight ?? answered;
    inFlight = undefined;
    sendSoon(0);
  }

  function receive(answer: PlannerReply): void {
    if (answer.type === "refined") return listener.refined(answer);
    if (answer.type === "answered") {
      asking.get(answer.id)?.(answer.answer);
      return;
    }
    if (answer.rev !== inFlight?.rev) return;
    if (answer.type === "failed") return fail("failed", answer.message);
    const job = inFlight;
    clearTimeout(watchdog);
    inFlight = undefined;
    failures = 0;
    answered = job;
    lastMilliseconds = answer.milliseconds;
    listener.planned(answer, job);
    if (queued) sendSoon(delayAfter(lastMilliseconds));
  }

  function fail(reason: PlannerTrouble["reason"], message: string): void {
    const asked = asking.size > 0;
    end();
    failures += 1;
    const failed = inFlight;
    inFlight = undefined;
    const retrying = failures < attempts;
    if (retrying) queued ??= failed ?? (asked ? answered : undefined);
    else queued = undefined;
    if (failed) listener.troubled({ reason, message, rev: failed.rev, retrying });
    if (queued) sendSoon(restartDelay * failures);
  }

  function end(): void {
    clearTimeout(watchdog);
    worker?.terminate();
    worker = undefined;
    for (const settle of asking.values()) settle(undefined);
  }

  function close(): void {
    closed = true;
    clearTimeout(waiting);
    queued = undefined;
    inFlight = undefined;
    end();
  }

  return { plan, ask, close };
}
