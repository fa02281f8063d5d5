import { expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { checkLabels, labelsOf } from "./labels.ts";

const colliding = `
strategies:
  - {type: a, risk_config: {max_position_size: 2800, commission: 0.0356}}
  - {type: b, risk_config: {max_position_size: 6700, commission: 0.0325}}
  - {type: c, risk_config: {max_position_size: 1}}
`;

it("keeps configurations apart whose labels collide, and says so", () => {
  const { plan } = planText(colliding, "pyyaml");
  expect(plan.roles.risk.count).toBe(3n);
  const hashes = [0, 1, 2].map((number) => plan.roles.risk.container(number).hash);
  expect(hashes.slice(0, 2)).toEqual(["1a5686bf", "1a5686bf"]);
  const diagnostics = checkLabels(plan).step(Infinity) ?? [];
  expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
    [
      "hash-collision",
      "hash collision: the Python engine would share these two by accident (risk_0 and risk_1 are both 1a5686bf)",
    ],
  ]);
  expect(colliding.slice(diagnostics[0]?.range.start, diagnostics[0]?.range.end)).toContain("6700");
});

it("points at the first strategies that have the configurations", () => {
  const text = `${colliding}  - {type: d, risk_config: {max_position_size: 6700, commission: 0.0325}}
  - {type: e, risk_config: {max_position_size: 2800, commission: 0.0356}}
`;
  const [found] = checkLabels(planText(text, "pyyaml").plan).step(Infinity) ?? [];
  const starts = [found?.range.start, found?.related?.[0]?.range.start];
  expect(starts).toEqual([
    text.indexOf("{max_position_size: 6700"),
    text.indexOf("{max_position_size: 2800"),
  ]);
});

it("grows the labels that collide by pairs of digits until they differ", () => {
  const { plan } = planText(colliding, "pyyaml");
  const labels = labelsOf([0, 1, 2].map((number) => plan.roles.risk.container(number)));
  expect(labels.map((label) => label?.length)).toEqual([10, 10, 8]);
  expect(new Set(labels).size).toBe(3);
  expect(labels[0]?.startsWith("1a5686bf")).toBe(true);
});

it("looks at so many containers a step, then ends", () => {
  const { plan } = planText(colliding, "pyyaml");
  const check = checkLabels(plan);
  const steps = Array.from({ length: 6 }, () => check.step(1)?.length);
  // three risk containers and one execution container
  expect(steps).toEqual([0, 1, 0, 0, undefined, undefined]);
});

it("gives no label to what Python cannot hash, one error, and still groups it", () => {
  const { plan } = planText(
    `
strategies: [{type: a}, {type: b}]
risk: {since: 2024-01-01}
execution: {1: a, b: c}
optimization: {parameter_grids: {initial_capital: [1, 2]}}
`,
    "pyyaml",
  );
  expect(plan.roles.risk.count).toBe(1n);
  expect(plan.roles.execution.count).toBe(1n);
  expect(plan.roles.risk.container(0).hash).toBeNull();
  expect(labelsOf([plan.roles.risk.container(0)])).toEqual([null]);
  const diagnostics = checkLabels(plan).step(Infinity) ?? [];
  expect(diagnostics.map(({ code, severity, blocking }) => ({ code, severity, blocking }))).toEqual(
    Array.from({ length: 2 }, () => ({
      code: "unhashable-config",
      severity: "error",
      blocking: false,
    })),
  );
  expect(diagnostics[0]?.message).toContain("quote it");
});

it("does not check roles that are not listed", () => {
  const range = "{min: 1, max: 1000, step: 1}";
  const { plan } = planText(
    `strategies: [{type: a}]\noptimization: {parameter_grids: {commission: ${range}, slippage: ${range}}}\n`,
    "pyyaml",
  );
  expect(checkLabels(plan).step(10)).toEqual([]);
});
