import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../text/source-range.ts";
import { planText } from "../../plan-text.ts";
import { mergeNearMiss } from "./merge-near-miss.ts";
import { diagnoseNearMisses } from "./near-miss-diagnostics.ts";
import { nearMissesOf } from "./near-miss.ts";

const replan = (text: string) => planText(text, "pyyaml");
const base = "strategies: [{type: a, parameters: {p: [1, 2]}}, {type: b}]\n";

/** The near misses, what is told of them, and the text with the first one merged. */
function missesOf(lines: string) {
  const text = `${base}${lines}\n`;
  const planned = replan(text);
  const situation = { text, ...planned, replan };
  const misses = nearMissesOf(planned.plan, planned.factored);
  const [first] = misses.listed;
  const edits = first && mergeNearMiss(situation, first);
  return {
    listed: misses.listed.map(({ role, kind, containers, removes }) => [
      role,
      kind,
      containers.join(),
      removes,
    ]),
    told: diagnoseNearMisses(misses, situation).map(({ message }) => message),
    merged: edits && applyEdits(text, edits).slice(base.length, -1),
  };
}

describe("alternatives that differ only in what they are called", () => {
  it("are a near miss, and one container when they are called alike", () => {
    const { listed, told, merged } = missesOf(
      "execution_models: [{type: free, fee: 0}, {type: cheap, fee: 0}, {type: dear, fee: 1}]",
    );
    expect(listed).toEqual([["execution", "only a name", "execution_0,execution_1", 1n]]);
    expect(told[0]).toContain('`type` ("free" and "cheap"), which is only a name');
    expect(merged).toBe(
      'execution_models: [{type: free, fee: 0}, {type: "free", fee: 0}, {type: dear, fee: 1}]',
    );
  });

  it.each([
    [
      "risk_profiles: [{name: a, y: 1}, {y: 1}]",
      'risk_profiles: [{name: a, y: 1}, {name: "a", y: 1}]',
    ],
    ["risk_profiles: [{y: 1}, {name: a, y: 1}]", "risk_profiles: [{y: 1}, {y: 1}]"],
    [
      "optimization: {parameter_grids: {risk: [{name: a}, {name: b}]}}",
      'optimization: {parameter_grids: {risk: [{name: a}, {name: "a"}]}}',
    ],
  ])("are called as the first of them in %s", (lines, merged) => {
    expect(missesOf(lines).merged).toBe(merged);
  });

  it.each([
    "risk_profiles: [{name: a, y: 1}, {name: b, y: 2}]",
    "risk_profiles: [{name: a}, {name: a}]",
    "risk_profiles: {low: {y: 1}, high: {y: 1}}",
    "portfolio: [{name: a}, {name: b}]",
    "risk_profiles: [{name: a}, {name: b}]\noptimization: {parameter_grids: {risk.name: [c]}}",
  ])("are not seen in %s", (lines) => {
    expect(missesOf(lines).listed.filter(([, kind]) => kind === "only a name")).toEqual([]);
  });
});
