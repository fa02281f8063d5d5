import { afterEach, beforeEach, expect, it } from "vitest";
import type { BacktestClient } from "../../backtest/session/client.ts";
import {
  type ProofRequest,
  type ProofView,
  type RunJob,
  type RunOutline,
} from "../../backtest/session/protocol.ts";
import { chooseAll } from "../../backtest/sweep/chosen.ts";
import { figureNames, rowNames } from "../../backtest/sweep/figure-columns.ts";
import type { PlanView } from "../../planner/answer/view.ts";
import { combinationIndex } from "../../planner/model.ts";
import { initialState } from "../state.ts";
import { change, store } from "../store.ts";
import { errorsOf, isBusy, proofState, type RunProgress } from "./run-record.ts";
import { askRun, cancelTask, measure, runOnDemand, startRun, takeTrouble, verify } from "./run.ts";
import { takeReply } from "./take-reply.ts";

let stop = (): void => {};
const ran: RunJob[] = [];
const toProve: ProofRequest[] = [];
const client: BacktestClient = {
  useFile: () => {},
  run: (job) => void ran.push(job),
  verify: (_, request) => void toProve.push(request),
  measure: () => {},
  cancel: () => {},
  ask: async (job) => ({ kind: "unavailable", reason: job.text }),
  identify: async ({ text }) => text.replace("# comment ", ""),
  close: () => {},
};
const task = () => store.getState().run.tasks.run;
const proof = (): string => proofState(store.getState().run);

function plan(rev: number, text: string, combinations = 2n): void {
  const lastPlan = { rev, text, view: { reading: "pyyaml", combinations } as PlanView };
  change("plan", (record) => ({ ...record, lastPlan }));
}
/** Lets promises settle, and what is loaded lazily arrive. */
const settle = async (): Promise<void> => {
  await import("./kept-bars.ts");
  await new Promise((done) => void setTimeout(done, 20));
};

beforeEach(() => {
  store.setState(initialState, true);
  stop = runOnDemand(async () => client);
  ran.length = 0;
  toProve.length = 0;
});
afterEach(() => stop());

const outline: RunOutline = {
  rev: 1,
  combinations: 2n,
  matching: 2n,
  sampled: false,
  chosen: chooseAll(2),
  parameters: [],
  notSimulated: { count: 0, reasons: [], codes: undefined },
  equal: { count: 0, axes: [] },
  notes: [],
  fileNotes: [],
  bars: 10,
  seed: 1,
  file: undefined,
  identity: "a",
};
const batch = (place: number, from: number) => ({
  places: Int32Array.of(place),
  rows: Float64Array.from(rowNames, (_, i) => from + i),
});

it("puts results at their places under their names, as they come", async () => {
  plan(1, "a");
  startRun();
  await settle();
  takeReply("run", { type: "outlined", id: 0, outline }, 0);
  takeReply("run", { type: "results", id: 0, batch: batch(1, 100), reused: 1 }, 1);
  const shown = task().result;
  expect(shown).toMatchObject({ done: 1, reused: 1, finished: false });
  expect(figureNames.map((name) => shown?.figures[name][1])).toEqual(
    figureNames.map((_, i) => 100 + i),
  );
  expect([...(shown?.known ?? [])]).toEqual([0, 1]);
  expect(shown?.ranges.trades).toEqual({ low: 105, high: 105 });
  takeReply("run", { type: "ran", id: 0, milliseconds: 3 }, 2);
  expect(task()).toMatchObject({ status: "done", result: { finished: true } });
});

it("runs again after every edit until it is cancelled, and keeps the last results meanwhile", async () => {
  plan(1, "a");
  startRun();
  await settle();
  takeReply("run", { type: "outlined", id: 0, outline }, 0);
  takeReply("run", { type: "results", id: 0, batch: batch(0, 1), reused: 0 }, 0);
  takeReply("run", { type: "ran", id: 0, milliseconds: 3 }, 0);
  plan(2, "ab");
  await settle();
  expect(ran.map(({ rev }) => rev)).toEqual([1, 2]);
  takeReply("run", { type: "outlined", id: 1, outline: { ...outline, rev: 2 } }, 0);
  takeReply("run", { type: "results", id: 1, batch: batch(0, 2), reused: 0 }, 5);
  expect(task().result?.rev).toBe(1);
  takeReply("run", { type: "results", id: 1, batch: batch(1, 2), reused: 0 }, 500);
  expect(task().result?.rev).toBe(2);
  // questions are about the text whose results are shown
  expect(await askRun({ kind: "trades", index: combinationIndex(0n) })).toMatchObject({
    reason: "ab",
  });
  cancelTask("run");
  expect([task().status, store.getState().run.live]).toEqual(["cancelled", false]);
  plan(3, "abc");
  await settle();
  expect(ran).toHaveLength(2);
});

it("offers a run that would take a while instead of starting it by itself", async () => {
  plan(1, "a");
  startRun();
  await settle();
  const long = { ...outline, bars: 2000 };
  takeReply("run", { type: "outlined", id: 0, outline: long }, 0);
  takeReply("run", { type: "results", id: 0, batch: batch(0, 1), reused: 0 }, 0);
  takeReply("run", { type: "ran", id: 0, milliseconds: 3 }, 0);
  plan(2, "ab", 1_000_000n);
  await settle();
  expect(ran.map(({ rev }) => rev)).toEqual([1]);
  expect(store.getState().run.offer).toMatchObject({ combinations: 1_000_000 });
  // not where the edit is taken back
  plan(3, "a", 1_000_000n);
  expect(store.getState().run.offer).toBeUndefined();
  plan(4, "ab", 1_000_000n);
  // it takes the offer's place where it is asked for
  startRun();
  await settle();
  expect(ran.map(({ rev }) => rev)).toEqual([1, 4]);
  expect(store.getState().run.offer).toBeUndefined();
  // and an edit that makes it small is followed again
  plan(5, "abc", 1_000_000n);
  plan(6, "a", 2n);
  await settle();
  expect(ran.map(({ rev }) => rev)).toEqual([1, 4, 6]);
  expect(store.getState().run.offer).toBeUndefined();
});

it("shows a large run once a second, tells how long it takes, and keeps all that it found", async () => {
  plan(1, "a", 30_000n);
  startRun();
  await settle();
  takeReply(
    "run",
    { type: "outlined", id: 0, outline: { ...outline, chosen: chooseAll(30_000) } },
    0,
  );
  const shown: (number | undefined)[] = [];
  for (const [place, now] of [100, 300, 900, 1099, 1101, 1500].entries()) {
    takeReply("run", { type: "results", id: 0, batch: batch(place, 1), reused: 0 }, now);
    shown.push(task().result?.done);
  }
  expect(shown).toEqual([1, 1, 1, 1, 5, 5]);
  const { progress } = task() as { progress: RunProgress };
  expect(progress.coming?.done).toBe(6);
  expect(progress.left).toBe((1500 / 6) * 29_994);
  cancelTask("run");
  expect(task()).toMatchObject({ status: "cancelled", result: { done: 6 } });
});

it("says that a proof is stale after an edit that changes what runs, and not after a comment", async () => {
  expect(proof()).toBe("none");
  plan(1, "a");
  void verify();
  expect(proof()).toBe("running");
  const proved = { rev: 1, status: "identical", identity: "a" } as ProofView;
  takeReply("verify", { type: "proved", id: 0, proof: proved }, 0);
  expect(proof()).toBe("equal");
  plan(2, "# comment a");
  await settle();
  expect(proof()).toBe("equal");
  plan(3, "b");
  await settle();
  expect(proof()).toBe("stale");
  plan(4, "a");
  await settle();
  expect(proof()).toBe("equal");
});

it("says why nothing runs, and no longer tries by itself", async () => {
  plan(1, "a");
  startRun();
  await settle();
  takeReply("run", { type: "refused", id: 0, errors: ["bars.csv: line 3: no"] }, 0);
  expect([task().status, store.getState().run.live]).toEqual(["refused", true]);
  takeTrouble("run", "The backtest was ended");
  expect([task().status, store.getState().run.live]).toEqual(["failed", false]);
  expect(errorsOf(task())).toEqual(["The backtest was ended. Your text is as you left it."]);
});

it("keeps what each task says of itself, whatever the others do", async () => {
  plan(1, "a");
  startRun();
  await settle();
  takeReply("run", { type: "refused", id: 0, errors: ["bars.csv: line 3: no"] }, 0);
  void verify();
  void measure();
  expect(errorsOf(task())).toEqual(["bars.csv: line 3: no"]);
  takeTrouble("verify", "The proof was ended");
  const { tasks } = store.getState().run;
  expect(errorsOf(tasks.verify)).toEqual(["The proof was ended. Your text is as you left it."]);
  expect([tasks.run.status, tasks.measure.status]).toEqual(["refused", "running"]);
  cancelTask("measure");
  expect(isBusy(store.getState().run)).toBe(false);
  expect(store.getState().run.tasks.measure.status).toBe("cancelled");
});

it("asks for a sampled proof, for all combinations, or for one that is broken on purpose", async () => {
  plan(1, "a");
  for (const request of [{}, { every: true }, { without: ["ledger"] }] as const) {
    await verify(request);
    cancelTask("verify");
  }
  expect(toProve).toEqual([
    { without: [], every: false },
    { without: [], every: true },
    { without: ["ledger"], every: false },
  ]);
});

it("says nothing more of a task that was cancelled, and keeps the last result", async () => {
  plan(1, "a");
  startRun();
  await settle();
  takeReply("run", { type: "outlined", id: 0, outline }, 0);
  takeReply("run", { type: "results", id: 0, batch: batch(0, 1), reused: 0 }, 0);
  cancelTask("run");
  takeReply("run", { type: "results", id: 0, batch: batch(1, 1), reused: 0 }, 1);
  takeReply("verify", { type: "progress", id: 1, done: 0.5, doing: "late" }, 1);
  expect(task()).toMatchObject({ status: "cancelled", result: { done: 1 } });
  expect(proof()).toBe("none");
});

it("tries again to load an engine that could not be loaded", async () => {
  stop();
  store.setState(initialState, true);
  let tries = 0;
  stop = runOnDemand(async () => {
    tries += 1;
    if (tries === 1) throw new Error("no network");
    return client;
  });
  plan(1, "a");
  startRun();
  await settle();
  expect(errorsOf(task())).toEqual([
    "The backtest engine could not be loaded. Your text is as you left it.",
  ]);
  startRun();
  await settle();
  expect([task().status, ran.length]).toEqual(["running", 1]);
});
