import { describe, expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import { createExplainer } from "../planner/answer/explainer.ts";
import { ceilingPercent, droppedText, verdictOf } from "./verdict.ts";

const verdict = (grid: string): string =>
  verdictOf(
    createAnalyzer({ explainer: () => createExplainer }).analyze(
      `
strategies: [{type: momentum, parameters: {lookback_period: [10, 20]}}]
optimization: {parameter_grids: {${grid}}}
risk: {max_position_size: 1000, commission: 0.001}
execution: {commission: 0.001, slippage: 0.0005}
`,
      "pyyaml",
    ).view,
  );

describe("the verdict", () => {
  it("says that all share where they do", () => {
    expect(verdict("initial_capital: [1, 2]")).toBe(
      "All 4 combinations share 1 risk and 1 execution",
    );
  });

  it("names the fields that split a role, with their number of values", () => {
    expect(verdict("slippage: [0.1, 0.2, 0.3], execution.commission: [0.1, 0.2]")).toBe(
      "6 execution containers: slippage ×3 · commission ×2",
    );
  });

  it("names a field once that splits two roles", () => {
    expect(verdict("commission: [0.1, 0.2]")).toBe(
      "2 risk and 2 execution containers: commission ×2",
    );
  });

  it("names what splits however many containers there are", () => {
    expect(verdict("slippage: {min: 1, max: 1000, step: 1}")).toBe(
      "1\u202f000 execution containers: slippage ×1\u202f000",
    );
  });

  it("tells what rules leave, by the only one or by their number", () => {
    const spell = (count: bigint): string => String(count);
    const range = { start: 0, end: 0 };
    const rule = (text: string, drops: bigint) => {
      return { text, path: "", range, drops, only: drops, axes: [], tuples: 0 };
    };
    const told = (...rules: readonly ReturnType<typeof rule>[]): string =>
      droppedText({ combinations: 6n, dropped: 10n, rules }, spell);
    expect(told(rule("fast < slow", 10n), rule("x > 0", 0n))).toBe(
      "6 of 16 combinations (10 dropped by fast < slow)",
    );
    expect(told(rule("a", 9n), rule("b", 2n))).toBe("6 of 16 combinations (10 dropped by 2 rules)");
    expect(droppedText({ combinations: 6n, dropped: 0n, rules: [] }, spell)).toBe("");
  });

  it("has a word for nothing to plan", () => {
    const { view } = createAnalyzer({ explainer: () => createExplainer }).analyze(
      "strategies: []",
      "pyyaml",
    );
    expect(verdictOf(view)).toBe("No combinations to plan yet");
  });
});

describe("the ceiling", () => {
  it("is what sharing saves when risk and execution are one each", () => {
    expect([0n, 1n, 8n, 16n, 10n ** 12n].map(ceilingPercent)).toEqual([0, 0, 42.4, 46.2, 50]);
  });
});
