import type { Value } from "../../yaml/value.ts";
import { createAdvice } from "../workflow/advice/advice.ts";
import { foreign } from "../workflow/foreign/foreign.ts";
import type { YamlSource } from "../workflow/read-section.ts";
import { readWorkflow } from "../workflow/read-workflow.ts";
import type { WorkflowReading } from "../workflow/workflow.ts";

/** All advice there is. */
export const advice = createAdvice(foreign);

/** Reads a workflow with all there is to say about it. */
export function readWithAdvice(root: Value | undefined, source?: YamlSource): WorkflowReading {
  return readWorkflow(root, source, { strategies: new WeakMap(), advice });
}
