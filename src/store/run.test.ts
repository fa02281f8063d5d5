import { beforeEach, expect, it } from "vitest";
import type { BacktestClient } from "../backtest/client.ts";
import { figureNames, type ProofView, type RunJob, type RunOutline } from "../backtest/protocol.ts";
import { combinationIndex } from "../planner/model.ts";
import type { PlanView } from "../planner/answer/view.ts";
import {
  askRun,
  connectRuns,
  followPlan,
  initialRun,
  proofState,
  runStore,
  startRun,
  stopRun,
  takeReply,
  takeTrouble,
  verify,
} from "./run.ts";
import { initialState } from "./state.ts";
import { store } from "./store.ts";

const ran: RunJob[] = [];
const client: BacktestClient = {
  useFile: () => {},
  run: (job) => void ran.push(job),
  verify: () => {},
  measure: () => {},
  cancel: () => {},
  ask: async (job) => ({ kind: "unavailable", reason: job.text }),
  identify: async ({ text }) => text.replace("# comment ", ""),
  close: () => {},
};
connectRuns(async () => client);
followPlan();

function plan(rev: number, text: string): void {
  store.setState({ lastPlan: { rev, text, view: { reading: "pyyaml" } as PlanView } });
}
/** Lets promises settle, and what is loaded lazily arrive. */
const settle = async (): Promise<void> => {
  await import("./kept-bars.ts");
  await new Promise((done) => void setTimeout(done, 20));
};

beforeEach(() => {
  store.setState(initialState, true);
  runStore.setState(initialRun, true);
  ran.length = 0;
});

const outline: RunOutline = {
  rev: 1,
  combinations: 2n,
  matching: 2n,
  sampled: false,
  indices: [combinationIndex(0n), combinationIndex(1n)],
  parameters: [],
  notSimulated: [],
  notes: [],
  bars: 10,
  seed: 1,
  file: undefined,
  identity: "a",
};
const batch = (place: number, from: number) => ({
  places: Int32Array.of(place),
  figures: Float64Array.from(figureNames, (_, i) => from + i),
});

it("puts results at their places under their names, as they come", async () => {
  plan(1, "a");
  startRun();
  await settle();
  takeReply("run", { type: "outlined", id: 0, outline }, 0);
  takeReply("run", { type: "results", id: 0, batch: batch(1, 100), reused: 1 }, 1);
  const { shown } = runStore.getState();
  expect(shown).toMatchObject({ done: 1, reused: 1, finished: false });
  expect(figureNames.map((name) => shown?.figures[name][1])).toEqual(
    figureNames.map((_, i) => 100 + i),
  );
  expect([...(shown?.known ?? [])]).toEqual([0, 1]);
  takeReply("run", { type: "ran", id: 0, milliseconds: 3 }, 2);
  expect(runStore.getState()).toMatchObject({ status: "done", shown: { finished: true } });
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
  expect(runStore.getState().shown?.rev).toBe(1);
  takeReply("run", { type: "results", id: 1, batch: batch(1, 2), reused: 0 }, 500);
  expect(runStore.getState().shown?.rev).toBe(2);
  // questions are about the text whose results are shown
  expect(await askRun({ kind: "trades", index: combinationIndex(0n) })).toMatchObject({
    reason: "ab",
  });
  stopRun();
  expect(runStore.getState()).toMatchObject({ status: "cancelled", live: false });
  plan(3, "abc");
  await settle();
  expect(ran).toHaveLength(2);
});

it("says that a proof is stale after an edit that changes what runs, and not after a comment", async () => {
  expect(proofState(runStore.getState())).toBe("none");
  plan(1, "a");
  void verify();
  expect(proofState(runStore.getState())).toBe("running");
  const proof = { rev: 1, status: "identical", identity: "a" } as ProofView;
  takeReply("verify", { type: "proved", id: 0, proof }, 0);
  expect(proofState(runStore.getState())).toBe("equal");
  plan(2, "# comment a");
  await settle();
  expect(proofState(runStore.getState())).toBe("equal");
  plan(3, "b");
  await settle();
  expect(proofState(runStore.getState())).toBe("stale");
  plan(4, "a");
  await settle();
  expect(proofState(runStore.getState())).toBe("equal");
});

it("says why nothing runs, and no longer tries by itself", async () => {
  plan(1, "a");
  startRun();
  await settle();
  takeReply("run", { type: "refused", id: 0, errors: ["bars.csv: line 3: no"] }, 0);
  expect(runStore.getState()).toMatchObject({ status: "refused", live: true });
  takeTrouble("run", "The backtest was ended");
  expect(runStore.getState()).toMatchObject({ status: "failed", live: false });
  expect(runStore.getState().errors).toEqual([
    "The backtest was ended. Your text is as you left it.",
  ]);
});
