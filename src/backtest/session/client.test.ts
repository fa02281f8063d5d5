import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import {
  cancelLimit,
  createBacktestClient,
  hangLimit,
  type BacktestTrouble,
  type BacktestWorker,
  type TaskReply,
} from "./client.ts";
import type { BacktestReply, BacktestRequest, RunJob } from "./protocol.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const job: RunJob = { rev: 1, text: "", reading: "pyyaml", filters: [] };

const broken = { without: ["routing"], every: false } as const;

function start() {
  const workers: (BacktestWorker & { readonly asked: BacktestRequest[]; ended: boolean })[] = [];
  const heard: [string, TaskReply["type"]][] = [];
  const troubles: BacktestTrouble[] = [];
  const client = createBacktestClient(
    () => {
      const worker = {
        onmessage: null,
        onerror: null,
        onmessageerror: null,
        asked: [] as BacktestRequest[],
        ended: false,
        postMessage(request: BacktestRequest) {
          worker.asked.push(request);
        },
        terminate() {
          worker.ended = true;
        },
      };
      workers.push(worker);
      return worker;
    },
    {
      heard: (task, { type }) => heard.push([task, type]),
      troubled: (trouble) => troubles.push(trouble),
    },
  );
  const say = (n: number, data: BacktestReply): void =>
    workers[n]?.onmessage?.(new MessageEvent("message", { data }));
  const idOf = (n: number): number => {
    const last = workers[n]?.asked.at(-1);
    return last && "id" in last ? last.id : -1;
  };
  return { client, workers, heard, troubles, say, idOf };
}

it("hears nothing more of a run that another one has replaced", () => {
  const { client, workers, heard, say, idOf } = start();
  client.run(job);
  const first = idOf(0);
  client.run({ ...job, rev: 2 });
  say(0, { type: "ran", id: first, milliseconds: 1 });
  say(0, { type: "ran", id: idOf(0), milliseconds: 1 });
  expect(heard).toEqual([["run", "ran"]]);
  expect(workers).toHaveLength(1);
});

it("ends a worker that shows no sign of life, says so, and starts another for the next run", () => {
  const { client, workers, heard, troubles, say, idOf } = start();
  client.run(job);
  vi.advanceTimersByTime(hangLimit - 1);
  say(0, { type: "results", id: idOf(0), batch: noResults, reused: 0 });
  vi.advanceTimersByTime(hangLimit - 1);
  expect(troubles).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(troubles).toMatchObject([{ task: "run", reason: "hung" }]);
  expect(workers[0]?.ended).toBe(true);
  client.run(job);
  expect(workers).toHaveLength(2);
  // what the ended one still says is nothing to anybody
  say(0, { type: "ran", id: idOf(0), milliseconds: 1 });
  expect(heard).toEqual([["run", "results"]]);
});

const noResults = { places: new Int32Array(), rows: new Float64Array() };

it("counts from when the worker has taken a request up: loading it is no hanging run", () => {
  const { client, heard, troubles, say, idOf } = start();
  client.run(job);
  vi.advanceTimersByTime(hangLimit - 1);
  say(0, { type: "heard", id: idOf(0) });
  vi.advanceTimersByTime(hangLimit - 1);
  expect(troubles).toEqual([]);
  expect(heard).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(troubles).toMatchObject([{ task: "run", reason: "hung" }]);
});

it("cancels a run at once, and ends the worker only if that does not hear it", () => {
  const { client, workers, heard, troubles, say, idOf } = start();
  client.run(job);
  const id = idOf(0);
  client.cancel("run");
  say(0, { type: "results", id, batch: noResults, reused: 0 });
  say(0, { type: "cancelled", id });
  vi.advanceTimersByTime(10 * hangLimit);
  expect(workers[0]?.ended).toBe(false);
  client.run(job);
  client.cancel("run");
  vi.advanceTimersByTime(cancelLimit);
  expect(workers[0]?.ended).toBe(true);
  expect({ heard, troubles }).toEqual({ heard: [], troubles: [] });
});

it("runs what was asked after a cancel, even if the worker had no ear for that", () => {
  const { client, workers, heard, troubles, say, idOf } = start();
  client.run(job);
  client.cancel("run");
  client.run({ ...job, rev: 2 });
  vi.advanceTimersByTime(cancelLimit);
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  expect(workers[1]?.asked).toMatchObject([{ type: "run", job: { rev: 2 } }]);
  say(1, { type: "ran", id: idOf(1), milliseconds: 1 });
  expect(heard).toEqual([["run", "ran"]]);
  expect(troubles).toEqual([]);
});

it("proves in a worker of its own, which stays for the next proof", () => {
  const { client, workers, heard, say, idOf } = start();
  client.run(job);
  say(0, { type: "ran", id: idOf(0), milliseconds: 1 });
  client.verify(job, broken);
  expect(workers).toHaveLength(2);
  expect(workers[1]?.asked.at(-1)).toMatchObject({ type: "verify", without: ["routing"] });
  say(1, { type: "refused", id: idOf(1), errors: [] });
  client.verify(job, broken);
  const id = idOf(1);
  client.cancel("verify");
  say(1, { type: "progress", id, done: 0.5, doing: "" });
  say(1, { type: "cancelled", id });
  vi.advanceTimersByTime(10 * hangLimit);
  expect(workers.map(({ ended }) => ended)).toEqual([false, false]);
  expect(heard).toEqual([
    ["run", "ran"],
    ["verify", "refused"],
  ]);
});

it("proves again in another worker what was asked of one that did not hear a cancel", () => {
  const { client, workers, troubles } = start();
  client.verify(job, broken);
  client.cancel("verify");
  client.verify(job, { without: [], every: true });
  vi.advanceTimersByTime(cancelLimit);
  expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
  expect(workers[1]?.asked).toMatchObject([{ type: "verify", every: true }]);
  expect(troubles).toEqual([]);
});

it("measures in a worker of its own, which ends with that", () => {
  const { client, workers } = start();
  client.run(job);
  client.measure(job);
  client.cancel("measure");
  expect(workers.map(({ ended }) => ended)).toEqual([false, true]);
});

it("gives each worker the file of bars before anything else, and more patience with it", () => {
  const { client, workers, troubles } = start();
  const file = { name: "bars.csv", size: 50_000_000, arrayBuffer: async () => new ArrayBuffer(0) };
  client.useFile(file);
  client.run(job);
  client.verify(job, { without: [], every: false });
  expect(workers.map(({ asked }) => asked.map(({ type }) => type))).toEqual([
    ["bars", "run"],
    ["bars", "verify"],
  ]);
  vi.advanceTimersByTime(2 * hangLimit);
  expect(troubles).toEqual([]);
  client.useFile({ ...file, name: "bars.parquet", size: 5_000_000 });
  client.run(job);
  vi.advanceTimersByTime(2 * hangLimit);
  expect(troubles).toEqual([]);
  client.useFile(undefined);
  expect(workers[0]?.asked.at(-1)).toEqual({ type: "bars", file: undefined });
});

it("answers questions, or nothing where the worker dies or fails", async () => {
  const { client, workers, troubles, say, idOf } = start();
  const query = { kind: "trades", index: combinationIndex(0n) } as const;
  const asked = client.ask(job, query);
  const answer = { kind: "trades", index: query.index, rows: [] } as const;
  say(0, { type: "answered", id: idOf(0), answer });
  expect(await asked).toEqual(answer);
  const failing = client.ask(job, query);
  say(0, { type: "failed", id: idOf(0), message: "no" });
  expect(await failing).toBeUndefined();
  const dying = client.identify(job);
  client.run(job);
  workers[0]?.onerror?.({ message: "out of memory" } as ErrorEvent);
  expect(await dying).toBeUndefined();
  expect(troubles).toMatchObject([{ task: "run", reason: "broken", message: "out of memory" }]);
});

it("says so when no worker can be made", () => {
  const troubles: BacktestTrouble[] = [];
  const client = createBacktestClient(
    () => {
      throw new Error("no workers here");
    },
    { heard: () => {}, troubled: (trouble) => troubles.push(trouble) },
  );
  client.run(job);
  expect(troubles).toMatchObject([{ task: "run", reason: "broken" }]);
});
