import { expect, it } from "vitest";
import { chooseAll } from "../../backtest/sweep/chosen.ts";
import { costOf, estimateRun, runsUnasked } from "./run-estimate.ts";
import { initialRun, type RunRecord } from "./run-record.ts";
import { emptyRun, type ShownRun } from "./run-results.ts";

const job = { rev: 1, text: "a", reading: "pyyaml", filters: [] } as const;

function ran(given: Partial<ShownRun>): ShownRun {
  const outline = {
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
    bars: 2000,
    seed: 1,
    file: undefined,
    identity: "a",
  };
  return { ...emptyRun(outline, job), ...given };
}

/** The record after a run, which took so long for each bar of a combination. */
const after = (result: ShownRun, more: Partial<RunRecord> = {}): RunRecord => ({
  ...initialRun,
  tasks: { ...initialRun.tasks, run: { status: "done", result } },
  ...more,
});

it("learns from a run what a bar of a combination takes, and nothing from a short or known one", () => {
  expect(costOf(ran({ done: 10_000, milliseconds: 400 }))).toBe(2e-5);
  expect(costOf(ran({ done: 10_000, reused: 5000, milliseconds: 400 }))).toBe(4e-5);
  expect(costOf(ran({ done: 10_000, reused: 9999, milliseconds: 400 }))).toBeUndefined();
  expect(costOf(ran({ done: 10, milliseconds: 90 }))).toBeUndefined();
  expect(costOf(ran({ done: 10_000 }))).toBeUndefined();
});

it("estimates by the number of combinations, and knows that beyond a limit a sample runs", () => {
  const record = after(ran({}), { cost: 1e-5 });
  expect(estimateRun(record, 1000n)).toEqual({ combinations: 1000, milliseconds: 20 });
  expect(estimateRun(record, 1_000_000n)?.milliseconds).toBeCloseTo(20_000, 6);
  expect(estimateRun(record, 1_000_001n)).toMatchObject({ combinations: 2000 });
  // 10^11 bars of combinations
  const long = after(ran({ bars: 1_000_000 }), { cost: 1e-5 });
  expect(estimateRun(long, 100_000n)?.combinations).toBe(100_000);
  expect(estimateRun(long, 100_001n)?.combinations).toBe(2000);
  expect(estimateRun(initialRun, 1_000_000n)).toBeUndefined();
});

it("counts what passes the filters of the last run", () => {
  const filters = [{ column: "grid:commission", values: ["0.1"] }] as unknown;
  const record = after(ran({ matching: 50n }), { filters: filters as RunRecord["filters"] });
  expect(estimateRun(record, 1_000_000n)?.combinations).toBe(50);
});

it("asks before a run that takes two seconds", () => {
  expect(runsUnasked({ combinations: 1, milliseconds: 1999 })).toBe(true);
  expect(runsUnasked({ combinations: 1, milliseconds: 2000 })).toBe(false);
});
