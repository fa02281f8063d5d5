import type { Value } from "../../yaml/value.ts";
import { dropCombinations } from "../coupling/drop-combinations.ts";
import { tellEngineDrops } from "../coupling/engine-drops.ts";
import { diagnoseReach } from "../sharing/reach/reach-diagnostics.ts";
import { createAdvice } from "../workflow/advice/advice.ts";
import { translate } from "../workflow/dialects/translate.ts";
import { convertForeign } from "../workflow/foreign/convert-foreign.ts";
import { createForeign } from "../workflow/foreign/foreign.ts";
import type { YamlSource } from "../workflow/read-section.ts";
import { readWorkflow } from "../workflow/read-workflow.ts";
import type { WorkflowReading } from "../workflow/workflow.ts";

/** All advice there is. */
export const advice = createAdvice(createForeign(convertForeign));

/** Reads a workflow with all there is to say about it. */
export function readWithAdvice(root: Value | undefined, source?: YamlSource): WorkflowReading {
  return readWorkflow(root, source, { strategies: new WeakMap(), advice, translate });
}

/** What a page loads after its first plan, for an analyzer: there from the first. */
export const lateParts = {
  advice: () => advice,
  diagnoseReach: () => diagnoseReach,
  translate: () => translate,
  drop: () => dropCombinations,
  tellEngine: () => tellEngineDrops,
};
