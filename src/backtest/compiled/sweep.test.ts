import { describe, expect, it } from "vitest";
import type { CombinationIndex } from "../../planner/model.ts";
import { planText } from "../../planner/plan-text.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { everyCombination } from "../engine/combinations.ts";
import { runBacktest } from "../engine/run.ts";
import { createSweepMemory, type SweepMemory } from "./sweep.ts";

const timeframe = readTimeframe("1h");
if (!timeframe) throw new Error("1h is a timeframe");
const barsOf = (seed: number) =>
  syntheticBars({ bars: 300, seed, timeframe, drift: 0.1, volatility: 0.5 });
const bars = barsOf(1);
const { barsPerYear } = timeframe;

/** A workflow whose orders are filled by chance, so that a wrong random stream shows. */
const textOf = (lookbacks: string, commissions: string, extra = "") => `strategies:
  - type: momentum
    parameters: {lookback_period: ${lookbacks}, signal_threshold: 0.005}
${extra}
optimization: {parameter_grids: {commission: ${commissions}}}
risk: {max_position_size: 0.5}
execution: {fill_probability: 0.6, slippage: 0.001}
`;

function sweep(memory: SweepMemory, text: string, over = bars, seed = 1) {
  const { plan } = planText(text, "pyyaml");
  const chosen = [...everyCombination(plan)];
  const start = memory.start(plan, over, { seed, barsPerYear, chosen });
  if (start.status === "refused") throw new Error(start.reason);
  const results = [...start.sweep.results()];
  const byIndex = results.toSorted((a, b) => (a.index < b.index ? -1 : 1));
  const truth = runBacktest(plan, "naive", over, { seed, barsPerYear, chosen });
  return {
    ...start.sweep,
    count: start.sweep.simulated.length,
    reused: results.filter(({ reused }) => reused).length,
    found: byIndex.map(({ index, metrics }) => ({ index, metrics })),
    expected: truth.combinations.map(({ index, metrics }) => ({ index, metrics })),
  };
}

describe("a sweep that follows an edit", () => {
  it("runs only what is new, although its combinations are numbered anew", () => {
    const memory = createSweepMemory();
    const first = sweep(memory, textOf("[5, 10]", "[0.001, 0.002]"));
    expect(first.reused).toBe(0);
    expect(first.found).toEqual(first.expected);
    const more = sweep(memory, textOf("[3, 5, 10]", "[0, 0.001, 0.002]"));
    expect([more.count, more.reused]).toEqual([9, 4]);
    expect(more.found).toEqual(more.expected);
    const fewer = sweep(memory, textOf("[10]", "[0.002]"));
    expect([fewer.count, fewer.reused]).toEqual([1, 1]);
    expect(fewer.found).toEqual(fewer.expected);
  });

  it("tells equal combinations apart", () => {
    const memory = createSweepMemory();
    const once = sweep(memory, textOf("[5]", "[0.001]"));
    const twice = sweep(memory, textOf("[5, 5]", "[0.001]"));
    expect([twice.count, twice.reused]).toEqual([2, 1]);
    expect(twice.found).toEqual(twice.expected);
    expect(twice.found[0]?.metrics).toEqual(once.found[0]?.metrics);
    expect(twice.found[1]?.metrics).not.toEqual(once.found[0]?.metrics);
  });

  it("forgets everything with other bars or another seed", () => {
    const memory = createSweepMemory();
    const text = textOf("[5, 10]", "[0.001]");
    sweep(memory, text);
    const others = barsOf(2);
    expect(sweep(memory, text, others).reused).toBe(0);
    const reseeded = sweep(memory, text, others, 2);
    expect(reseeded.reused).toBe(0);
    expect(reseeded.found).toEqual(reseeded.expected);
    expect(sweep(memory, text, others, 2).reused).toBe(2);
  });

  it("keeps what a stopped one had found", () => {
    const memory = createSweepMemory();
    const text = textOf("[5, 10, 15]", "[0.001]");
    const { plan } = planText(text, "pyyaml");
    const chosen = [...everyCombination(plan)];
    const start = memory.start(plan, bars, { seed: 1, barsPerYear, chosen });
    if (start.status === "refused") throw new Error(start.reason);
    for (const { reused } of start.sweep.results()) {
      expect(reused).toBe(false);
      break;
    }
    expect(sweep(memory, text).reused).toBe(1);
  });
});

it.each([20_000, 20_001])(
  "remembers 20,000 combinations, and forgets the oldest of %i",
  (count) => {
    const memory = createSweepMemory();
    const { plan } = planText(
      `strategies: [{type: breakout, parameters: {period: 1, x: {min: 1, max: ${count}, step: 1}}}]`,
      "pyyaml",
    );
    const few = syntheticBars({ bars: 2, seed: 1, timeframe, drift: 0, volatility: 0.1 });
    /** Whether each of some combinations was remembered. */
    const reused = (chosen: readonly CombinationIndex[]): readonly boolean[] => {
      const start = memory.start(plan, few, { seed: 1, barsPerYear, chosen });
      if (start.status === "refused") throw new Error(start.reason);
      return Array.from(start.sweep.results(), (result) => result.reused);
    };
    const all = [...everyCombination(plan)];
    expect(reused(all).filter(Boolean)).toEqual([]);
    expect(reused(all.slice(0, 2))).toEqual(count > 20_000 ? [true, false] : [true, true]);
  },
);

it("names combinations that it cannot simulate", () => {
  const text = textOf("[5]", "[0.001]", "  - type: pairs\n    parameters: {spread: [1, 2]}");
  const { count, notSimulated, found, expected } = sweep(createSweepMemory(), text);
  expect(count).toBe(1);
  expect(notSimulated.map(({ reason }) => reason)).toEqual([
    "no simulation for type pairs",
    "no simulation for type pairs",
  ]);
  expect(found).toEqual(expected);
});
