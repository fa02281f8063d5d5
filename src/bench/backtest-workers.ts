import { Worker, workerData } from "node:worker_threads";
import { z } from "zod";
import { createLoop } from "../backtest/sweep/loop.ts";
import { planText } from "../planner/plan-text.ts";
import { gridBars, sweepOf, text } from "./backtest-grid.ts";
import { interleave } from "./measure.ts";
import { times, type Row, type SectionOptions } from "./row.ts";

const n = 100_000;
/** A round is short beside what else a machine does. */
const rounds = 101;
/** Places of the numbers that threads wait on: the round that is called, who is ready, who is done. */
const round = 0;
const ready = 1;
const done = 2;

const share = z.object({
  part: z.number(),
  parts: z.number(),
  control: z.instanceof(Int32Array),
});

/** A worker's life: for every round it compiles the plan and runs its part of the combinations. */
export function serveShare(): void {
  const { part, parts, control } = share.parse(workerData);
  const bars = gridBars(n);
  const planned = planText(text, "pyyaml");
  const run = () => {
    const { setup, work, chosen } = sweepOf(planned, bars);
    const from = Math.floor((chosen.count * part) / parts);
    createLoop(setup).rows(work, from, Math.floor((chosen.count * (part + 1)) / parts));
  };
  for (let i = 0; i < 5; i++) run();
  let seen = 0;
  signal(control, ready);
  while (true) {
    Atomics.wait(control, round, seen);
    seen = Atomics.load(control, round);
    if (seen < 0) return;
    run();
    signal(control, done);
  }
}

/** What a second worker gives: each runs half of the combinations, with the plan compiled in both. */
export function twoWorkers({ log }: SectionOptions): Row {
  log("two workers …");
  const one = startWorkers(1);
  const two = startWorkers(2);
  const timings = interleave(
    { one: () => callRound(one, 1), two: () => callRound(two, 2) },
    rounds,
  );
  for (const control of [one, two]) {
    Atomics.store(control, round, -1);
    Atomics.notify(control, round);
  }
  const ratio = timings.one.median / timings.two.median;
  return {
    work: "100,000 bars: two workers",
    ways: [
      { name: "one worker", timing: timings.one },
      { name: "two workers", timing: timings.two },
    ],
    outcome: `${times(timings.one.median, timings.two.median)} one worker`,
    reach: "≥ 1.4 ×",
    reached: ratio >= 1.4,
    gates: false,
  };
}

/** Starts workers of this very program, and waits until they have warmed up. */
function startWorkers(parts: number): Int32Array {
  const control = new Int32Array(new SharedArrayBuffer(12));
  for (let part = 0; part < parts; part++) {
    const program = process.argv[1];
    if (program === undefined) throw new Error("a program has a file");
    new Worker(program, { workerData: { part, parts, control } }).unref();
  }
  waitFor(control, ready, parts);
  return control;
}

/** Milliseconds from calling a round to the last worker's end of it. */
function callRound(control: Int32Array, parts: number): number {
  Atomics.store(control, done, 0);
  const start = performance.now();
  signal(control, round);
  waitFor(control, done, parts);
  return performance.now() - start;
}

function signal(control: Int32Array, place: number): void {
  Atomics.add(control, place, 1);
  Atomics.notify(control, place);
}

function waitFor(control: Int32Array, place: number, count: number): void {
  for (let now = Atomics.load(control, place); now < count; now = Atomics.load(control, place)) {
    Atomics.wait(control, place, now);
  }
}
