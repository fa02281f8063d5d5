import { describe, expect, it } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import { planOf } from "../test-support/runs.ts";
import { combinationKeys } from "./combinations.ts";
import { selectEvenly, selectForProof, selectFrom } from "./selection.ts";

const range = (count: number): string => `{min: 1, max: ${count}, step: 1}`;
const sweepOf = (parameters: string): string =>
  `strategies: [{type: breakout, parameters: {${parameters}}}]\n`;

describe("a run", () => {
  it.each([1999, 2000, 2001])("takes all of 2000 combinations, and a sample of %i", (count) => {
    const plan = planOf(sweepOf(`period: ${range(count)}`));
    const some = { count: plan.combinations, at: combinationIndex };
    for (const { chosen, sampled } of [
      selectEvenly(plan),
      selectForProof(plan),
      selectFrom(some),
    ]) {
      expect([chosen.length, new Set(chosen).size]).toEqual([
        Math.min(count, 2000),
        Math.min(count, 2000),
      ]);
      expect(sampled).toBe(count > 2000);
    }
  });

  it.each([
    [2, 10_000],
    [3, 6667],
  ])("counts equal combinations over a plan of up to 20,000, not of %i × %i", (equal, values) => {
    const plan = planOf(sweepOf(`period: [${"1, ".repeat(equal)}], x: ${range(values)}`));
    const [last] = combinationKeys(plan, [combinationIndex(plan.combinations - 1n)]);
    // of a sample of a larger plan it is the first
    expect(last?.occurrence).toBe(equal * values > 20_000 ? 0 : equal - 1);
  });
});
