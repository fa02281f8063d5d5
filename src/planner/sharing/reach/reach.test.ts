import { describe, expect, it } from "vitest";
import { combinationIndex } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { configText } from "../canonical/config-text.ts";

const head = `strategies:
  - {type: momentum, parameters: {lookback_period: 10, commission: 3}, risk_config: {stop_loss: 0.1}}
  - {type: mean.reversion, name: mean, parameters: {rsi_period: [14, 21]}}
risk: {max_position_size: 5, limits: {max: 1}, cap: 7}
execution: {slippage: 0.1}
optimization:
  parameter_grids:
`;

function countsOf(axes: string) {
  const { plan, diagnostics } = planText(`${head}${axes}`, "pyyaml");
  const { risk, execution } = plan.counts.optimized;
  const codes = diagnostics.map(({ code }) => code);
  return { combinations: plan.combinations, risk, execution, codes, plan, diagnostics };
}

describe("which role a grid key reaches", () => {
  it("goes where a dotted key says, creating the field where it is absent", () => {
    expect(countsOf("    execution.mode: [a, b]\n")).toMatchObject({ risk: 2n, execution: 2n });
    expect(countsOf("    risk.limits.max: [1, 2]\n")).toMatchObject({ risk: 4n, execution: 1n });
    const { plan } = countsOf("    strategy.extra: [1, 2]\n");
    const extras = [0n, 2n, 3n, 5n].map((index) => {
      const combination = plan.combinationAt(combinationIndex(index));
      return configText(plan.configOf("strategy", combination)).match(/"extra": \d/)?.[0];
    });
    expect(extras).toEqual(['"extra": 1', '"extra": 1', '"extra": 2', '"extra": 2']);
  });

  it("finds a strategy by the longest name, which may hold dots itself", () => {
    const { diagnostics } = countsOf("    mean.reversion.rsi_period: [5]\n    mean.x: [1]\n");
    expect(diagnostics.map(({ code }) => code)).toContain("parameter-only-repeats");
    expect(diagnostics.map(({ code }) => code)).not.toContain("axis-reaches-nothing");
  });

  it("reaches every role that declares a bare key anywhere, for all its strategies", () => {
    expect(countsOf("    stop_loss: [0.1, 0.2]\n")).toMatchObject({ risk: 2n, execution: 1n });
  });

  it("reaches only the strategies that declare a parameter", () => {
    // commission is declared by one strategy's parameters, so its home, execution, is not reached
    expect(countsOf("    commission: [1, 2]\n")).toMatchObject({ risk: 2n, execution: 1n });
  });

  it("falls back to a key's home", () => {
    expect(countsOf("    max_drawdown: [0.1, 0.2]\n")).toMatchObject({ risk: 4n, execution: 1n });
  });

  it("says that a key without a home only multiplies combinations", () => {
    const { combinations, codes, diagnostics } = countsOf(
      "    colour: [1, 2]\n    nobody.x: [1]\n",
    );
    expect(combinations).toBe(6n);
    expect(codes.filter((code) => code === "axis-reaches-nothing")).toHaveLength(2);
    const messages = diagnostics.map(({ message }) => message);
    expect(messages).toContain(
      "axis `colour` reaches no container; it only multiplies combinations by 2",
    );
    expect(diagnostics.every(({ blocking }) => !blocking)).toBe(true);
  });
});

describe("what grid keys overwrite", () => {
  it("warns where two keys write one field, and lets the later one win", () => {
    const { codes, risk, plan } = countsOf("    cap: [1, 2]\n    risk.cap: [3]\n");
    expect(codes).toContain("axis-overwritten");
    expect(risk).toBe(2n);
    expect(plan.combinations).toBe(6n);
  });

  it("warns where a grid value overrides what a strategy sets itself", () => {
    expect(countsOf("    stop_loss: [0.3]\n").codes).toContain("override-overwritten");
    expect(countsOf("    cap: [0.3]\n").codes).not.toContain("override-overwritten");
  });

  it("warns where a strategy's own axis only repeats combinations", () => {
    const { codes, combinations } = countsOf("    rsi_period: [7]\n");
    expect(codes).toContain("parameter-only-repeats");
    expect(combinations).toBe(3n);
    expect(countsOf("    lookback_period: [7]\n").codes).not.toContain("parameter-only-repeats");
  });

  it("warns where a value on the way is replaced by a mapping", () => {
    expect(countsOf("    risk.cap.deep: [1]\n").codes).toContain("value-on-the-way-replaced");
    expect(countsOf("    strategy.lookback_period.x: [1]\n").codes).toContain(
      "value-on-the-way-replaced",
    );
    expect(countsOf("    risk.limits.deep: [1]\n").codes).not.toContain(
      "value-on-the-way-replaced",
    );
  });

  it("hints at a key that risk and execution declare, with a fix that narrows it", () => {
    const text = `strategies: [{type: a}]
risk: {commission: 1}
execution: {commission: 1}
optimization: {parameter_grids: {"commission": [1, 2]}}
`;
    const { diagnostics } = planText(text, "pyyaml");
    const hint = diagnostics.find(({ code }) => code === "axis-splits-two-roles");
    const [edit] = hint?.fixes[0]?.edits ?? [];
    if (!edit) throw new Error("no fix");
    const fixed = text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
    expect(fixed).toContain('{"execution.commission": [1, 2]}');
    const { plan } = planText(fixed, "pyyaml");
    expect([plan.roles.risk.count, plan.roles.execution.count]).toEqual([1n, 2n]);
  });
});
