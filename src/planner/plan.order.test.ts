import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createAnalyzer } from "./analyze.ts";
import { combinationIndex, sharedRoles } from "./model.ts";
import { planText } from "./plan-text.ts";
import { arbitraryAnyConfig } from "./test-support/arbitrary-rules.ts";
import { printYaml } from "./test-support/print-yaml.ts";
import { lateParts } from "./test-support/read-with-advice.ts";
import { wireAdapters } from "./wiring/wire.ts";

it("numbers containers by first appearance, and classes and adapters in their order", () => {
  fc.assert(
    fc.property(arbitraryAnyConfig, fc.nat(), (config, seed) => {
      const { plan } = planText(printYaml(config, { seed, shuffle: false }), "pyyaml");
      for (const role of sharedRoles) {
        const { count, servedBy, firstOf, container } = plan.roles[role];
        const numbers = Array.from({ length: Number(plan.combinations) }, (_, i) =>
          servedBy(combinationIndex(BigInt(i))),
        );
        const byAppearance = [...new Set(numbers)];
        expect(byAppearance).toEqual(listed(count, (number) => number));
        expect(byAppearance.map(firstOf)).toEqual(
          byAppearance.map((number) => BigInt(numbers.indexOf(number))),
        );
        for (const number of byAppearance) expectAscending([...container(number).serves]);
      }
      expectAscending((plan.classes() ?? []).map(({ serves }) => serves.at(0n)));

      const adapters = wireAdapters(plan) ?? [];
      const { risk, execution } = plan.roles;
      expect(adapters.map(({ name }) => name)).toEqual([
        "hub_to_strategies",
        ...listed(risk.count, (number) => `strategies_to_risk_${number}`),
        ...listed(execution.count, (number) => `risk_to_execution_${number}`),
        ...listed(execution.count, (number) => `execution_${number}_to_portfolios`),
      ]);
      for (const { type, from } of adapters) {
        const sources = type === "pipeline" && from.many ? [...from.ids] : [];
        expectAscending(sources.map((id) => BigInt(id.slice("risk_".length))));
      }
    }),
    { numRuns: 40 },
  );
});

it("wires a sample in the order of its containers' numbers, whichever comes first in it", () => {
  const { plan } = planText(
    "strategies: [{type: a}]\noptimization: {parameter_grids: {strategy.x: [1, 2], slippage: [1, 2]}}\n",
    "pyyaml",
  );
  // the second combination has the second execution container, the third has the first again
  const chosen = [1n, 2n].map(combinationIndex);
  expect(wireAdapters(plan, chosen)?.map(({ name }) => name)).toEqual([
    "hub_to_strategies",
    "strategies_to_risk_0",
    "risk_to_execution_0",
    "risk_to_execution_1",
    "execution_0_to_portfolios",
    "execution_1_to_portfolios",
  ]);
});

function listed<Thing>(count: bigint, thing: (number: number) => Thing): readonly Thing[] {
  return Array.from({ length: Number(count) }, (_, number) => thing(number));
}

function expectAscending(numbers: readonly bigint[]): void {
  expect(numbers.every((number, i) => i === 0 || number > (numbers[i - 1] ?? number))).toBe(true);
}

it("names the strategies of a class in the order of the text", () => {
  // the first and the third are alike, and the second becomes so where the grid sets `a`
  const { plan } = planText(
    `strategies:
  - {type: a, risk: {limits: {a: 1}}}
  - {type: b, risk: {limits: {a: 5}}}
  - {type: c, risk: {limits: {a: 1}}}
optimization: {parameter_grids: {risk.limits: [{a: 9}, {b: 2}]}}
`,
    "pyyaml",
  );
  expect(plan.classes()?.map(({ strategies }) => strategies)).toEqual([[0, 1, 2], [0, 2], [1]]);
});

describe("the diagnostics of a text", () => {
  it("stand in the order of the text, and on a page the more severe of one place first", () => {
    const text = `strategies:
  - {type: momentum, risk: {commission: x, x: [1, 2]}, parameters: {y: [1, 1]}}
optimization: {parameter_grids: {slipage: [1, 2], slippage: [oops]}}
risk: {commission: -1}
`;
    const { diagnostics } = planText(text, "pyyaml");
    const starts = diagnostics.map(({ range }) => range.start);
    expect(diagnostics.length).toBeGreaterThan(4);
    expect(starts).toEqual(starts.toSorted((a, b) => a - b));
    const analyzed = createAnalyzer(lateParts).analyze(text, "pyyaml").diagnostics;
    expect(analyzed.map(({ code }) => code)).toEqual([
      "field-value",
      "field-not-simulated",
      "literal-in-section",
      "field-not-simulated",
      "axis-value-twice",
      "axis-reaches-nothing",
      "did-you-mean",
      "field-value",
      "field-value",
    ]);
  });

  it("say that the text is blocked wherever the one that blocks stands", () => {
    const blocked = (text: string) => planText(text, "pyyaml").blocked;
    const hint = "risk: {x: [1, 2]}\n";
    const error = "strategies: 3\n";
    expect([blocked(hint + error), blocked(error + hint), blocked(hint)]).toEqual([
      true,
      true,
      planText("", "pyyaml").blocked,
    ]);
  });
});
