import { supervise, type Fault, type Loss, type WorkerLike } from "../worker/supervise.ts";
import type { PlanAnswer, PlanQuery } from "./answer/query.ts";
import type { PlannerReply, PlannerRequest, PlanRequest } from "./protocol.ts";

/** One text to plan. */
export type PlanJob = Omit<PlanRequest, "type">;

/** What the client needs of a `Worker`. */
export type PlannerWorker = WorkerLike<PlannerRequest, PlannerReply>;

/** Why the planner was ended: no answer in time, an error of its own, or a worker that cannot run. */
export type PlannerTrouble = Fault & {
  readonly rev: number;
  /** False when the client has given up on this text; the next edit tries again. */
  readonly retrying: boolean;
};

/** Who is told what becomes of the texts: their plans, what is refined later, and what went wrong. */
export type PlannerListener = {
  planned(answer: Extract<PlannerReply, { type: "planned" }>, job: PlanJob): void;
  refined(answer: Extract<PlannerReply, { type: "refined" }>): void;
  troubled(trouble: PlannerTrouble): void;
};

/** A planner in a worker of its own, which restarts after faults and is done with `close`. */
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
  let inFlight: PlanJob | undefined;
  let queued: PlanJob | undefined;
  /** The text whose plan the worker holds. */
  let held: PlanJob | undefined;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let lastMilliseconds = 0;
  let questions = 0;
  let closed = false;
  const lane = supervise<PlannerRequest, PlannerReply>(spawn, {
    // which grows no further once the client has given up on a text
    patience: (failures) => hangLimit * 2 ** Math.min(failures, attempts - 1),
    heard: receive,
    lost: startAgain,
  });

  function plan(job: PlanJob): void {
    if (closed) return;
    queued = job;
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
    lane.post("plan", { type: "plan", ...inFlight });
  }

  async function ask(query: PlanQuery, rev: number): Promise<PlanAnswer | undefined> {
    if (inFlight || held?.rev !== rev) return undefined;
    const id = questions++;
    const reply = await lane.ask(id, { type: "query", id, rev, query });
    return reply?.type === "answered" ? reply.answer : undefined;
  }

  function receive(reply: PlannerReply): void {
    if (reply.type === "refined") return listener.refined(reply);
    if (reply.type === "answered") return lane.settle(reply.id, reply);
    if (reply.rev !== inFlight?.rev) return;
    if (reply.type === "failed") return lane.fail({ reason: "failed", message: reply.message });
    const job = inFlight;
    inFlight = undefined;
    held = job;
    lane.settle("plan");
    lastMilliseconds = reply.milliseconds;
    listener.planned(reply, job);
    if (queued) sendSoon(delayAfter(lastMilliseconds));
  }

  /** Plans again what the lost worker was about, or a newer text. */
  function startAgain({ reason, message, failures, unanswered }: Loss): void {
    const retrying = failures < attempts;
    const unplanned = inFlight;
    const lostText = unanswered > 0 ? (unplanned ?? held) : undefined;
    queued = retrying ? (queued ?? lostText) : undefined;
    inFlight = undefined;
    held = undefined;
    if (unplanned) listener.troubled({ reason, message, rev: unplanned.rev, retrying });
    // a text that was planned before can be planned at once
    if (queued) sendSoon(reason === "hung" && !unplanned ? 0 : restartDelay * failures);
  }

  function close(): void {
    closed = true;
    clearTimeout(waiting);
    queued = undefined;
    inFlight = undefined;
    held = undefined;
    lane.end();
  }

  return { plan, ask, close };
}
