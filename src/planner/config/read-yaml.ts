import type { Diagnostic } from "../diagnostic.ts";
import { composeValue } from "./compose.ts";
import { parseSyntax } from "./syntax.ts";
import type { Value } from "./value.ts";
import type { YamlReading } from "./workflow.ts";

/** What a text holds, or nothing where Python, or a limit, refuses it; and all there is to say. */
export type YamlRead = {
  readonly value: Value | undefined;
  readonly diagnostics: readonly Diagnostic[];
};

/**
 * Reads a YAML text into the value that the users' engine holds: `yaml` for syntax and positions,
 * typing by PyYAML's rules on the tree (spec page 1). Never throws; linear in the text.
 */
export function readYaml(text: string, reading: YamlReading): YamlRead {
  const { document, diagnostics } = parseSyntax(text, reading);
  if (!document) return { value: undefined, diagnostics };
  const composed = composeValue(document, text, reading);
  return { value: composed.value, diagnostics: [...diagnostics, ...composed.diagnostics] };
}
