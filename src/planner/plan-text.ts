import { readWorkflow } from "./config/read-workflow.ts";
import { readYaml } from "./config/read-yaml.ts";
import type { YamlReading } from "./config/workflow.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Plan } from "./model.ts";
import { planWorkflow } from "./plan.ts";

/** What a text gives: always a plan of what could be read, and everything there is to say about it. */
export type PlannedText = {
  readonly plan: Plan;
  /** In order of the text; without the checks of hashes, which `checkLabels` makes. */
  readonly diagnostics: readonly Diagnostic[];
  /** True where a diagnostic blocks: the plan is not to be trusted. */
  readonly blocked: boolean;
};

/** Plans a YAML text as the users' engine reads it. Never throws for what a text contains. */
export function planText(
  text: string,
  reading: YamlReading,
  read: typeof readYaml = readYaml,
): PlannedText {
  const yaml = read(text, reading);
  const { workflow, diagnostics } = readWorkflow(yaml.value, { text, reading });
  const planned = planWorkflow(workflow);
  return {
    plan: planned.plan,
    ...inOrder([...yaml.diagnostics, ...diagnostics, ...planned.diagnostics]),
  };
}

/** Sorts diagnostics by where they stand in the text, and says whether one of them blocks. */
export function inOrder(
  diagnostics: readonly Diagnostic[],
): Pick<PlannedText, "diagnostics" | "blocked"> {
  return {
    diagnostics: diagnostics.toSorted((a, b) => a.range.start - b.range.start),
    blocked: diagnostics.some(({ blocking }) => blocking),
  };
}
