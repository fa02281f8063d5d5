import { parseArgs } from "node:util";
import { convertDocument } from "../planner/convert-document.ts";
import { planText } from "../planner/plan-text.ts";
import { createMemory } from "../planner/plan-with-memory.ts";
import { parseYaml12 } from "../yaml/parse/parse-yaml12.ts";
import { readArguments, readingOf, usageError, type Terminal } from "./terminal.ts";

const options = { yaml: { type: "string" } } as const;

/**
 * `convert FILE`: prints any document in the planner's own dialect (spec page 7). Exit 1 when a part
 * of it could not be converted, which is said on standard error, and in the document itself.
 */
export function convertCommand(args: readonly string[], terminal: Terminal): number {
  const { values, positionals } = readArguments(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw usageError("convert: one FILE is expected");
  const reading = readingOf(values.yaml);
  const text = terminal.readFile(file);
  const { factored, diagnostics } = planText(text, reading, createMemory(parseYaml12));
  const { workflow } = factored;
  const converted = convertDocument({ workflow, text, reading, diagnostics });
  for (const reason of converted.refused) terminal.warn(`${file}: ${reason}\n`);
  if (converted.text === undefined) {
    terminal.warn(`${file}: what it stands for is too long to be written\n`);
    return 1;
  }
  terminal.print(converted.text);
  return converted.refused.length > 0 ? 1 : 0;
}
