import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Analysis } from "./answer/view.ts";
import {
  createPlannerClient,
  delayAfter,
  hangLimit,
  type PlanJob,
  type PlannerTrouble,
  type PlannerWorker,
} from "./client.ts";
import type { PlannerReply, PlannerRequest } from "./protocol.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type FakeWorker = PlannerWorker & { readonly asked: PlannerRequest[]; ended: boolean };

// what is in a plan is nothing to the client
const analysis = {} as Analysis;

function fakeWorker(): FakeWorker {
  const asked: PlannerRequest[] = [];
  return {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    asked,
    ended: false,
    postMessage(request) {
      asked.push(request);
    },
    terminate() {
      this.ended = true;
    },
  };
}

function answer(worker: FakeWorker | undefined, rev: number, milliseconds = 1): void {
  say(worker, { type: "planned", rev, analysis, milliseconds });
}

function say(worker: FakeWorker | undefined, data: PlannerReply): void {
  worker?.onmessage?.(new MessageEvent("message", { data }));
}

function start() {
  const workers: FakeWorker[] = [];
  const planned: number[] = [];
  const troubles: PlannerTrouble[] = [];
  const client = createPlannerClient(
    () => {
      const worker = fakeWorker();
      workers.push(worker);
      return worker;
    },
    {
      planned: ({ rev }) => planned.push(rev),
      refined: () => {},
      troubled: (trouble) => troubles.push(trouble),
    },
  );
  const edit = (rev: number): void => client.plan(job(rev));
  return { client, workers, planned, troubles, edit };
}

const job = (rev: number): PlanJob => ({ rev, text: `text ${rev}`, reading: "pyyaml" });
const revs = (worker: FakeWorker | undefined) => worker?.asked.map(({ rev }) => rev);

describe("the queue", () => {
  it("sends the first text at once", () => {
    const { edit, workers } = start();
    edit(1);
    expect(revs(workers[0])).toEqual([1]);
  });

  it("has one job in flight and keeps only the newest text for the next", () => {
    const { edit, workers, planned } = start();
    for (const rev of [1, 2, 3, 4]) edit(rev);
    expect(revs(workers[0])).toEqual([1]);
    answer(workers[0], 1);
    expect(revs(workers[0])).toEqual([1, 4]);
    answer(workers[0], 4);
    expect(planned).toEqual([1, 4]);
  });

  it("waits for no more typing while plans are quick, and never above 300 ms", () => {
    expect([0, 7.9, 8, 100, 150, 5000].map(delayAfter)).toEqual([0, 0, 16, 200, 300, 300]);
  });

  it("waits after a slow plan, and steady typing does not put the next one off", () => {
    const { edit, workers } = start();
    edit(1);
    answer(workers[0], 1, 100);
    for (let rev = 2; rev <= 5; rev++) {
      edit(rev);
      vi.advanceTimersByTime(50);
    }
    expect(revs(workers[0])).toEqual([1, 5]);
  });
});

describe("the watchdog", () => {
  it("ends a worker that hangs and gives its text to a new one", () => {
    const { edit, workers, planned, troubles } = start();
    edit(1);
    answer(workers[0], 1);
    edit(2);
    vi.advanceTimersByTime(hangLimit - 1);
    expect(workers[0]?.ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(workers[0]?.ended).toBe(true);
    expect(troubles).toEqual([{ reason: "hung", message: "no answer", rev: 2, retrying: true }]);
    vi.advanceTimersByTime(200);
    expect(revs(workers[1])).toEqual([2]);
    answer(workers[1], 2);
    expect(planned).toEqual([1, 2]);
  });

  it("gives the new worker the newest text, not the one that hung", () => {
    const { edit, workers } = start();
    edit(1);
    edit(2);
    edit(3);
    vi.advanceTimersByTime(hangLimit + 200);
    expect(revs(workers[1])).toEqual([3]);
  });

  it.each(["failed", "broken"] as const)("starts again after a worker that is %s", (reason) => {
    const { edit, workers, troubles } = start();
    edit(1);
    if (reason === "failed") say(workers[0], { type: "failed", rev: 1, message: "boom" });
    else
      workers[0]?.onerror?.(Object.assign(new Event("error"), { message: "boom" }) as ErrorEvent);
    expect(workers[0]?.ended).toBe(true);
    expect(troubles).toEqual([{ reason, message: "boom", rev: 1, retrying: true }]);
    vi.advanceTimersByTime(200);
    expect(revs(workers[1])).toEqual([1]);
  });

  it("rests after three failures in a row, and tries again at the next edit", () => {
    const { edit, workers, troubles } = start();
    edit(1);
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(3);
    expect(troubles.map(({ retrying }) => retrying)).toEqual([true, true, false]);
    edit(2);
    expect(revs(workers[3])).toEqual([2]);
  });

  it("gives a worker that never answered twice the time at each attempt", () => {
    const { edit, workers } = start();
    edit(1);
    vi.advanceTimersByTime(hangLimit + 100);
    vi.advanceTimersByTime(2 * hangLimit - 1);
    expect(workers[1]?.ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(workers[1]?.ended).toBe(true);
  });

  it("gives no attempt more than four times the time", () => {
    const { edit, workers } = start();
    edit(1);
    vi.advanceTimersByTime(60_000);
    edit(2);
    vi.advanceTimersByTime(4 * hangLimit - 1);
    expect(workers[3]?.ended).toBe(false);
    vi.advanceTimersByTime(1);
    expect(workers[3]?.ended).toBe(true);
  });

  it("survives a worker that cannot even be made", () => {
    const troubles: PlannerTrouble[] = [];
    const client = createPlannerClient(
      () => {
        throw new Error("no workers here");
      },
      { planned: () => {}, refined: () => {}, troubled: (trouble) => troubles.push(trouble) },
    );
    client.plan(job(1));
    vi.advanceTimersByTime(60_000);
    expect(troubles.map(({ reason }) => reason)).toEqual(["broken", "broken", "broken"]);
  });

  it("hears nothing more from a worker that it has ended", () => {
    const { edit, workers, planned } = start();
    edit(1);
    vi.advanceTimersByTime(hangLimit + 200);
    answer(workers[0], 1);
    expect(planned).toEqual([]);
  });

  it("stops for good when closed", () => {
    const { client, edit, workers } = start();
    edit(1);
    client.close();
    edit(2);
    vi.advanceTimersByTime(60_000);
    expect(workers).toHaveLength(1);
    expect(workers[0]?.ended).toBe(true);
  });
});

it("answers in the order of the edits, and at last the newest, whatever happens", () => {
  const step = fc.constantFrom("edit", "answer", "slow answer", "throw", "die", "hang", "wait");
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { edit, workers, planned, client } = start();
      let rev = 0;
      const act = (what: string): void => {
        const worker = workers.at(-1);
        const asked = worker?.asked.at(-1)?.rev ?? 0;
        if (what === "edit") edit(++rev);
        if (what === "answer") answer(worker, asked);
        if (what === "slow answer") answer(worker, asked, 200);
        if (what === "throw") say(worker, { type: "failed", rev: asked, message: "" });
        if (what === "die") worker?.onmessageerror?.(new MessageEvent("messageerror"));
        if (what === "hang") vi.advanceTimersByTime(9000);
        if (what === "wait") vi.advanceTimersByTime(50);
      };
      for (const what of steps) act(what);
      for (let n = 0; n < 4; n++) for (const what of ["edit", "answer", "wait"]) act(what);
      vi.advanceTimersByTime(1000);
      act("answer");
      client.close();
      expect(planned).toEqual(planned.toSorted((a, b) => a - b));
      expect(new Set(planned).size).toBe(planned.length);
      expect(planned.at(-1)).toBe(rev);
    }),
  );
});

describe("questions", () => {
  const query = { kind: "containers", role: "risk", stack: undefined, from: 0, count: 1 } as const;
  const answered = { kind: "containers", total: 0, containers: [] } as const;

  it("gives each its own answer, in whatever order they come", async () => {
    const { client, edit, workers } = start();
    edit(1);
    answer(workers[0], 1);
    const first = client.ask(query, 1);
    const second = client.ask(query, 1);
    say(workers[0], { type: "answered", id: 1, rev: 1, answer: undefined });
    say(workers[0], { type: "answered", id: 0, rev: 1, answer: answered });
    expect(await first).toEqual(answered);
    expect(await second).toBeUndefined();
    vi.advanceTimersByTime(2 * hangLimit);
    expect(workers).toHaveLength(1);
  });

  it("asks nothing about a plan that the worker does not hold", async () => {
    const { client, edit, workers } = start();
    expect(await client.ask(query, 0)).toBeUndefined();
    edit(1);
    expect(await client.ask(query, 1)).toBeUndefined();
    answer(workers[0], 1);
    expect(await client.ask(query, 7)).toBeUndefined();
    expect(workers[0]?.asked).toHaveLength(1);
  });

  it("ends a worker that a question hangs, and plans the text again", async () => {
    const { client, edit, workers, planned } = start();
    edit(1);
    answer(workers[0], 1);
    const asked = client.ask(query, 1);
    vi.advanceTimersByTime(hangLimit);
    expect(await asked).toBeUndefined();
    expect(workers[0]?.ended).toBe(true);
    vi.advanceTimersByTime(0);
    expect(revs(workers[1])).toEqual([1]);
    answer(workers[1], 1);
    expect(planned).toEqual([1, 1]);
  });

  it("says so when a text waits behind a question that hangs, and plans it with a new worker", async () => {
    const { client, edit, workers, troubles } = start();
    edit(1);
    answer(workers[0], 1);
    const asked = client.ask(query, 1);
    vi.advanceTimersByTime(hangLimit / 2);
    edit(2);
    vi.advanceTimersByTime(hangLimit / 2);
    expect(await asked).toBeUndefined();
    expect(troubles).toEqual([{ reason: "hung", message: "no answer", rev: 2, retrying: true }]);
    vi.advanceTimersByTime(200);
    expect(revs(workers[1])).toEqual([2]);
  });

  it("starts again after a question that throws", async () => {
    const { client, edit, workers } = start();
    edit(1);
    answer(workers[0], 1);
    const asked = client.ask(query, 1);
    workers[0]?.onerror?.(new Event("error", { cancelable: true }) as ErrorEvent);
    expect(await asked).toBeUndefined();
    vi.advanceTimersByTime(1000);
    expect(revs(workers[1])).toEqual([1]);
  });
});
