import type { Crew } from "../backtest/sweep/run-work.ts";
import type { YamlReading } from "../yaml/value.ts";

/** What a command needs of the machine that it runs on. */
export type Terminal = {
  /** The text of a file, or of standard input for `-`; throws a usage error where there is none. */
  readFile(file: string): string;
  /** The bytes of a file, in the same way. */
  readBytes(file: string): Uint8Array;
  print(text: string): void;
  printBytes(bytes: Uint8Array): void;
  warn(text: string): void;
  /** Waits until what was printed has gone out, so that a slow reader does not fill the memory. */
  printed?(): Promise<void>;
  /** Other threads for long runs, where there are any. */
  readonly crew?: Crew;
};

/** The command line was used wrongly: exit code 2. */
export function usageError(message: string): Error {
  return Object.assign(new Error(message), { name: usage });
}

export function isUsageError(error: unknown): error is Error {
  return error instanceof Error && error.name === usage;
}

const usage = "UsageError";

/** Runs a parse of arguments, with what is wrong about them as a usage error. */
export function readArguments<Parsed>(parse: () => Parsed): Parsed {
  try {
    return parse();
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
