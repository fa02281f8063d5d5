import fc from "fast-check";
import { expect, it } from "vitest";
import { planText } from "../../planner/plan-text.ts";
import { arbitraryAnyConfig } from "../../planner/test-support/arbitrary-rules.ts";
import { printYaml } from "../../planner/test-support/print-yaml.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { everyCombination } from "../engine/combinations.ts";
import { runBacktest } from "../engine/run.ts";
import { arbitrarySweep } from "../test-support/arbitrary-sweep.ts";
import { chooseAll, chooseList, chosenAt } from "./chosen.ts";
import { rowNames, rowLength } from "./figure-columns.ts";
import { createLoop } from "./loop.ts";
import { prepareSweep } from "./sweep.ts";

const timeframe = readTimeframe("1h");
if (!timeframe) throw new Error("1h is a timeframe");
const { barsPerYear } = timeframe;
const seed = 3;
const bars = syntheticBars({ bars: 60, seed, timeframe, drift: 0.1, volatility: 0.8 });

/** Texts with every rule of a backtest, and texts with every kind of axis, rule and alternative. */
const texts = fc.oneof(
  { weight: 3, arbitrary: arbitrarySweep },
  fc.tuple(arbitraryAnyConfig, fc.nat()).map(([config, order]) => {
    return printYaml(config, { seed: order, shuffle: false });
  }),
);

it("gives every combination what the containers give it, whatever else is chosen", () => {
  let simulated = 0;
  fc.assert(
    fc.property(texts, fc.constantFrom(1, 1, 2, 3), fc.nat(), (text, every, cut) => {
      const planned = planText(text, "pyyaml");
      const { plan } = planned;
      fc.pre(plan.combinations > 0n && plan.combinations <= 200n);
      const indices = [...everyCombination(plan)].filter((_, i) => i % every === 0);
      const chosen = every === 1 ? chooseAll(indices.length) : chooseList(indices);
      const truth = runBacktest(plan, "naive", bars, { seed, barsPerYear, chosen: indices });
      const sweep = prepareSweep(planned, { bars, seed, barsPerYear, chosen });
      const loop = createLoop(sweep.setup);
      // in two parts, the later one first
      const middle = cut % (chosen.count + 1);
      const later = loop.rows(sweep.work, middle, chosen.count);
      const rows = Float64Array.of(...loop.rows(sweep.work, 0, middle), ...later);
      const expected = new Map(truth.combinations.map((one) => [one.index, one.metrics]));
      simulated += expected.size;
      for (let place = 0; place < chosen.count; place++) {
        const metrics = expected.get(chosenAt(chosen, place));
        const row = [...rows.subarray(place * rowLength, (place + 1) * rowLength)];
        expect(row).toEqual(rowNames.map((name) => metrics?.[name] ?? Number.NaN));
      }
      const unknown = new Map<string, number>();
      for (const { reason } of truth.notSimulated)
        unknown.set(reason, (unknown.get(reason) ?? 0) + 1);
      expect(sweep.notSimulated).toEqual(
        Array.from(unknown, ([reason, combinations]) => ({ reason, combinations })),
      );
      expect(sweep.simulated).toBe(expected.size);
      expect(sweep.optimistic).toBe(truth.built.optimistic);
      expect(new Set(sweep.notes)).toEqual(new Set(truth.notes));
    }),
    { numRuns: 300 },
  );
  expect(simulated).toBeGreaterThan(500);
});
