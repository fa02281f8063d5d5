import { combinationIndex, type Plan } from "../model.ts";
import { configText } from "../sharing/canonical/config-text.ts";

const roles = ["strategy", "risk", "execution", "portfolio"] as const;

/** What two documents of one meaning have in common: the counts, and the configurations at both ends. */
export function planSummary(plan: Plan) {
  const { combinations, classCount, dropped } = plan;
  const { risk, execution } = plan.roles;
  const ends = combinations === 0n ? [] : [0n, combinations - 1n];
  return {
    counts: [combinations, risk.count, execution.count, classCount, dropped],
    ends: ends.map((index) => {
      const combination = plan.combinationAt(combinationIndex(index));
      return roles.map((role) => configText(plan.configOf(role, combination)));
    }),
  };
}
