import { usageError, type Terminal } from "../terminal.ts";

type Command = (args: readonly string[], terminal: Terminal) => number;
type Outcome = { readonly code: number; readonly output: string; readonly errors: string };

/** A command that reads these files instead of a disk, and what it prints. */
export function inMemory(
  command: Command,
  files: Readonly<Record<string, string>>,
): (...args: readonly string[]) => Outcome {
  return (...args) => {
    let output = "";
    let errors = "";
    const code = command(args, {
      readFile(file) {
        const text = files[file];
        if (text === undefined) throw usageError(`cannot read ${file}`);
        return text;
      },
      print: (text) => (output += text),
      warn: (text) => (errors += text),
    });
    return { code, output, errors };
  };
}
