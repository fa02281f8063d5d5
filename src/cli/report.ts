import type { Diagnostic } from "../planner/diagnostic.ts";
import type { DocumentUses } from "../planner/explain/uses/uses.ts";
import { grouped } from "../text/count-text.ts";
import { lineTable } from "../text/position.ts";

const namedUnread = 10;

/** One line about what nobody reads, where there is such a thing. */
export function unreadLine(
  { unread: { count, listed } }: DocumentUses,
  file: string,
): readonly string[] {
  if (count === 0) return [];
  const named = listed.slice(0, namedUnread).map(({ path }) => path);
  const more = count > named.length ? `, and ${grouped(BigInt(count - named.length))} more` : "";
  return [`${file}: read by neither planner nor backtest: ${named.join(", ")}${more}`];
}

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
