import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../text/collections.ts";
import { applyEdits } from "../../../text/source-range.ts";
import { combinationIndex } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { configText } from "../../sharing/canonical/config-text.ts";
import { arbitraryAnyConfig } from "../../test-support/arbitrary-rules.ts";
import { writtenText } from "../../test-support/expect-plan.ts";
import { fixture, parseSpelled } from "../../test-support/fixtures.ts";
import { enumerate } from "../../test-support/oracle.ts";
import { printYaml } from "../../test-support/print-yaml.ts";
import { alternativeIds, axisOfId } from "./keep-alternative.ts";
import { whatIf, type Pin } from "./what-if.ts";

const replan = (text: string) => planText(text, "pyyaml");
const roles = ["risk", "execution", "portfolio", "strategy"] as const;

function answerTo(text: string, pins: readonly Pin[]) {
  return whatIf({ text, ...replan(text), replan }, pins);
}

/** The text with one alternative kept, and other fields frozen; or why that is not offered. */
function applied(text: string, ...pins: readonly Pin[]): string {
  const answer = answerTo(text, pins);
  return "reason" in answer ? answer.reason : applyEdits(text, answer.edits);
}

describe("keeping one of a section's alternatives", () => {
  it("leaves its lines alone, and loses the combinations of the others", () => {
    const text = fixture("dialects/10_risk_profiles.yaml");
    const answer = answerTo(text, [{ id: "risk_profiles", value: 1 }]);
    expect(answer).toMatchObject({
      values: ["mid"],
      outcome: { combinations: 3n, combinationsLost: 6n, counts: { optimized: { risk: 1n } } },
    });
    expect(applied(text, { id: "risk_profiles", value: 1 })).toBe(
      text.replace("  - {name: low, stop_loss: 0.02}\n", "").replace(/ {2}- \{name: high.*\n/, ""),
    );
  });

  it.each([
    ["risk: [{a: 1}, {a: 2}]", "risk", "risk: [{a: 2}]"],
    [
      "risk_profiles: {low: {a: 1}, high: {a: 2}}",
      "risk_profiles",
      "risk_profiles: {high: {a: 2}}",
    ],
    [
      "execution_models:\n  low:\n    a: 1\n  high:\n    a: 2",
      "execution_models",
      "execution_models:\n  high:\n    a: 2",
    ],
    [
      "risk_profiles: {a: {x: 1}, b: {x: 2}, c: {x: 3}}",
      "risk_profiles",
      "risk_profiles: {b: {x: 2}}",
    ],
    [
      "optimization: {parameter_grids: {risk: {values: [{a: 1}, {a: 2}]}}}",
      "optimization.parameter_grids.risk",
      "optimization: {parameter_grids: {risk: {values: [{a: 2}]}}}",
    ],
  ])("is one edit of %s", (line, id, edited) => {
    const strategies = "strategies: [{type: a, parameters: {p: [1, 2]}}]\n";
    expect(applied(`${strategies}${line}\n`, { id, value: 1 })).toBe(`${strategies}${edited}\n`);
  });

  it("goes with fields that are frozen in what is left", () => {
    const text =
      "strategies: [{type: a}]\nrisk_profiles: [{a: 1}, {a: 2}]\nexecution_models: [{b: 1}, {b: 2}]\n";
    const pins = [
      { id: '["b"]', value: 1 },
      { id: "risk_profiles", value: 1 },
      { id: '["a"]', value: 0 },
    ];
    // the field of the alternatives that are gone is the one that is left, whatever is asked of it
    expect(applied(text, ...pins)).toBe(
      "strategies: [{type: a}]\nrisk_profiles: [{a: 2}]\nexecution_models: [{b: 2}, {b: 2}]\n",
    );
  });

  it("is not offered where another axis would write elsewhere then", () => {
    const text =
      "strategies: [{type: a}]\nrisk: [{a: 1}, {odd: 2}]\noptimization: {parameter_grids: {odd: [1, 2]}}\n";
    expect(applied(text, { id: "risk", value: 0 })).toMatch(/not plain enough/);
    expect(applied(text, { id: "risk", value: 1 })).toContain("risk: [{odd: 2}]");
  });

  it("gives the combinations that have it, always", () => {
    let asked = 0;
    let offered = 0;
    fc.assert(
      fc.property(arbitraryAnyConfig, fc.nat(), fc.nat(), (config, seed, pick) => {
        const text = printYaml(config, { seed, shuffle: false });
        const { workflow } = replan(text).factored;
        const ids = alternativeIds(workflow);
        fc.pre(ids.length > 0);
        const id = at(ids, pick % ids.length);
        const axis = axisOfId(workflow, id) ?? 0;
        const value = pick % at(workflow.grid, axis).values.count;
        asked++;
        const answer = answerTo(text, [{ id, value }]);
        if ("reason" in answer) return;
        offered++;
        const { plan } = replan(applyEdits(text, answer.edits));
        const left = enumerate(config).filter(({ grid }) => grid[axis] === value);
        expect(plan.combinations).toBe(BigInt(left.length));
        for (const [i, { configs }] of left.entries()) {
          const combination = plan.combinationAt(combinationIndex(BigInt(i)));
          for (const role of roles) {
            expect(parseSpelled(configText(plan.configOf(role, combination)))).toEqual(
              parseSpelled(writtenText(configs[role])),
            );
          }
        }
      }),
      { numRuns: 60, endOnFailure: true },
    );
    expect(offered / asked).toBeGreaterThan(0.6);
  });
});
