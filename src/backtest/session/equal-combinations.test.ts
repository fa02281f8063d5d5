import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import { planText } from "../../planner/plan-text.ts";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { groupBy } from "../../text/collections.ts";
import { emptyBars } from "../data/bars.ts";
import { dataSettingsOf } from "../data/source.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { everyCombination } from "../engine/combinations.ts";
import { runBacktest, type CombinationRun } from "../engine/run.ts";
import { chooseAll, chooseList, chosenAt } from "../sweep/chosen.ts";
import { prepareSweep } from "../sweep/sweep.ts";
import { arbitrarySweep } from "../test-support/arbitrary-sweep.ts";
import { findEqualCombinations, firstEqualPlaces } from "./equal-combinations.ts";

/** What is found among all combinations of a text, or among some. */
function find(text: string, some?: readonly bigint[]) {
  const planned = planText(text, "pyyaml");
  const { plan } = planned;
  const chosen = some
    ? chooseList(some.map(combinationIndex))
    : chooseAll(Number(plan.combinations));
  const sweep = prepareSweep(planned, { bars: noBars, seed: 1, barsPerYear: 252, chosen });
  const { diagnostics, ...found } = findEqualCombinations(planned, sweep);
  const messages = diagnostics.map(({ message }) => message);
  const lines = diagnostics.map(({ range }) => text.slice(0, range.start).split("\n").length);
  const firsts = firstEqualPlaces(sweep);
  const equal = groupBy(firsts.keys(), (place) => firsts[place] ?? -1);
  equal.delete(-1);
  const groups = Array.from(equal.values(), (places) =>
    places.map((place) => chosenAt(chosen, place)),
  ).filter(({ length }) => length > 1);
  return { ...found, groups, messages, lines };
}

const noBars = emptyBars(2);

const momentum = (parameters: string, grid: string, more = "") =>
  `strategies:
  - {type: momentum, parameters: {lookback_period: 2, ${parameters}}}
optimization:
  parameter_grids: {${grid}}
${more}`;

const why = (names: string) => `cannot differ in the simulation: only ${names}`;

describe("combinations that cannot differ", () => {
  it("are named with the axis that is in vain", () => {
    const text = fixture("silent/12-pct-without-method.yaml");
    expect(find(text)).toEqual({
      groups: [[0n, 1n]],
      count: 2,
      axes: ["position_size_pct"],
      messages: [`combinations 0 and 1 ${why("`position_size_pct` tells them apart")}`],
      lines: [5],
    });
    expect(find(`${text}risk: {position_size_method: percentage}`).groups).toEqual([]);
  });

  it("are told once for an axis, however many groups of them there are", () => {
    const text = momentum(
      "signal_threshold: [0.1, 0.2]",
      "execution.venue: [a, b, c, d, e, f], initial_capital: [1, 2]",
    );
    expect(find(text)).toMatchObject({
      count: 24,
      messages: [
        `combinations 0, 4, 8, 12 and 2 more ${why("`execution.venue` tells them apart; so it is with 3 more groups")}`,
      ],
    });
  });

  it.each([
    ["execution.slippage: [0.0005, 0.001], execution.slippage_bps: [5]", "`execution.slippage`"],
    ["risk.max_position_size: [1000, 1000.0]", "`risk.max_position_size`"],
    ["risk.commission: [0.1, 0.2], risk.max_position_size: [9]", "`risk.commission`"],
    ["execution.fill: [open, vwap]", "`execution.fill`"],
    ["lookback: [1, 2]", "`lookback`"],
    ["x.y: [1, 2]", "`x.y`"],
  ])("are found whatever makes them equal: %s", (grid, axis) => {
    expect(find(momentum("signal_threshold: 0.1", grid))).toMatchObject({
      count: 2,
      messages: [`combinations 0 and 1 ${why(`${axis} tells them apart`)}`],
    });
  });

  it("differ in two axes, in their strategies, or in nothing", () => {
    const two = find(momentum("signal_threshold: 0", "risk.a: [1, 2], risk.b: [1, 2]"));
    expect(two.axes).toEqual(["risk.a", "risk.b"]);
    expect(two.messages).toEqual([
      `combinations 0, 1, 2 and 3 ${why("`risk.a` and `risk.b` tell them apart")}`,
    ]);
    const rules = ["mean_reversion", "rsi_bands"].map((type) => `  - {type: ${type}}\n`);
    const strategies = find(`strategies:\n${rules.join("")}`);
    expect(strategies.messages).toEqual([
      `combinations 0 and 1 ${why("`strategy` tells them apart")}`,
    ]);
    expect(strategies.lines).toEqual([3]);
    expect(find(momentum("signal_threshold: [1, 1]", "")).messages).toEqual([
      "combinations 0 and 1 cannot differ in the simulation: they are written alike",
    ]);
  });

  it("are told of paired axes by the one that is in vain", () => {
    const paired = (values: string) =>
      momentum("signal_threshold: 0", `slippage: ${values}, execution.tier: [1, 2]`).replace(
        "optimization:",
        "optimization:\n  zip: [[slippage, execution.tier]]",
      );
    expect(find(paired("[0, 0.1]")).groups).toEqual([]);
    expect(find(paired("[0.1, 0.1]"))).toMatchObject({
      groups: [[0n, 1n]],
      axes: ["execution.tier"],
      lines: [5],
    });
  });

  it("are not claimed to be where chance fills their orders", () => {
    const grid = "execution.venue: [a, b]";
    const odds = (text: string) => momentum("signal_threshold: 0", grid, `execution: {${text}}`);
    expect(find(odds("fill_probability: 0.5"))).toMatchObject({ count: 0, messages: [] });
    expect(find(odds("fill_probability: 1.0")).count).toBe(2);
    const swept = momentum("signal_threshold: 0", `${grid}, execution.fill_probability: [1, 0.5]`);
    expect(find(swept)).toMatchObject({ groups: [[0n, 2n]], axes: ["execution.venue"] });
    expect(find(swept, [0n]).messages).toEqual([]);
  });

  it("are told of a sample by what nothing reads at all", () => {
    const text = momentum(
      "threshold: {min: 1, max: 1000000, step: 1}",
      "execution.venue: [a, b], lookback: [1, 2], initial_capital: [1, 2]",
    );
    const { count, messages } = find(text, [0n, 5_000_001n]);
    expect(count).toBe(0);
    expect(messages).toEqual([
      "combinations that differ only in `execution.venue` cannot differ in the simulation",
      "combinations that differ only in `threshold` cannot differ in the simulation",
    ]);
    // what one strategy does without another one reads
    const both = momentum("period: [1, 2]", "").replace(
      "\noptimization",
      "\n  - {type: breakout, parameters: {period: [1, 2]}}\noptimization",
    );
    expect(find(both, [0n]).messages).toEqual([]);
    expect(find(both).groups).toEqual([[0n, 1n]]);
  });

  it("have the same orders, fills and equity, bit for bit", { timeout: 60_000 }, () => {
    let pairs = 0;
    fc.assert(
      fc.property(sweepsInVain, fc.array(fc.nat(200), { maxLength: 3 }), (text, picked) => {
        const { plan } = planText(text, "pyyaml");
        const bars = syntheticBars({ ...dataSettingsOf(plan), bars: 60 });
        const chosen = [...everyCombination(plan)];
        const run = runBacktest(plan, "shared", bars, { seed: 1, barsPerYear: 252, chosen });
        const recordByIndex = new Map(run.combinations.map((one) => [one.index, recordOf(one)]));
        for (const group of find(text).groups) {
          pairs += group.length - 1;
          const records = group.map((index) => recordByIndex.get(index));
          expect({ text, group, distinct: new Set(records).size }).toMatchObject({ distinct: 1 });
        }
        const sample = [...new Set(picked)]
          .toSorted((a, b) => a - b)
          .map(BigInt)
          .filter((index) => index < plan.combinations);
        for (const message of find(text, sample).messages) {
          const name = /^combinations that differ only in `(.*)` cannot/.exec(message)?.[1];
          if (name === undefined) continue;
          const others = groupBy(run.combinations, ({ index }) => {
            const { strategy, grid, parameters } = plan.combinationAt(index);
            const keys = [...plan.workflow.grid, ...strategy.parameters].map(({ key }) => key);
            const places = [...grid, ...parameters].filter(
              (_, i) => keys[i]?.type !== "text" || keys[i].value !== name,
            );
            return [strategy.index, ...places].join();
          });
          for (const group of others.values()) {
            pairs += group.length - 1;
            const distinct = new Set(group.map(recordOf)).size;
            expect({ text, name, distinct }).toMatchObject({ distinct: 1 });
          }
        }
      }),
      { numRuns: 75 },
    );
    expect(pairs).toBeGreaterThan(250);
  });
});

/** Sweeps in which some fields are read by nothing; in half of them chance fills no order. */
const sweepsInVain = fc
  .tuple(
    arbitrarySweep,
    fc.boolean(),
    fc.subarray(["risk.trailing_stop: [1, 2]", "commission_rate: [1, 2]", "threshold: [1, 2]"]),
  )
  .map(([text, isSure, axes]) => {
    const swept = text
      .replace("parameter_grids: {", `parameter_grids: {${axes.join(", ")}, `)
      .replace("{, ", "{")
      .replace("execution: {", "execution: {commission_rate: 3, ");
    return isSure ? swept.replaceAll("fill_probability", "fill_odds") : swept;
  });

/** Everything about a combination's run but which containers it ran in; zeros of both signs stay two. */
function recordOf({ events, equity, metrics }: CombinationRun): string {
  const places = ["targetPortfolio", "source", "from", "to"];
  return JSON.stringify({ events, equity: [...equity], metrics }, (key, value: unknown) =>
    places.includes(key) ? undefined : Object.is(value, -0) ? "-0" : value,
  );
}
