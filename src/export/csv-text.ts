import { csvFormatRows } from "d3-dsv";

/** Rows of cells as the text of a CSV file, the header first. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return `${csvFormatRows(rows.map((row) => row.map(guardFormula)))}\n`;
}

/** A cell that a spreadsheet would take for a formula begins with an apostrophe; numbers stay. */
function guardFormula(cell: string): string {
  const isNumber = cell.trim() !== "" && Number.isFinite(Number(cell));
  return !isNumber && /^[=+\-@\t\r\n]/.test(cell) ? `'${cell}` : cell;
}
