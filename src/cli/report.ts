import type { Diagnostic } from "../planner/diagnostic.ts";
import { lineTable } from "../text/position.ts";

/** Diagnostics for reading, a line each, as compilers print them. */
export function reportLines(
  diagnostics: readonly Diagnostic[],
  text: string,
  file: string,
): readonly string[] {
  const table = lineTable(text);
  return diagnostics.map(({ severity, message, code, range }) => {
    const { line, column } = table.positionAt(range.start);
    return `${file}:${line}:${column}: ${severity}: ${message} [${code}]`;
  });
}
