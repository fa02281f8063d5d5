import { expect, it } from "vitest";
import { createAnalyzer } from "../../../planner/analyze.ts";
import { planIdentity } from "./plan-identity.ts";

const seed = `strategies:
  - type: momentum
    parameters:
      lookback_period: [10, 20]
risk:
  max_position_size: 1000
execution:
  commission: 0.001
`;
/** Too many combinations to be drawn one by one. */
const large = seed.replace("[10, 20]", "{min: 1, max: 5000, step: 1}");

function identityOf(text: string): string {
  return planIdentity(createAnalyzer().analyze(text, "pyyaml").view, text);
}

for (const [size, text] of [
  ["drawn whole", seed],
  ["too large to be", large],
] as const) {
  it(`is the same with other comments and blank lines, of a plan ${size}`, () => {
    const remarked = `# a remark\n\n${text.replace("risk:\n", "risk:   \n  # another\n")}\n`;
    expect(identityOf(remarked)).toBe(identityOf(text));
  });

  it(`is another one with another value, of a plan ${size}`, () => {
    for (const edited of [
      text.replace("0.001", "0.002"),
      text.replace("1000", "1001"),
      text.replace("momentum", "reversion"),
      text.replace("execution:", "portfolio:\n  initial_capital: 5\nexecution:"),
    ]) {
      expect(edited).not.toBe(text);
      expect(identityOf(edited)).not.toBe(identityOf(text));
    }
  });
}

it("is the same in another layout of the text, where all of the plan is drawn", () => {
  const flow = seed.replace("    parameters:\n      look", "    parameters:\n           look");
  expect(flow).not.toBe(seed);
  expect(identityOf(flow)).toBe(identityOf(seed));
});
