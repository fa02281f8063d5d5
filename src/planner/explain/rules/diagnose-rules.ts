import { grouped } from "../../../text/count-text.ts";
import { problem, type Diagnostic } from "../../diagnostic.ts";
import type { Plan } from "../../model.ts";
import { readRules } from "../../rules/read-rules.ts";

/**
 * What there is to say about the rules of a document: those that cannot be read, and that those that can
 * be do not drop combinations of the plan. A plan that counts what a rule drops is an error, however
 * small.
 */
export function diagnoseRules(plan: Plan, text: string): readonly Diagnostic[] {
  const { rules, diagnostics } = readRules(plan.workflow.root, text);
  const [first, ...others] = rules.filter(({ type }) => type !== "broken");
  if (!first) return diagnostics;
  const related = others.map(({ written }) => ({ range: written.range, message: "and this one" }));
  const words = [
    others.length === 0 ? "this rule is" : `${grouped(BigInt(others.length + 1))} rules are`,
    grouped(plan.combinations),
  ] as const;
  const at = { path: first.path, range: first.written.range };
  return [...diagnostics, problem("rules-not-applied", at, [...words], { related })];
}
