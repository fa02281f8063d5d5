import { parseArgs } from "node:util";
import { jsonText, type Json } from "../export/json-text.ts";
import { canonicalText, withoutIgnored } from "../planner/sharing/canonical/canonical.ts";
import { hashOf } from "../planner/sharing/containers/hash.ts";
import { parseYaml12 } from "../yaml/parse/parse-yaml12.ts";
import { readYaml } from "../yaml/read-yaml.ts";
import type { YamlReading } from "../yaml/value.ts";
import { readArguments, readingOf, usageError, type Terminal } from "./terminal.ts";

const options = { yaml: { type: "string" } } as const;

/**
 * `hash FILE...`: for each file that holds one mapping its label and canonical text as the users'
 * Python gives them, or why Python refuses (spec page 2, "Command line"). Exit 1 after a refusal.
 */
export function hashCommand(args: readonly string[], terminal: Terminal): number {
  const { values, positionals: files } = readArguments(() =>
    parseArgs({ args: [...args], options, allowPositionals: true }),
  );
  if (files.length === 0) throw usageError("hash: a FILE is missing");
  const reading = readingOf(values.yaml);
  const texts = files.map((file) => terminal.readFile(file));
  const results = files.map((file, i) => hashFile(file, texts[i] ?? "", reading));
  for (const result of results) terminal.print(`${jsonText(result)}\n`);
  return results.some((result) => "error" in result) ? 1 : 0;
}

function hashFile(
  file: string,
  text: string,
  reading: YamlReading,
): { readonly [key: string]: Json } {
  const { value, diagnostics } = readYaml(text, reading, parseYaml12);
  const error = diagnostics.find(({ severity }) => severity === "error");
  if (!value) return { file, error: error?.message ?? "the file holds nothing" };
  if (value.type !== "map") return { file, error: "the document is no mapping" };
  const canonical = canonicalText(withoutIgnored(value));
  if (!canonical.ok) return { file, error: `Python cannot hash this: ${canonical.reason}` };
  return { file, hash: hashOf(canonical.text), canonical: canonical.text };
}
