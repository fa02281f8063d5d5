import type { Diagnostic } from "../diagnostic.ts";
import { composeValue } from "./compose.ts";
import { parseText } from "./parse.ts";
import { hintAtTwins } from "./reading-hints.ts";
import { checkBreaks, findConflicts, refuseText } from "./text-checks.ts";
import type { Value } from "./value.ts";
import type { YamlReading } from "./workflow.ts";
import { parseYaml12 } from "./yaml12-syntax.ts";

/** What a text holds, or nothing where Python, or a limit, refuses it; and all there is to say. */
export type YamlRead = {
  readonly value: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Reads a YAML text into the value that the users' engine holds (spec page 1). Never throws for
 * what a text contains; linear in its length.
 */
export function readYaml(text: string, reading: YamlReading): YamlRead {
  const refusals = refuseText(text);
  if (refusals.length > 0) return { value: undefined, diagnostics: refusals };
  const { root, diagnostics } = reading === "pyyaml" ? parseText(text) : parseYaml12(text);
  const composed = root && composeValue(root, reading);
  const value = composed?.value;
  const conflicts = value?.type === "map" ? [] : findConflicts(text);
  if (conflicts.length > 0) return { value: undefined, diagnostics: conflicts };
  const breaks = reading === "pyyaml" ? checkBreaks(text, value === undefined) : [];
  const { diagnostics: found = [], oddKeys = [] } = composed ?? {};
  return { value, diagnostics: [...diagnostics, ...found, ...hintAtTwins(oddKeys), ...breaks] };
}
