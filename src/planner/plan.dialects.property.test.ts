import fc from "fast-check";
import { expect, it } from "vitest";
import { combinationIndex, type Plan } from "./model.ts";
import { configText } from "./sharing/canonical/config-text.ts";
import { arbitraryAnyConfig } from "./test-support/arbitrary-rules.ts";
import { planOf } from "./test-support/expect-plan.ts";
import { printYaml } from "./test-support/print-yaml.ts";

const roles = ["strategy", "portfolio", "risk", "execution"] as const;

/** Counts, and the configurations of every combination. */
function decidedBy(plan: Plan): unknown {
  const { combinations, dropped, classCount } = plan;
  const { risk, execution } = plan.roles;
  const configs = Array.from({ length: Number(combinations) }, (_, i) => {
    const combination = plan.combinationAt(combinationIndex(BigInt(i)));
    return roles.map((role) => configText(plan.configOf(role, combination)));
  });
  return {
    combinations,
    dropped,
    classCount,
    risk: risk.count,
    execution: execution.count,
    configs,
  };
}

it("plans a configuration alike in every dialect that can hold it", () => {
  fc.assert(
    fc.property(arbitraryAnyConfig, fc.nat(), (config, seed) => {
      const plain = planOf(printYaml(config, { seed, shuffle: false }));
      const other = planOf(printYaml(config, { seed, shuffle: false, dialect: true }));
      expect(decidedBy(other)).toEqual(decidedBy(plain));
    }),
    { numRuns: 400, endOnFailure: true },
  );
});
