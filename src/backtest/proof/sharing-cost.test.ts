import { expect, it } from "vitest";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { everyCombination } from "../engine/combinations.ts";
import { barsOf, planOf } from "../test-support/runs.ts";
import { measureSharing, sharingLines } from "./sharing-cost.ts";

/** Measures with a clock that shows these times one after the other, again and again. */
function measure(text: string, times: readonly number[], n = 5, rounds = 2) {
  const plan = planOf(text);
  let looked = 0;
  let now = 0;
  const clock = () => (now += times[looked++ % times.length] ?? 0);
  const chosen = [...everyCombination(plan)];
  const bars = barsOf(Array.from({ length: n }, (_, i) => i + 1));
  return measureSharing(plan, bars, { seed: 1, chosen, clock, rounds });
}

const seed = fixture("../../examples/seed.yaml");

it("counts containers, adapters and events of both topologies", () => {
  const { naive, shared, ratios } = measure(seed, [1]);
  expect([naive.containers, shared.containers]).toEqual([33, 19]);
  // 25 and 4 of the plan, and what completes them: 2 + 8 and 2 + 1
  expect([naive.adapters, shared.adapters]).toEqual([35, 7]);
  // 5 bars: BAR and FEATURE for 8 strategies, SIGNAL, BAR, PORTFOLIO; BAR for 8 or 1 execution
  expect([naive.delivered, shared.delivered]).toEqual([5 * 8 * 6, 5 * (8 * 5 + 1)]);
  expect(ratios.containers.median).toBe(33 / 19);
  expect(naive.memory).toBeGreaterThan(shared.memory);
});

it("takes ratios within a round, and leaves the first one out", () => {
  // began, built, ended of naive, then of shared; in the second round the other way round
  const times = [0, 90, 900, 0, 9, 9, 0, 2, 10, 0, 4, 30, 0, 6, 30, 0, 2, 30];
  const { naive, shared, ratios, rounds } = measure(seed, times);
  expect(rounds).toBe(2);
  // 8 combinations are built 25 times over
  expect(naive.startUp).toEqual({ median: 5 / 25, lower: 5 / 25, upper: 5 / 25 });
  expect(shared.startUp).toEqual({ median: 2 / 25, lower: 2 / 25, upper: 2 / 25 });
  expect(ratios.startUp.median).toBe(2.5);
  expect(ratios.run.median).toBe((30 / 10 + 30 / 30) / 2);
});

it("calls small effects small, and none none", () => {
  const lines = sharingLines(measure(seed, [0, 20, 8, 0, 5, 10, 0, 10, 5, 0, 10, 10]));
  expect(lines[0]).toBe("containers 33 → 19, 1.74 ×");
  expect(lines[1]).toBe("adapters with completions 35 → 7, 5.00 ×");
  expect(lines[3]).toBe("events delivered over 5 bars 240 → 205, 1.17 ×: a small saving");
  const even = sharingLines(measure(seed, [1])).join("\n");
  expect(even).toContain("start-up 0.0400 → 0.0400 ms, 1.00 ×: no difference that shows");
  expect(even).toContain("time per event 4.17 → 4.88 µs, 0.85 ×: sharing costs more here");
});

it("takes fewer bars where there are many combinations", () => {
  const values = Array.from({ length: 4000 }, (_, i) => i + 1).join(", ");
  const cost = measure(
    `strategies: [{type: breakout, parameters: {period: [${values}]}}]`,
    [1],
    60,
    1,
  );
  expect(cost).toMatchObject({ bars: 50, combinations: 4000 });
  expect(Math.floor(cost.naive.delivered / (4000 * 6))).toBe(50);
});
