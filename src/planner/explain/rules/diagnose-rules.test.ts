import { expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { diagnoseRules } from "./diagnose-rules.ts";

const strategies = "strategies: [{type: a, parameters: {fast: [1, 2], slow: [2, 3]}}]\n";
const told = (lines: string): readonly string[] => {
  const text = strategies + lines;
  return diagnoseRules(planText(text, "pyyaml").plan, text).map(
    ({ code, path, message }) => `${code} ${path}: ${message}`,
  );
};

it("says of rules that the plan counts what they drop", () => {
  expect(told('optimization: {constraints: ["fast < slow"]}\n')).toEqual([
    "rules-not-applied optimization.constraints[0]: this rule is read and not applied: the plan counts all 4 combinations, those too that a rule drops",
  ]);
  expect(told('constraints: ["fast < slow", "fast > 0"]\nexclude: [{fast: 1}]\n')).toMatchObject([
    expect.stringMatching(/: 3 rules are read and not applied/),
  ]);
});

it("says why a rule cannot be read, and nothing more of one that drops nothing", () => {
  expect(told('optimization: {constraints: ["fast <"]}\n')).toMatchObject([
    expect.stringMatching(/^rule-syntax /),
  ]);
  expect(told("optimization: {constraints: [{metric: sharpe, min: 1}]}\n")).toMatchObject([
    expect.stringMatching(/^rule-on-results /),
  ]);
});

it("says nothing where there is no rule", () => {
  expect(told("exclude: [AAPL]\nconstraints: 3\n")).toEqual([]);
});
