import { describe, expect, it } from "vitest";
import { planCommand } from "./plan.ts";
import { inMemory } from "./test-support/in-memory.ts";

const text = `strategies: [{type: ma_crossover, parameters: {fast: [10, 20, 30], slow: [20, 30]}}]
optimization:
  parameter_grids: {risk.stop_loss: [0.01, 0.02]}
  constraints: [fast < slow]
  exclude: [{slow: 20, risk.stop_loss: 0.02}]
`;
const run = inMemory(planCommand, {
  "rules.yaml": text,
  "expected.yaml": `${text}expect: {dropped: 7, combinations: 5}\n`,
  "other.yaml": `${text}expect: {dropped: 6}\n`,
  "none.yaml": `${text}constraints: [fast > 100]\n`,
});

describe("what rules drop", () => {
  it("is told in the JSON, and the numbers of those that stay have no gaps", () => {
    const { code, output } = run("rules.yaml");
    expect(code).toBe(0);
    const plan = JSON.parse(output);
    expect(plan).toMatchObject({
      combinations: 5,
      dropped: 7,
      rules: [
        {
          text: "fast < slow",
          path: "optimization.constraints[0]",
          drops: 6,
          only: 4,
          axes: ["fast", "slow"],
          tuples: 6,
        },
        {
          text: '{"slow": 20, "risk.stop_loss": 0.02}',
          path: "optimization.exclude[0]",
          drops: 3,
          only: 1,
          axes: ["risk.stop_loss", "slow"],
          tuples: 4,
        },
      ],
    });
    const served = plan.analysis.risk_containers.map(
      (one: { serves_combinations: unknown }) => one.serves_combinations,
    );
    expect(served).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });

  it("is held against what is expected", () => {
    expect(run("expected.yaml", "--summary").code).toBe(0);
    const { code, errors } = run("other.yaml", "--summary");
    expect(code).toBe(1);
    expect(errors).toContain("dropped is 7, expected 6");
  });

  it("is an error where it is everything", () => {
    const { code, errors } = run("none.yaml", "--summary");
    expect(code).toBe(1);
    expect(errors).toContain("there is nothing left to run [rules-drop-all]");
  });
});
