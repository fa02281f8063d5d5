import { grouped } from "../text/count-text.ts";
import { copyRange } from "../text/source-range.ts";
import { createYamlReader, type ReadYaml } from "../yaml/incremental/incremental-reader.ts";
import type { ParseText } from "../yaml/read-yaml.ts";
import { entryOf, keyText, type MapEntry, type YamlReading } from "../yaml/value.ts";
import { problem, type Diagnostic } from "./diagnostic.ts";
import type { Plan } from "./model.ts";
import { planWorkflow, type Drop } from "./plan.ts";
import type { Factored } from "./sharing/decomposition/factored.ts";
import type { Remembered } from "./workflow/read-section.ts";
import { readWorkflow } from "./workflow/read-workflow.ts";
import type { Workflow } from "./workflow/workflow.ts";

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
export type Memory = Remembered & {
  readonly read: ReadYaml;
  /** What computes rules, where it is loaded. */
  readonly drop?: DropCombinations | undefined;
  /** What knows the engine that a document is written for, where it is loaded. */
  readonly tellEngine?: TellEngine | undefined;
  /** What tells of surprises about where grid keys go, where it is loaded. */
  readonly diagnoseReach?: DiagnoseReach | undefined;
};

/** Tells what an engine drops by itself. */
export type TellEngine = (factored: Factored, source: string) => readonly Diagnostic[];

/** Tells of surprises about where grid keys go. */
export type DiagnoseReach = (workflow: Workflow, reach: Factored["reach"]) => readonly Diagnostic[];

/** Finds what the rules of a document leave: a part of its own, since most documents have none. */
export type DropCombinations = (...of: [...Parameters<Drop>, source: string]) => ReturnType<Drop>;

/** Parts that a memory may have got, or not yet. */
export type Parts = Pick<Memory, "advice" | "translate" | "drop" | "tellEngine" | "diagnoseReach">;

/**
 * A memory for a series of texts of which each is an edit of the one before, with the parser of YAML
 * 1.2 where that may be asked for.
 */
export function createMemory(parse12?: ParseText, parts: Parts = {}): Memory {
  return { read: createYamlReader(parse12), strategies: new WeakMap(), ...parts };
}

/** The same memory with the parts that there are now; nothing that was read before has got new advice. */
export function withParts(memory: Memory, parts: Parts): Memory {
  const isAlike = memory.advice === parts.advice && memory.translate === parts.translate;
  const strategies = isAlike ? memory.strategies : new WeakMap();
  return { ...memory, ...parts, strategies };
}

/**
 * Plans a YAML text as the users' engine reads it. Never throws for what a text contains. The answer
 * is the same whatever the memory holds, but what was not edited is not read again; without advice it
 * has no diagnostics of known fields, and no fixes.
 */
export function planWithMemory(text: string, reading: YamlReading, memory: Memory): PlannedText {
  const yaml = memory.read(text, reading);
  const { workflow, diagnostics } = readWorkflow(yaml.value, { text, reading }, memory);
  const { drop } = memory;
  const ruled = ruleEntry(workflow);
  const {
    plan,
    factored,
    diagnostics: ofPlan,
  } = planWorkflow(workflow, ruled && drop ? (...of) => drop(...of, text) : undefined);
  const notDropped = ruled && !drop ? [notApplied(plan, ruled)] : [];
  const advised = [
    ...(memory.diagnoseReach?.(workflow, factored.reach) ?? []),
    ...(memory.tellEngine?.(factored, text) ?? []),
    ...(memory.advice?.checkSimulation(factored) ?? []),
  ];
  const all = [...yaml.diagnostics, ...diagnostics, ...ofPlan, ...notDropped, ...advised];
  return { plan, factored, ...orderDiagnostics(all) };
}

/** The first key of a document that may hold rules, if there is any. */
function ruleEntry({ root, strategies }: Workflow): MapEntry | undefined {
  const optimization = entryOf(root, "optimization")?.value;
  const inside = optimization?.type === "map" ? [optimization] : [];
  // in a strategy they drop nothing, which is told
  const sections = [root, ...inside, ...strategies.map(({ entry }) => entry)];
  return sections
    .flatMap((section) => ruleKeys.map((key) => entryOf(section, key)))
    .find((entry) => entry !== undefined);
}

const ruleKeys = ["constraints", "exclude", "include"];

/** A plan that counts what a rule drops is an error, however small. */
function notApplied({ combinations }: Plan, { key }: MapEntry): Diagnostic {
  return problem("rules-not-applied", { path: keyText(key), range: copyRange(key.range) }, [
    grouped(combinations),
  ]);
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
