import { createYamlReader, type ReadYaml } from "../yaml/incremental/incremental-reader.ts";
import type { ParseText } from "../yaml/read-yaml.ts";
import type { YamlReading } from "../yaml/value.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { Plan } from "./model.ts";
import { planWorkflow } from "./plan.ts";
import type { Factored } from "./sharing/decomposition/factored.ts";
import type { Advice } from "./workflow/advice/advice.ts";
import type { Remembered } from "./workflow/read-section.ts";
import { readWorkflow } from "./workflow/read-workflow.ts";

/** What a text gives: always a plan of what could be read, and everything there is to say about it. */
export type PlannedText = {
  readonly plan: Plan;
  /** What explanations are computed from. */
  readonly factored: Factored;
  /** In order of the text; without the checks of hashes, which `checkLabels` makes. */
  readonly diagnostics: readonly Diagnostic[];
  /** True where a diagnostic blocks: the plan is not to be trusted. */
  readonly blocked: boolean;
};

/**
 * What one text leaves for the next: values that were not edited, and what was made of them, with the
 * advice that was given then.
 */
export type Memory = Remembered & { readonly read: ReadYaml };

/**
 * A memory for a series of texts of which each is an edit of the one before, with the parser of YAML
 * 1.2 where that may be asked for.
 */
export function createMemory(parse12?: ParseText, advice?: Advice): Memory {
  return { read: createYamlReader(parse12), strategies: new WeakMap(), advice };
}

/** The same memory once there is advice, which nothing that was read before has got. */
export function withAdvice(memory: Memory, advice: Advice | undefined): Memory {
  return memory.advice === advice ? memory : { ...memory, strategies: new WeakMap(), advice };
}

/**
 * Plans a YAML text as the users' engine reads it. Never throws for what a text contains. The answer
 * is the same whatever the memory holds, but what was not edited is not read again; without advice it
 * has no diagnostics of known fields, and no fixes.
 */
export function planWithMemory(text: string, reading: YamlReading, memory: Memory): PlannedText {
  const yaml = memory.read(text, reading);
  const { workflow, diagnostics } = readWorkflow(yaml.value, { text, reading }, memory);
  const { plan, factored, diagnostics: ofPlan } = planWorkflow(workflow);
  const ofSimulation = memory.advice?.checkSimulation(factored) ?? [];
  const all = [...yaml.diagnostics, ...diagnostics, ...ofPlan, ...ofSimulation];
  return { plan, factored, ...orderDiagnostics(all) };
}

/** Sorts diagnostics by where they stand in the text, and says whether one of them blocks. */
export function orderDiagnostics(
  diagnostics: readonly Diagnostic[],
): Pick<PlannedText, "diagnostics" | "blocked"> {
  return {
    diagnostics: diagnostics.toSorted((a, b) => a.range.start - b.range.start),
    blocked: diagnostics.some(({ blocking }) => blocking),
  };
}
