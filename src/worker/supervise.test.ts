import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { supervise, type Loss, type WorkerLike } from "./supervise.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type FakeWorker = WorkerLike<string, string> & {
  readonly asked: string[];
  readonly say: (reply: string) => void;
  /** How often it was ended. */
  ended: number;
};

/** What a request asks that no worker takes. */
const unsendable = "unsendable";
const limit = 1000;

function fakeWorker(): FakeWorker {
  const worker: FakeWorker = {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    asked: [],
    ended: 0,
    say: (data) => worker.onmessage?.(new MessageEvent("message", { data })),
    postMessage(request) {
      if (request === unsendable) throw new Error("it cannot be cloned");
      worker.asked.push(request);
    },
    terminate() {
      worker.ended += 1;
    },
  };
  return worker;
}

function start() {
  const workers: FakeWorker[] = [];
  const heard: string[] = [];
  const losses: Loss[] = [];
  const lane = supervise<string, string>(
    () => {
      const worker = fakeWorker();
      workers.push(worker);
      return worker;
    },
    {
      patience: (failures) => limit * (failures + 1),
      heard: (reply) => heard.push(reply),
      lost: (loss) => losses.push(loss),
    },
  );
  /** The newest worker. */
  const worker = (): FakeWorker => workers.at(-1) ?? fakeWorker();
  return { lane, workers, worker, heard, losses };
}

/** An event as a browser makes it of a script that fails. */
const errorEvent = (message: string): ErrorEvent =>
  Object.assign(new Event("error", { cancelable: true }), { message }) as ErrorEvent;

describe("a worker", () => {
  it("is opened by the first request and serves the next ones", () => {
    const { lane, workers, worker, heard } = start();
    expect(workers).toHaveLength(0);
    lane.post("a", "first");
    worker().say("one");
    lane.settle("a");
    lane.post("b", "second");
    expect(workers).toHaveLength(1);
    expect(worker().asked).toEqual(["first", "second"]);
    expect(heard).toEqual(["one"]);
  });

  it("is told first what all are told, the newest of it", () => {
    const { lane, workers, worker } = start();
    lane.tell("file 1");
    expect(workers).toHaveLength(0);
    lane.post("a", "run");
    lane.tell("file 2");
    expect(worker().asked).toEqual(["file 1", "run", "file 2"]);
    lane.end();
    lane.post("b", "run");
    expect(worker().asked).toEqual(["file 2", "run"]);
  });

  it("is ended without a word, and the next request gets another", async () => {
    const { lane, workers, worker, losses } = start();
    lane.post("a", "run");
    const question = lane.ask("b", "why?", limit);
    lane.end();
    expect(await question).toBeUndefined();
    vi.advanceTimersByTime(10 * limit);
    expect(workers.map(({ ended }) => ended)).toEqual([1]);
    expect(losses).toEqual([]);
    lane.post("c", "run");
    expect(worker().asked).toEqual(["run"]);
    expect(workers).toHaveLength(2);
  });
});

type Faulty = (given: ReturnType<typeof start>) => void;

const faults: readonly (readonly [string, Faulty, Loss["reason"], string])[] = [
  ["throws", ({ worker }) => worker().onerror?.(errorEvent("boom")), "broken", "boom"],
  [
    "cannot be loaded",
    ({ worker }) => worker().onerror?.(errorEvent("")),
    "broken",
    "it could not be loaded",
  ],
  [
    "sends what cannot be read",
    ({ worker }) => worker().onmessageerror?.(new MessageEvent("messageerror")),
    "broken",
    "an unreadable answer",
  ],
  ["does not answer", () => vi.advanceTimersByTime(limit), "hung", "no answer"],
  [
    "tells an error",
    ({ lane }) => lane.fail({ reason: "failed", message: "boom" }),
    "failed",
    "boom",
  ],
  ["cannot be told", ({ lane }) => lane.tell(unsendable), "broken", "it cannot be cloned"],
];

describe("a fault", () => {
  it.each(faults)("of a worker that %s ends it, said once", async (_, plant, reason, message) => {
    const given = start();
    const { lane, workers, worker, losses } = given;
    lane.post("a", "run");
    const question = lane.ask("b", "why?");
    plant(given);
    expect(losses).toEqual([{ reason, message, failures: 1, unanswered: 2 }]);
    expect(await question).toBeUndefined();
    lane.tell("file");
    lane.post("c", "again");
    vi.advanceTimersByTime(limit);
    expect(workers.map(({ ended }) => ended)).toEqual([1, 0]);
    expect(worker().asked).toEqual(["file", "again"]);
    expect(losses).toHaveLength(1);
  });

  it("of an idle worker is said too", () => {
    const { lane, worker, losses } = start();
    lane.post("a", "run");
    lane.settle("a");
    worker().onerror?.(errorEvent("boom"));
    expect(losses).toMatchObject([{ message: "boom", unanswered: 0 }]);
    expect(worker().ended).toBe(1);
  });

  it("of a request that cannot be sent ends the worker", async () => {
    const { lane, worker, losses } = start();
    lane.post("a", "run");
    expect(await lane.ask("b", unsendable)).toBeUndefined();
    expect(losses).toMatchObject([
      { reason: "broken", message: "it cannot be cloned", unanswered: 2 },
    ]);
    expect(worker().ended).toBe(1);
  });

  it("of what a new worker is told first ends that too", () => {
    const { lane, workers, losses } = start();
    lane.tell(unsendable);
    lane.post("a", "run");
    expect(losses).toMatchObject([{ message: "it cannot be cloned" }]);
    expect(workers.map(({ ended, asked }) => ({ ended, asked }))).toEqual([
      { ended: 1, asked: [] },
    ]);
  });

  it.each([
    ["an error", new Error("no workers here")],
    ["anything else", "no workers here"],
  ])("of a worker that cannot be made is said, thrown as %s", async (_, thrown) => {
    const losses: Loss[] = [];
    const lane = supervise<string, string>(
      () => {
        throw thrown;
      },
      { patience: () => limit, heard: () => {}, lost: (loss) => losses.push(loss) },
    );
    expect(await lane.ask("a", "why?")).toBeUndefined();
    const message = "no workers here";
    expect(losses).toEqual([{ reason: "broken", message, failures: 1, unanswered: 1 }]);
    vi.advanceTimersByTime(10 * limit);
    expect(losses).toHaveLength(1);
  });

  it("is not reported to the page a second time by the browser", () => {
    const { lane, worker } = start();
    lane.post("a", "run");
    const event = errorEvent("boom");
    worker().onerror?.(event);
    expect(event.defaultPrevented).toBe(true);
  });

  it("leaves nothing of the ended worker to be heard", () => {
    const { lane, workers, heard, losses } = start();
    lane.post("a", "run");
    vi.advanceTimersByTime(limit);
    lane.post("b", "run");
    const [ended, next] = workers;
    ended?.say("late");
    ended?.onerror?.(errorEvent("late"));
    ended?.onmessageerror?.(new MessageEvent("messageerror"));
    next?.say("answer");
    expect(heard).toEqual(["answer"]);
    expect(losses).toHaveLength(1);
    expect(next?.ended).toBe(0);
  });

  it("lets a request follow from where it is said", () => {
    const workers: FakeWorker[] = [];
    const lane = supervise<string, string>(
      () => {
        const worker = fakeWorker();
        workers.push(worker);
        return worker;
      },
      { patience: () => limit, heard: () => {}, lost: () => lane.post("a", "again") },
    );
    lane.post("a", "run");
    vi.advanceTimersByTime(2 * limit);
    expect(workers.map(({ asked }) => asked)).toEqual([["run"], ["again"], ["again"]]);
    expect(workers.map(({ ended }) => ended)).toEqual([1, 1, 0]);
  });
});

describe("the watchdog", () => {
  it("sleeps while nothing waits", () => {
    const { lane, losses } = start();
    lane.post("a", "run");
    vi.advanceTimersByTime(limit - 1);
    lane.settle("a");
    vi.advanceTimersByTime(10 * limit);
    expect(losses).toEqual([]);
  });

  it("begins again with every sign of life", () => {
    const { lane, worker, losses } = start();
    lane.post("a", "run");
    for (let n = 0; n < 5; n++) {
      vi.advanceTimersByTime(limit - 1);
      worker().say("busy");
    }
    vi.advanceTimersByTime(limit - 1);
    expect(losses).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(losses).toMatchObject([{ reason: "hung" }]);
  });

  it("is not put off by more requests, nor by one of several that is settled", () => {
    const { lane, losses } = start();
    lane.post("a", "run");
    vi.advanceTimersByTime(limit / 2);
    lane.post("b", "run");
    lane.settle("a");
    vi.advanceTimersByTime(limit / 2 - 1);
    expect(losses).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(losses).toMatchObject([{ reason: "hung", unanswered: 1 }]);
  });

  it("grows more patient with every failure in a row, until a request is settled", () => {
    const { lane, worker, losses } = start();
    for (let failures = 0; failures < 3; failures++) {
      lane.post("a", "run");
      vi.advanceTimersByTime(limit * (failures + 1) - 1);
      expect(losses).toHaveLength(failures);
      vi.advanceTimersByTime(1);
    }
    expect(losses.map(({ failures }) => failures)).toEqual([1, 2, 3]);
    lane.post("a", "run");
    // signs of life are not an answer yet
    for (const reply of ["busy", "busy"]) worker().say(reply);
    vi.advanceTimersByTime(4 * limit - 1);
    expect(losses).toHaveLength(3);
    lane.settle("a");
    lane.post("b", "run");
    vi.advanceTimersByTime(limit);
    expect(losses.map(({ failures }) => failures)).toEqual([1, 2, 3, 1]);
  });
});

describe("a question", () => {
  it("gets its own answer, in whatever order they come", async () => {
    const { lane } = start();
    const first = lane.ask(0, "why?");
    const second = lane.ask(1, "how?");
    lane.settle(1, "so");
    lane.settle(0, "because");
    expect(await Promise.all([first, second])).toEqual(["because", "so"]);
  });

  it("is settled once, and nothing where nobody waits", async () => {
    const { lane, losses } = start();
    const question = lane.ask(0, "why?");
    lane.settle(7, "nobody asked");
    lane.settle(0);
    lane.settle(0, "too late");
    expect(await question).toBeUndefined();
    vi.advanceTimersByTime(10 * limit);
    expect(losses).toEqual([]);
  });

  it("that is put while the worker is replaced is answered by the next one", async () => {
    const { lane, worker, workers } = start();
    const lost = lane.ask(0, "why?");
    worker().onerror?.(errorEvent("boom"));
    const next = lane.ask(1, "how?");
    lane.settle(0, "late");
    lane.settle(1, "so");
    expect(await lost).toBeUndefined();
    expect(await next).toBe("so");
    expect(workers).toHaveLength(2);
  });

  it("with a limit ends a worker that does not hear it, whatever else that says", async () => {
    const { lane, worker, losses } = start();
    lane.post("a", "run");
    const cancel = lane.ask("b", "cancel", 80);
    vi.advanceTimersByTime(79);
    worker().say("busy");
    expect(worker().ended).toBe(0);
    vi.advanceTimersByTime(1);
    expect(await cancel).toBeUndefined();
    expect(worker().ended).toBe(1);
    expect(losses).toEqual([{ reason: "hung", message: "no answer", failures: 1, unanswered: 2 }]);
  });

  it("with a limit that is heard in time leaves the worker at work", async () => {
    const { lane, worker, losses } = start();
    const cancel = lane.ask("b", "cancel", 80);
    vi.advanceTimersByTime(79);
    lane.settle("b", "cancelled");
    expect(await cancel).toBe("cancelled");
    vi.advanceTimersByTime(10 * limit);
    expect(worker().ended).toBe(0);
    expect(losses).toEqual([]);
  });
});
