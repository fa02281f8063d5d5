import { parseArgs, type ParseArgsConfig } from "node:util";
import type { YamlReading } from "../planner/config/workflow.ts";

/** What a command needs of the machine that it runs on. */
export type Terminal = {
  /** The text of a file, or of standard input for `-`; throws a usage error where there is none. */
  readFile(file: string): string;
  print(text: string): void;
  warn(text: string): void;
};

/** The command line was used wrongly: exit code 2. */
export function usageError(message: string): Error {
  return Object.assign(new Error(message), { name: usage });
}

export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === usage;
}

const usage = "UsageError";

/** Parses arguments, with what is wrong about them as a usage error. */
export function readArguments<Options extends NonNullable<ParseArgsConfig["options"]>>(
  args: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw usageError(error instanceof Error ? error.message : String(error));
  }
}

/** The reading that `--yaml` names. */
export function readingOf(yaml: string | undefined): YamlReading {
  if (yaml === undefined || yaml === "pyyaml") return "pyyaml";
  if (yaml === "1.2") return "1.2";
  throw usageError(`--yaml is "pyyaml" or "1.2", not "${yaml}"`);
}
