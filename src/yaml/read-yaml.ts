import { composeValue } from "./compose/compose.ts";
import { hintAtTwins } from "./compose/reading-hints.ts";
import type { YamlDiagnostic } from "./diagnostic.ts";
import { parseText } from "./parse/parse.ts";
import type { Syntax } from "./parse/syntax-tree.ts";
import {
  beginsOddly,
  checkBreaks,
  checkStructure,
  findConflicts,
  findFences,
  refuseText,
} from "./text-checks.ts";
import type { Value, YamlReading } from "./value.ts";

/** What a text holds, or nothing where Python, or a limit, refuses it; and all there is to say. */
export type YamlRead = {
  readonly value: Value | undefined;
  readonly diagnostics: readonly YamlDiagnostic[];
};

/** Parses the syntax of a text. */
export type ParseText = (text: string) => Syntax;

/**
 * Reads a YAML text into the value that the users' engine holds (spec page 1). Never throws for
 * what a text contains; linear in its length. The parser of YAML 1.2 is handed in where that is the
 * reading, so that a page need not load it before somebody asks.
 */
export function readYaml(text: string, reading: YamlReading, parse12?: ParseText): YamlRead {
  const parse: ParseText | undefined = reading === "pyyaml" ? parseText : parse12;
  if (!parse) throw new Error("the parser of YAML 1.2 is not loaded");
  const refusals = refuseText(text);
  if (refusals.length > 0) return { value: undefined, diagnostics: refusals };
  const { root, diagnostics } = parse(text);
  const composed = root && composeValue(root, text, reading);
  const value = composed?.value;
  const conflicts = value?.type === "map" ? [] : findConflicts(text);
  if (conflicts.length > 0) return { value: undefined, diagnostics: conflicts };
  const fences = value?.type === "map" ? [] : findFences(text);
  if (fences.length > 0) return { value: undefined, diagnostics: fences };
  const breaks = reading === "pyyaml" ? checkBreaks(text, value === undefined) : [];
  const { diagnostics: ofValues = [], oddKeys = [] } = composed ?? {};
  const hints = [...ofValues, ...hintAtTwins(oddKeys), ...breaks];
  const isSpaced = value !== undefined && oddKeys.every((key) => !beginsOddly(key.text));
  const structure = isSpaced ? [] : checkStructure(text);
  return { value, diagnostics: [...diagnostics, ...structure, ...hints] };
}
