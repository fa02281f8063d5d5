import { describe, expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { fixture } from "../../test-support/fixtures.ts";
import { figureNames } from "../../workflow/plan-figures.ts";
import { diagnoseExpectations } from "./expect.ts";

const feeGrid = fixture("plans/fee-grid.yaml");

function said(expected: string, text = feeGrid) {
  const whole = `${text}expect: ${expected}\n`;
  const { blocked, plan, factored } = planText(whole, "pyyaml");
  const failed = diagnoseExpectations(plan, factored, whole);
  return {
    blocked,
    containers: plan.counts.optimized.containers,
    messages: failed.map(({ message }) => message),
    severities: [...new Set(failed.map(({ severity }) => severity))],
  };
}

describe("expect", () => {
  it("is silent where it holds", () => {
    const all = "{containers: 39, risk: 2, execution: {max: 4}, combinations: 16.0}";
    expect(said(all).messages).toEqual([]);
    expect(said("{execution: {max: 5}}").messages).toEqual([]);
  });

  it("is an error with the blame in its message, which does not block the plan", () => {
    expect(said("{execution: 1}")).toEqual({
      blocked: false,
      containers: 39n,
      severities: ["error"],
      messages: [
        "execution is 4, expected 1: line 9 `commission` multiplies it by 2, line 10 `slippage` by 2",
      ],
    });
  });

  it("blames for containers and combinations, too", () => {
    expect(said("{containers: {max: 30}, combinations: 8}").messages).toEqual([
      "containers is 39, expected at most 30: line 9 `commission` multiplies risk by 2; line 9 `commission` multiplies execution by 2, line 10 `slippage` by 2; 16 combinations need 2 each",
      "combinations is 16, expected 8: line 9 `commission` multiplies it by 2, line 10 `slippage` by 2, line 5 `lookback_period` by 2, line 6 `signal_threshold` by 2",
    ]);
  });

  it("marks the value that fails", () => {
    const text = `${feeGrid}expect:\n  risk: 1\n`;
    const { plan, factored } = planText(text, "pyyaml");
    const [failed] = diagnoseExpectations(plan, factored, text);
    expect(failed?.path).toBe("expect.risk");
    expect(text.slice(failed?.range.start, failed?.range.end)).toBe("1");
  });

  it("says of tied fields that they split together", () => {
    const tied = `strategies:
  - {type: a, execution: {commission: 0.001, slippage: 0.1}}
  - {type: b, execution: {commission: 0.002, slippage: 0.2}}
`;
    expect(said("{execution: 1}", tied).messages).toEqual([
      "execution is 2, expected 1: line 2 `commission`, line 2 `slippage` split it together",
    ]);
  });

  it("takes every figure of the table, exactly and between bounds", () => {
    const figures = {
      hub: 1,
      strategy: 16,
      risk: 2,
      execution: 4,
      portfolio: 16,
      containers: 39,
      combinations: 16,
      adapters: 11,
      links: 52,
      dropped: 0,
      saved_percent: 40,
      efficiency: 86.7,
    };
    expect(Object.keys(figures)).toEqual(figureNames());
    for (const [name, value] of Object.entries(figures)) {
      const below = name === "saved_percent" || name === "efficiency" ? 0.1 : 1;
      const failures = (bounds: string) => said(`{${name}: ${bounds}}`).messages.length;
      expect([name, failures(`${value}`), failures(`{min: ${value}, max: ${value}}`)]).toEqual([
        name,
        0,
        0,
      ]);
      expect(failures(`{min: ${(value + below).toFixed(1)}}`)).toBe(1);
      const lower = Math.max(0, value - below).toFixed(1);
      expect(failures(`{max: ${lower}}`)).toBe(value > 0 ? 1 : 0);
    }
  });

  it("blames what costs where there is too much, and nothing where there is too little", () => {
    const split = "line 9 `commission` multiplies risk by 2";
    expect(said("{risk: {min: 3}, hub: 2, dropped: {min: 1}}").messages).toEqual([
      "risk is 2, expected at least 3",
      "hub is 1, expected 2",
      "dropped is 0, expected at least 1",
    ]);
    const [links, efficiency, saved] = said(
      "{links: {min: 1, max: 5}, efficiency: {min: 90}, saved_percent: 12.34}",
    ).messages;
    expect(links).toContain(`links is 52, expected from 1 to 5: ${split}`);
    expect(links).toMatch(/; 16 combinations need 3 each$/);
    expect(efficiency).toContain(`efficiency is 86.7 %, expected at least 90.0 %: ${split}`);
    expect(saved).toBe("saved_percent is 40.0 %, expected 12.34 %");
    expect(said("{portfolio: 8}").messages[0]).toContain("line 9 `commission` multiplies it by 2");
  });

  it("does not trust a bound where sharing is only bounded", () => {
    const range = "{min: 1, max: 2000, step: 1}";
    const grid = `{risk.x.a: ${range}, risk.x.b: ${range}, risk.x: [{}, {c: 1}]}`;
    const text = `strategies: [{type: a}]\noptimization: {parameter_grids: ${grid}}\n`;
    const failing = (expected: string) => said(expected, text).messages.length;
    expect([failing("{risk: {max: 8000000}}"), failing("{risk: {min: 1}}")]).toEqual([0, 1]);
    expect([failing("{efficiency: {max: 100}}"), failing("{efficiency: {min: 0}}")]).toEqual([
      1, 0,
    ]);
  });
});
