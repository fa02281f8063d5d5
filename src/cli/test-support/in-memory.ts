import { usageError, type Terminal } from "../terminal.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;
type Outcome = {
  readonly code: number;
  readonly output: string;
  readonly errors: string;
};

/** A command that reads these files instead of a disk, and what it prints. */
export function inMemory(
  command: (args: readonly string[], terminal: Terminal) => number,
  files: Files,
): (...args: readonly string[]) => Outcome {
  return (...args) => {
    const { terminal, printed } = terminalOver(files);
    const code = command(args, terminal);
    return { code, ...printed() };
  };
}

/** The same for a command that has to wait for what it reads. */
export function inMemoryLater(
  command: (args: readonly string[], terminal: Terminal) => Promise<number>,
  files: Files,
): (...args: readonly string[]) => Promise<Outcome & { readonly bytes: Uint8Array }> {
  return async (...args) => {
    const { terminal, printed, bytes } = terminalOver(files);
    const code = await command(args, terminal);
    return { code, ...printed(), bytes: Uint8Array.from(bytes) };
  };
}

function terminalOver(files: Files) {
  let output = "";
  const bytes: number[] = [];
  let errors = "";
  const contentOf = (file: string): string | Uint8Array => {
    const content = files[file];
    if (content === undefined) throw usageError(`cannot read ${file}`);
    return content;
  };
  const terminal: Terminal = {
    readFile(file) {
      const content = contentOf(file);
      return typeof content === "string" ? content : new TextDecoder().decode(content);
    },
    readBytes(file) {
      const content = contentOf(file);
      return typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
    print: (text) => (output += text),
    printBytes: (printed) => void bytes.push(...printed),
    warn: (text) => (errors += text),
  };
  return { terminal, bytes, printed: () => ({ output, errors }) };
}
