import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationIndex } from "../../planner/model.ts";
import { arbitraryAnyConfig } from "../../planner/test-support/arbitrary-rules.ts";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { printYaml } from "../../planner/test-support/print-yaml.ts";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import type { Isolation } from "../engine/build.ts";
import { arbitrarySweep } from "../test-support/arbitrary-sweep.ts";
import { barsOf, planOf, runAll } from "../test-support/runs.ts";
import { proofText } from "./proof-text.ts";
import { verifyPlan, type ProofOptions } from "./proof.ts";

/** An example of the app. */
const example = (name: string) => fixture(`../../examples/${name}.yaml`);

const timeframe = readTimeframe("1d") ?? expect.fail("1d is a timeframe");
const synthetic = (bars: number, seed = 1) =>
  syntheticBars({ bars, seed, timeframe, drift: 0.05, volatility: 0.2 });

function verify(text: string, bars = synthetic(400), options: Partial<ProofOptions> = {}) {
  return verifyPlan(planOf(text), bars, { seed: 1, barsPerYear: 252, ...options });
}

/** A sweep with everything that keeps state: chance, stops, shorts. */
const everything = (text: string) =>
  text
    .replace(/^execution:$/m, "execution:\n  fill_probability: 0.7")
    .replace(
      /^risk:$/m,
      "risk:\n  stop_loss: 0.03\n  take_profit: 0.1\n  max_drawdown: 0.4\n  allow_short: true",
    );

describe("the shared plan gives what the naive one gives", () => {
  it("for the seed's example over 2,000 bars", () => {
    const proof = verify(example("seed"), synthetic(2000));
    expect(proof).toMatchObject({ status: "identical", compared: 8, wrong: [], first: undefined });
    expect(proofText(proof)).toMatch(
      /^8\/8 combinations identical · 2,000 bars · (\d,\d{3}|\d+) fills$/,
    );
    expect(proof.fills).toBeGreaterThan(500);
    expect(proof.digests.naive).toBe(proof.digests.shared);
  });

  it.each([
    ["fee-grid", 16],
    ["strategy-risk", 4],
  ])("for %s", (name, combinations) => {
    const proof = verify(example(name), synthetic(2000));
    expect(proof).toMatchObject({ status: "identical", compared: combinations });
  });

  it.each(["seed", "fee-grid", "strategy-risk"])("with chance, stops and shorts for %s", (name) => {
    const proof = verify(everything(example(name)), synthetic(1000));
    expect(proof.status).toBe("identical");
    const rejects = proof.naive.flatMap((run) => [...run.rejectsByReason.keys()]);
    expect(rejects).toContain("not_filled");
    const { combinations } = runAll(everything(example(name)), synthetic(1000));
    const causes = combinations.flatMap(({ orders }) => orders.map(({ event }) => event.cause));
    expect(new Set(causes)).toEqual(new Set(["signal", "stop_loss", "take_profit", "end_of_data"]));
  });

  it("for random sweeps, sampled or not", () => {
    fc.assert(
      fc.property(
        arbitrarySweep,
        fc.integer({ min: 2, max: 60 }),
        fc.nat({ max: 1000 }),
        fc.constantFrom(3, 2000),
        (text, n, seed, most) => {
          const proof = verify(text, synthetic(n, seed), { seed, most });
          expect(proof.first).toBeUndefined();
          expect(proof.digests.naive).toBe(proof.digests.shared);
        },
      ),
      { numRuns: 150 },
    );
  });
});

it("runs whatever a document says, hostile or not", () => {
  fc.assert(
    fc.property(arbitraryAnyConfig, (config) => {
      const proof = verifyPlan(
        planOf(printYaml(config, { seed: 1, shuffle: false })),
        synthetic(12),
        {
          seed: 1,
          barsPerYear: 252,
          most: 20,
        },
      );
      expect(proof.status).toBe("identical");
    }),
    { numRuns: 150 },
  );
});

describe("the proof can fail", () => {
  const broken = (text: string, isolation: Isolation) =>
    verify(everything(text), synthetic(300), { without: new Set([isolation]) });

  it.each<[Isolation, string, number, string]>([
    ["routing", "seed", 8, "execution_0"],
    ["routing", "fee-grid", 16, "risk_0"],
    ["ledger", "seed", 8, "risk_0"],
    ["ledger", "fee-grid", 16, "risk_0"],
    ["stream", "seed", 8, "execution_0"],
    ["stream", "fee-grid", 16, "execution_0"],
  ])("without %s, for %s", (isolation, name, portfolios, container) => {
    const proof = broken(example(name), isolation);
    expect(proof.status).toBe("different");
    expect(proof.wrong.length).toBeGreaterThan(portfolios / 2);
    expect(proof.first?.container).toBe(container);
    expect(proof.digests.naive).not.toBe(proof.digests.shared);
    expect(proofText(proof)).toMatch(
      new RegExp(
        `^\\d+/${portfolios} combinations identical · 300 bars · [\\d,]+ fills\n\\d+ of ${portfolios} portfolios go wrong, first at bar \\d+: `,
      ),
    );
  });

  it.each([50, 51])("with 50 combinations, of %i", (count) => {
    const text = `strategies: [{type: breakout, parameters: {period: {min: 1, max: ${count}, step: 1}}}]`;
    const { compared, sampled } = verify(text, synthetic(5), { without: new Set(["routing"]) });
    expect([compared, sampled]).toEqual([50, count > 50]);
  });

  it("names bar, event and both values of the first divergence", () => {
    const text = `
strategies: [{type: momentum, parameters: {lookback_period: 1, signal_threshold: 0}}]
optimization: {parameter_grids: {initial_capital: [1000, 2000]}}
risk: {max_position_size: 0.5}`;
    const proof = verify(text, barsOf([99, 100, 101]), { without: new Set(["ledger"]) });
    expect(proof.first).toEqual({
      index: 0n,
      bar: 1,
      event: "ORDER",
      field: "opening",
      naive: 5,
      shared: 10,
      container: "risk_0",
    });
    expect(proofText(proof)).toBe(
      "0/2 combinations identical · 3 bars · 4 fills\n" +
        "2 of 2 portfolios go wrong, first at bar 1: ORDER opening of combination 0: 5 naive, 10 shared, by risk_0",
    );
  });

  it("where a risk container feeds two execution containers and nothing routes", () => {
    const text = `
strategies: [{type: momentum, parameters: {lookback_period: 1, signal_threshold: 0}}]
optimization: {parameter_grids: {slippage: [0, 0.01]}}
risk: {max_position_size: 2}`;
    const proof = verify(text, barsOf([99, 100, 101]), { without: new Set(["routing"]) });
    // the same order comes twice, where the naive plan goes on with its fill
    expect(proof.first).toMatchObject({ bar: 1, event: "ORDER", container: "risk_0" });
    expect(proof.first?.naive).toMatch(/^FILL .*quantity 2/);
    expect(proof.first?.shared).toMatch(/^ORDER .*number 0/);
    expect(proof.wrong).toEqual([0n, 1n]);
  });
});

describe("isolation", () => {
  const chance = everything(example("fee-grid"));
  const bars = synthetic(300);
  const strip = (run: ReturnType<typeof runAll>["combinations"][number] | undefined) =>
    run && {
      fills: run.fills.map(({ event }) => ({ ...event, targetPortfolio: "" })),
      equity: run.equity,
      metrics: run.metrics,
    };

  it("keeps every result when one combination is left out", () => {
    const all = runAll(chance, bars);
    for (const left of [0n, 7n, 15n]) {
      const chosen = all.combinations.map(({ index }) => index).filter((index) => index !== left);
      const { combinations } = runAll(chance, bars, { chosen });
      expect(combinations).toEqual(all.combinations.filter(({ index }) => index !== left));
    }
  });

  it("keeps every result of random sweeps when any of their combinations are left out", () => {
    fc.assert(
      fc.property(arbitrarySweep, fc.integer({ min: 2, max: 5 }), (text, every) => {
        const short = synthetic(25, 3);
        const all = runAll(text, short).combinations;
        const chosen = all.map(({ index }) => index).filter((_, i) => i % every !== 0);
        const { combinations } = runAll(text, short, { chosen });
        expect(combinations).toEqual(all.filter((_, i) => i % every !== 0));
      }),
      { numRuns: 60 },
    );
  });

  it("keeps every result when a grid value is added, though combinations are renumbered", () => {
    const before = runAll(chance, bars);
    const wider = chance.replace("slippage: [0.0005, 0.001]", "slippage: [0.0001, 0.0005, 0.001]");
    const after = runAll(wider, bars);
    expect(after.combinations).toHaveLength(24);
    // a block of four strategies for each of 2 × 3 costs, of which the first was added
    const kept = after.combinations.filter((_, i) => Math.floor(i / 4) % 3 !== 0);
    expect(kept.map(strip)).toEqual(before.combinations.map(strip));
  });

  it("gives equal combinations streams of their own, whichever of them run", () => {
    const text = `
strategies: [{type: momentum, parameters: {lookback_period: 1, signal_threshold: [0, 0]}}]
risk: {max_position_size: 2}
execution: {fill_probability: 0.5}`;
    const [first, second] = runAll(text, bars).combinations;
    expect(first?.fills.length).not.toBe(0);
    expect(strip(first)?.fills).not.toEqual(strip(second)?.fills);
    const alone = runAll(text, bars, { chosen: [combinationIndex(1n)] });
    expect(alone.combinations).toEqual([second]);
  });
});

describe("digests", () => {
  const digests = (seed: number) =>
    verify(everything(example("seed")), synthetic(200, seed), { seed }).digests.shared;

  it("are the same on every run and machine", () => {
    expect(digests(1)).toBe(digests(1));
    expect(digests(1)).not.toBe(digests(2));
    expect(digests(1)).toMatchInlineSnapshot(
      `"1f40d7b46419becefe230f2f256f9ef4b47e689f07afaa3ec92c7e3df056d06d"`,
    );
  });
});

describe("samples", () => {
  const tens = (axes: number) =>
    Array.from({ length: axes }, (_, i) => `p${i}: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]`).join(", ");
  const large = `
strategies: [{type: breakout, parameters: {period: 2, ${tens(12)}}}]
execution: {commission: 0.001}`;

  it("say what they are, never that the plan is identical", () => {
    const proof = verify(large, synthetic(20), { most: 200 });
    expect(proofText(proof)).toMatch(
      /^200 of 10\^12 combinations, sampled: 200\/200 identical · 20 bars · /,
    );
  });

  it("take two combinations of each class first", () => {
    const fees = Array.from({ length: 30 }, (_, i) => (i / 1000).toFixed(3)).join(", ");
    const text = `${large}
optimization: {parameter_grids: {commission: [${fees}]}}`;
    const plan = planOf(text);
    const proof = verify(text, synthetic(5), { most: 70 });
    const served = proof.shared.combinations.map(({ index }) =>
      plan.roles.execution.servedBy(index),
    );
    for (let number = 0; number < 30; number++) {
      expect(served.filter((container) => container === number).length).toBeGreaterThan(1);
    }
    expect(proof.compared).toBe(70);
  });

  it("take neighbours where containers are not listed, by equal configurations", () => {
    const range = "{min: 0.001, max: 0.4, step: 0.001}";
    const text = `
strategies: [{type: momentum, parameters: {lookback_period: 1, signal_threshold: [0, 0.001]}}]
optimization: {parameter_grids: {execution.commission: ${range}, execution.b: ${range}}}`;
    const proof = verify(text, synthetic(30), { most: 20 });
    expect(proof).toMatchObject({ status: "identical", compared: 20, sampled: true });
    // 1 hub, 20 strategies and portfolios, 1 risk container, 10 execution containers
    expect(proof.shared.built.containers).toBe(1 + 20 + 20 + 1 + 10);
    const { first } = verify(text, synthetic(30), { most: 20, without: new Set(["routing"]) });
    expect(first).toMatchObject({ event: "ORDER", container: "risk_0" });
  });

  it("leave out what cannot be simulated", () => {
    const text = "strategies: [{type: breakout}, {type: a}, {type: b}]";
    expect(proofText(verify(text, synthetic(5)))).toBe(
      "1/1 combinations identical · 5 bars · 0 fills · 2 not simulated",
    );
    expect(proofText(verify("strategies: [{type: a}]", synthetic(5)))).toBe(
      "no combination to compare · 5 bars · 0 fills · 1 not simulated",
    );
  });
});
