import { diagnoseExpectations } from "../planner/explain/expect/expect.ts";
import { diagnoseNearMisses } from "../planner/explain/near-miss/near-miss-diagnostics.ts";
import { nearMissesOf } from "../planner/explain/near-miss/near-miss.ts";
import { usesOf } from "../planner/explain/uses/uses.ts";
import { planText } from "../planner/plan-text.ts";
import { createMemory, orderDiagnostics } from "../planner/plan-with-memory.ts";
import { checkLabels } from "../planner/sharing/containers/labels.ts";
import type { ParseText } from "../yaml/read-yaml.ts";
import type { YamlReading } from "../yaml/value.ts";
import type { Described } from "./plan-json.ts";

/** Plans a text for files: with everything there is to say about it, hash collisions too. */
export function describeText(text: string, reading: YamlReading, parse12?: ParseText): Described {
  const { plan, factored, diagnostics } = planText(text, reading, createMemory(parse12));
  const labels = checkLabels(plan).step(Infinity) ?? [];
  const nearMisses = diagnoseNearMisses(nearMissesOf(plan, factored));
  const expectations = diagnoseExpectations(plan, factored, text);
  const all = [...diagnostics, ...labels, ...nearMisses, ...expectations];
  return { plan, factored, text, uses: usesOf(factored, diagnostics), ...orderDiagnostics(all) };
}
