import { describe, expect, it } from "vitest";
import { fixture } from "../planner/test-support/fixtures.ts";
import { compareCommand } from "./compare.ts";
import { isUsageError } from "./terminal.ts";
import { inMemory } from "./test-support/in-memory.ts";

const seed = fixture("plans/seed.yaml");
const files: Readonly<Record<string, string>> = {
  "seed.yaml": seed,
  "fees.yaml": seed.replace(
    "  parameter_grids:\n",
    "  parameter_grids:\n    commission: [0.001, 0.005]\n    slippage: [0.0005, 0.001]\n",
  ),
  "broken.yaml": "strategies: [\n",
  "hostile.yaml":
    'strategies: [{type: "<b>`|x", risk: {"a|`<script>": 1}}, {type: b, risk: {"a|`<script>": 2}}]',
};

const run = inMemory(compareCommand, files);

describe("compare", () => {
  it("says in one line what a change does, then every container", () => {
    const { code, output } = run("seed.yaml", "fees.yaml");
    expect(code).toBe(0);
    expect(output.split("\n").slice(0, 2)).toEqual([
      "+3 execution, +1 risk, 8 → 32 combinations; caused by commission (×2) and slippage (×2)",
      "  added    risk_1",
    ]);
    expect(run("seed.yaml", "seed.yaml").output).toBe("No change\n");
  });

  it("prints JSON and Markdown", () => {
    const json: unknown = JSON.parse(run("seed.yaml", "fees.yaml", "--format", "json").output);
    expect(json).toMatchObject({
      format: "sharing-comparison/1",
      combinations: { before: 8, after: 32 },
      roles: { risk: { unchanged: 1, added: 1 }, execution: { unchanged: 1, added: 3 } },
      changes: [
        { field: "commission", what: "×2" },
        { field: "slippage", what: "×2" },
      ],
    });
    const markdown = run("seed.yaml", "fees.yaml", "--format", "markdown").output;
    expect(markdown).toContain("| execution | 1 | 4 |");
    expect(markdown).toContain("### execution: 3 added, 1 unchanged");
  });

  it("keeps hostile names in their places", () => {
    const { output } = run("seed.yaml", "hostile.yaml", "--format", "markdown");
    const outside = output.replaceAll(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");
    expect(outside).not.toMatch(/<script|<b>/);
  });

  it("fails for an error, and for a wrong use", () => {
    expect(run("seed.yaml", "broken.yaml").code).toBe(1);
    for (const args of [["seed.yaml"], ["-", "-"], ["seed.yaml", "fees.yaml", "--format", "svg"]]) {
      expect(() => run(...args)).toThrow(expect.toSatisfy(isUsageError));
    }
  });
});
