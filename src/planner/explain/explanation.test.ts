import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../text/source-range.ts";
import { planText } from "../plan-text.ts";
import { arbitraryAnyConfig } from "../test-support/arbitrary-rules.ts";
import { fixture } from "../test-support/fixtures.ts";
import { enumerate, sectionNames } from "../test-support/oracle.ts";
import { pythonText, seedHash } from "../test-support/plain.ts";
import { printYaml } from "../test-support/print-yaml.ts";
import { countStrategyConfigs } from "./blame/strategy-configs.ts";
import { explainPlan, type Explanation } from "./explanation.ts";

const explained = (text: string): Explanation => {
  const { plan, factored } = planText(text, "pyyaml");
  return explainPlan(plan, factored, text);
};

/** Every lens by its line, from 1. */
function lensLines(text: string): Record<number, string> {
  return Object.fromEntries(
    explained(text).lenses.map(({ range, text: lens }) => [
      text.slice(0, range.start).split("\n").length,
      lens,
    ]),
  );
}

describe("lenses", () => {
  it("stand at the lines of the fee grid that matter", () => {
    expect(lensLines(fixture("plans/fee-grid.yaml"))).toEqual({
      5: "no effect on sharing",
      6: "no effect on sharing",
      9: "×2 execution · ×2 risk",
      10: "×2 execution",
      11: "2 risk, each shared by 8",
      13: "×2 risk",
      14: "4 execution, each shared by 4",
      15: "×2 execution",
      16: "×2 execution",
    });
  });

  it("stand at the axis of alternatives, and freeze it to its first", () => {
    const text = fixture("dialects/10_risk_profiles.yaml");
    const { lenses } = explained(text);
    expect(lensLines(text)).toMatchObject({ 5: "×3 risk", 9: "shared by 9" });
    const [lens] = lenses.filter((one) => one.text === "×3 risk");
    expect(lens?.fields).toEqual(["risk_profiles"]);
    expect(lens?.sentence).toContain("`risk_profiles` multiplies risk containers by 3 (to 3)");
  });

  it("stay exact where containers are counted and not listed", () => {
    const range = "{min: 1, max: 1000, step: 1}";
    const lines = lensLines(`strategies: [{type: a}]
optimization:
  parameter_grids:
    commission: ${range}
    slippage: ${range}
execution:
  mode: fast
`);
    expect(lines).toEqual({
      4: "×1,000 execution",
      5: "×1,000 execution",
      6: "1,000,000 execution",
    });
  });

  it("say by how many the seed's containers are shared", () => {
    expect(Object.values(lensLines(fixture("plans/seed.yaml")))).toEqual([
      "no effect on sharing",
      "no effect on sharing",
      "no effect on sharing",
      "shared by 8",
      "shared by 8",
    ]);
  });

  it("join what one line says", () => {
    const lines = lensLines(`strategies:
  - {type: a, risk: {x: 1, y: 1}}
  - {type: b, risk: {x: 2, z: 1}, execution: {s: 1}}
`);
    expect(lines).toEqual({
      2: "splits risk: x + y + z",
      3: "splits risk: x + y + z · ×2 execution",
    });
  });

  it("name what a field of an override is tied to", () => {
    const lines = lensLines(`strategies:
  - {type: a}
  - type: b
    execution:
      commission: 0.002
      slippage: 0.2
`);
    expect(lines).toEqual({
      5: "splits execution: commission + slippage",
      6: "splits execution: commission + slippage",
    });
  });
});

describe("the quick fix `execution.commission`", () => {
  it.each([
    ["fee-grid", 16n, 39n, 38n],
    ["capital-and-fees", 32n, 71n, 70n],
  ])("gives %s, with %i combinations, one risk container: %i -> %i", (file, n, before, after) => {
    const text = fixture(`plans/${file}.yaml`);
    const { plan, diagnostics } = planText(text, "pyyaml");
    const [fix] = diagnostics.flatMap(({ code, fixes }) =>
      code === "axis-splits-two-roles" ? fixes : [],
    );
    const fixed = planText(applyEdits(text, fix?.edits ?? []), "pyyaml").plan;
    expect([plan.combinations, plan.counts.optimized.containers]).toEqual([n, before]);
    expect([fixed.combinations, fixed.counts.optimized.containers]).toEqual([n, after]);
    expect(fixed.roles.risk.count).toBe(1n);
  });
});

describe("the headline", () => {
  it("names alternatives as one cause, beside fields that split by themselves", () => {
    const text = `strategies: [{type: a}, {type: b, risk: {x: 1}}]
risk_profiles: [{y: 1, z: 1}, {y: 2, z: 3}]
execution_models: [{fee: 1}, {fee: 2}]
optimization: {parameter_grids: {execution.slippage: [1, 2]}}
`;
    const { headline, blame } = explained(text);
    expect(
      headline.roles.map(({ causes }) =>
        causes.map(({ field, multiplies }) => [field, multiplies]),
      ),
    ).toEqual([
      [
        ["risk_profiles", 2],
        ["x", 2],
      ],
      [
        ["execution_models", 2],
        ["slippage", 2],
      ],
    ]);
    expect(blame.map(({ field, cause }) => [field, cause.kind, cause.alternatives])).toEqual([
      ["x", "strategy override", []],
      ["fee", "grid axis", ["execution_models"]],
      ["slippage", "grid axis", []],
      ["y", "grid axis", ["risk_profiles"]],
      ["z", "grid axis", ["risk_profiles"]],
    ]);
  });

  it("names of two axes of alternatives the one that writes a field", () => {
    const text = `strategies: [{type: a}]
risk: [{x: 1, w: 1}, {x: 2, w: 1}]
risk_profiles: [{y: 1, w: 2}, {y: 2, w: 2}]
`;
    const { blame } = explained(text);
    expect(blame.map(({ field, cause }) => [field, cause.alternatives])).toEqual([
      ["x", ["risk"]],
      ["y", ["risk_profiles"]],
    ]);
  });

  it("names the causes of the fee grid's four execution containers", () => {
    const { roles, shareable } = explained(fixture("plans/fee-grid.yaml")).headline;
    const named = roles.map(({ role, containers, causes }) => ({
      role,
      containers,
      causes: causes.map(({ field, multiplies }) => `${field} ×${multiplies}`),
    }));
    expect(named).toEqual([
      { role: "risk", containers: 2n, causes: ["commission ×2"] },
      { role: "execution", containers: 4n, causes: ["commission ×2", "slippage ×2"] },
    ]);
    expect(shareable).toEqual({ naive: 32n, optimized: 6n });
  });

  it("has a ceiling of 42.4 % in the seed, all of which is saved, and 4 strategies to merge", () => {
    expect(explained(fixture("plans/seed.yaml")).headline).toMatchObject({
      ceilingPercent: 42.4,
      efficiencyPercent: 100,
      shareable: { naive: 16n, optimized: 2n },
      strategies: { distinct: 4n, mergeable: 4n, containers: 15n },
    });
  });

  it("has 93.5 % efficiency where N is 32, R is 2 and E is 4", () => {
    const { headline } = explained(fixture("plans/capital-and-fees.yaml"));
    expect(headline.efficiencyPercent).toBe(93.5);
  });

  it("counts combinations that repeat others", () => {
    const repeating = (grid: string) =>
      explained(`strategies: [{type: a, parameters: {x: [1, 2]}}]
optimization: {parameter_grids: {${grid}}}
`).headline.duplicates;
    expect(repeating("slippage: [1, 2]")).toBe(0n);
    expect(repeating("slippage: [10, 10]")).toBe(2n);
    expect(repeating("nowhere.x: [1, 2, 3]")).toBe(4n);
    expect(repeating("strategy.x: [1, 2]")).toBe(2n);
  });

  it.each([100_000, 100_001])("counts configurations of 100,000 and %i values", (count) => {
    const list = (values: number): string =>
      `{type: a, parameters: {x: {min: 1, max: ${values}, step: 1}}}`;
    const { factored } = planText(`strategies: [${list(100_000)}, ${list(count)}]`, "pyyaml");
    expect(countStrategyConfigs(factored)).toBe(count > 100_000 ? undefined : 100_000n);
  });

  it("counts the different strategy configurations and combinations that enumerating finds", () => {
    fc.assert(
      fc.property(arbitraryAnyConfig, fc.nat(), (config, seed) => {
        const built = enumerate(config);
        const texts = new Set(built.map(({ configs }) => pythonText(configs.strategy)));
        const { headline } = explained(printYaml(config, { seed, shuffle: false }));
        expect(headline.strategies?.distinct).toBe(BigInt(texts.size));
        const whole = built.map(({ configs }) =>
          JSON.stringify([
            pythonText(configs.strategy),
            ...sectionNames.map((role) => seedHash(configs[role]).canonical),
          ]),
        );
        expect(headline.duplicates).toBe(BigInt(built.length - new Set(whole).size));
      }),
      { numRuns: 75 },
    );
  });
});
