import { expect, it } from "vitest";
import { planText } from "../planner/plan-text.ts";
import { examples } from "./examples.ts";

it("gives every example the plan that its lesson tells", () => {
  const plans = examples.map(({ id, text }) => {
    const { plan } = planText(text, "pyyaml");
    const { combinations, counts } = plan;
    return [id, combinations, counts.optimized.risk, counts.optimized.execution];
  });
  expect(plans).toEqual([
    ["seed", 8n, 1n, 1n],
    ["strategy-risk", 4n, 2n, 1n],
    ["fee-grid", 16n, 1n, 4n],
    ["hidden-split", 16n, 2n, 4n],
    ["near-miss", 4n, 2n, 1n],
    ["tied-fields", 4n, 1n, 2n],
    ["crossover", 30n, 3n, 1n],
    ["risk-profiles", 6n, 3n, 1n],
    ["clean-syntax", 6n, 1n, 1n],
    ["million", 1_000_000n, 1n, 1n],
  ]);
});

it("has no error and no warning but what an example is about", () => {
  const told = examples.flatMap(({ id, text }) =>
    planText(text, "pyyaml").diagnostics.map(({ severity, code }) => `${id}: ${severity} ${code}`),
  );
  expect(told.filter((line) => !line.startsWith("near-miss: "))).toEqual([
    "hidden-split: hint axis-splits-two-roles",
  ]);
});
