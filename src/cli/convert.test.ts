import { expect, it } from "vitest";
import { convertCommand } from "./convert.ts";
import { inMemory } from "./test-support/in-memory.ts";

const native = `strategies:
  - type: a
    parameters:
      x: [1, 2]
`;
const files = {
  "native.yaml": "# mine\nstrategies: [{type: a, params: {x: {choices: [1, 2]}}}]\n",
  "octal.yaml": "strategies: [{type: a, parameters: {x: [1, 010]}}]\n",
  "wandb.yaml": "method: grid\nparameters: {x: {values: [1, 2]}, commission: {value: 0.1}}\n",
  "open.yaml": "method: bayes\nparameters: {x: {min: 0.1, max: 0.9}, y: {distribution: normal}}\n",
  "unread.yaml": "strategies: [{type: a}]\ncosts: {param_grid: {fee: [1, 2]}}\n",
  "endless.yaml": `strategies: [{type: a}]\nlong: &long ${"x".repeat(2000)}\nall: [${"*long, ".repeat(3000)}]\n`,
};
const run = inMemory(convertCommand, files);

it("prints a document in the planner's own dialect", () => {
  expect(run("native.yaml")).toEqual({ code: 0, output: native, errors: "" });
});

it("reads as a YAML 1.2 loader on demand", () => {
  expect(run("octal.yaml").output).toContain("x: [1, 8]");
  expect(run("octal.yaml", "--yaml", "1.2").output).toContain("x: [1, 10]");
});

it("converts the sweep of another tool", () => {
  const { code, output } = run("wandb.yaml");
  expect([code, output]).toEqual([
    0,
    `# Converted from a W&B sweep
strategies:
  - type: strategy
    parameters: {x: 1}
execution:
  commission: 0.1
optimization:
  parameter_grids:
    strategy.x: [1, 2]
`,
  ]);
});

it("exits with 1 where a part could not be converted, and says why", () => {
  const open = run("open.yaml");
  expect(open.code).toBe(1);
  expect(open.errors).toBe(
    "open.yaml: `x`: it has no finite list of values\nopen.yaml: `y`: the distribution normal has no finite list of values\n",
  );
  expect(open.output).toContain("# Not converted: `x`: it has no finite list of values\n");
  expect(open.output).toContain("    strategy.x: {min: 0.1, max: 0.9}\n");
  expect(run("unread.yaml")).toMatchObject({ code: 1 });
});

it("refuses what would be endless", () => {
  expect(run("endless.yaml")).toMatchObject({ code: 1, output: "" });
  expect(run("endless.yaml").errors).toContain("too long");
});

it("asks for one file", () => {
  expect(() => run()).toThrow("one FILE is expected");
  expect(() => run("native.yaml", "open.yaml")).toThrow("one FILE is expected");
});
