import { describe, expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { fixture } from "../../test-support/fixtures.ts";
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

  it("leaves what is no number to the check of fields", () => {
    expect(said("{execution: few, risk: {min: 1}, containers: null}").messages).toEqual([]);
  });
});
