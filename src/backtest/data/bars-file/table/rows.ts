import { dsvFormat } from "d3-dsv";
import { clipText } from "../../../../text/clip-text.ts";

/** A row that is not blank, with the line that it begins in, from 1. */
export type Row = { readonly line: number; readonly cells: readonly string[] };

/** What may stand between two cells, and what messages call it. */
export const separators: ReadonlyMap<string, string> = new Map([
  [",", "commas"],
  [";", "semicolons"],
  ["\t", "tabs"],
  ["|", "vertical bars"],
]);

/** The row in which Excel is told the separator: `sep=;`. */
const directive = /^\s*"?sep=(?<separator>[^"\r\n]?)"?[ \t]*(?:\r\n|\r|\n|$)/i;

/** The separator that a text names itself, in its first line; `undefined` where it names none. */
export function namedSeparator(text: string): { readonly separator: string } | undefined {
  const match = directive.exec(text);
  return match ? { separator: match.groups?.["separator"] ?? "" } : undefined;
}

/** Rows with the line each begins in, without blank ones; a quoted cell may span several lines. */
export function splitRows(text: string, separator: string): Row[] {
  const named = directive.exec(text)?.[0] ?? "";
  const content = text.slice(named.length);
  let line = named === "" ? 1 : 2;
  const mayBreak = content.includes('"');
  const rows: Row[] = [];
  for (const cells of dsvFormat(separator).parseRows(content)) {
    if (!isBlank(cells)) rows.push({ line, cells });
    line += mayBreak ? cells.reduce((sum, cell) => sum + breaksIn(cell), 1) : 1;
  }
  return rows;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "" || cell.trim() === "");
}

function breaksIn(cell: string): number {
  if (!cell.includes("\n") && !cell.includes("\r")) return 0;
  return cell.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** What a cell says; one that a short row lacks says nothing. */
export function cellAt({ cells }: Row, place: number): string {
  return cells[place]?.trim() ?? "";
}

/** How many cells a row has without blank ones at its end. */
export function widthOf({ cells }: Row): number {
  let width = cells.length;
  while (width > 0 && cells[width - 1]?.trim() === "") width--;
  return width;
}

/** A row as a message quotes it, cut where it is long. */
export function quoteRow({ cells }: Row): string {
  const written = cells.map((cell) => cell.trim()).filter(Boolean);
  return quoteCell(written.join(", "));
}

/** Characters that a message quotes of a file. */
const mostQuoted = 60;

/** A cell as a message quotes it, cut where it is long. */
export function quoteCell(text: string): string {
  return `"${clipText(text, mostQuoted)}"`;
}
