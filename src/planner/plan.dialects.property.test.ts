import fc from "fast-check";
import { expect, it } from "vitest";
import { combinationIndex } from "./model.ts";
import { planText } from "./plan-text.ts";
import { configText } from "./sharing/canonical/config-text.ts";
import { arbitraryAnyConfig } from "./test-support/arbitrary-rules.ts";
import type { ConfigModel } from "./test-support/oracle.ts";
import { printYaml } from "./test-support/print-yaml.ts";

const roles = ["strategy", "portfolio", "risk", "execution"] as const;

/** Counts, and the configurations of every combination. */
function decidedBy(text: string): unknown {
  const { plan, blocked } = planText(text, "pyyaml");
  const { combinations, dropped, classCount } = plan;
  const { risk, execution } = plan.roles;
  const configs = Array.from({ length: Number(combinations) }, (_, i) => {
    const combination = plan.combinationAt(combinationIndex(BigInt(i)));
    return roles.map((role) => configText(plan.configOf(role, combination)));
  });
  return {
    blocked,
    combinations,
    dropped,
    classCount,
    risk: risk.count,
    execution: execution.count,
    configs,
  };
}

/** The first strategy alone, with nothing but what the clean syntax has beside parameters. */
function withOneStrategy(config: ConfigModel): ConfigModel {
  const strategies = config.strategies
    .slice(0, 1)
    .map((members) =>
      members.filter(
        (part) => part.member !== "zip" && (part.member !== "field" || part.key === "type"),
      ),
    );
  return { ...config, strategies };
}

it("plans a configuration alike in every dialect that can hold it", () => {
  fc.assert(
    fc.property(arbitraryAnyConfig, fc.nat(), (any, seed) => {
      const config = seed % 2 === 0 ? any : withOneStrategy(any);
      const plain = decidedBy(printYaml(config, { seed, shuffle: false }));
      const other = decidedBy(printYaml(config, { seed, shuffle: false, dialect: true }));
      expect(other).toEqual(plain);
    }),
    { numRuns: 200, endOnFailure: true },
  );
});
