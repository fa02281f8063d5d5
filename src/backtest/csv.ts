import { dsvFormat } from "d3-dsv";
import { emptyBars, type Bars } from "./bars.ts";
import { readTime } from "./csv-time.ts";
import { chooseSymbol, symbolColumns } from "./data/choose-symbol.ts";

/** What is wrong with a file of bars, and in which line, from 1; a quoted field may span several. */
export type CsvError = { readonly line: number; readonly message: string };

/** Bars, or the first of the errors in the order of lines. */
export type CsvReading =
  | {
      readonly status: "read";
      readonly bars: Bars;
      /** Where the file tells whose bars a row has, and of how many symbols. */
      readonly symbols: { readonly column: string; readonly count: number } | undefined;
    }
  | { readonly status: "refused"; readonly errors: readonly CsvError[] };

const mostErrors = 20;

const prices = ["open", "high", "low", "close"] as const;
type Column = "time" | "clock" | (typeof prices)[number] | "volume";

/** The usual spellings, in lower case without brackets, blanks and underscores. */
const spellings: Readonly<Record<Column, readonly string[]>> = {
  time: ["time", "timestamp", "datetime", "date", "ts", "opentime", "unix", "unixtime"],
  clock: ["clock"],
  open: ["open", "o", "openprice"],
  high: ["high", "h", "highprice"],
  low: ["low", "l", "lowprice"],
  close: ["close", "c", "closeprice", "close/last", "last"],
  volume: ["volume", "vol", "v", "tickvol", "tickvolume", "basevolume"],
};

/**
 * Reads a file of bars strictly: a header with the usual spellings, then one bar a row, oldest first.
 *
 * Every row must have finite prices above 0, high ≥ max(open, close), low ≤ min(open, close) and a
 * later time than the row before; nothing is repaired or left out in silence. Commas, semicolons and
 * tabs separate; blank lines count as lines only. A file without volume has volume 0. Of several
 * symbols in one file only the rows of `symbol` are read.
 */
export function readCsvBars(text: string, symbol?: string): CsvReading {
  const content = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = numberRows(dsvFormat(separatorOf(content)).parseRows(content));
  const [header, ...allRows] = lines;
  if (!header) return refuse([{ line: 1, message: "the file is empty: a header row is missing" }]);
  const columns = readHeader(header.cells);
  const missing = (["time", ...prices] as const).filter((name) => columns[name] === undefined);
  if (missing.length > 0) {
    const message = `no column for ${missing.join(", ")}; found ${header.cells.join(", ")}`;
    return refuse([{ line: header.line, message }]);
  }
  const place = plainNames(header.cells).findIndex((name) => symbolColumns.includes(name));
  const column = place === -1 ? undefined : { place, name: (header.cells[place] ?? "").trim() };
  const choice = column && chooseSymbol(allRows, column, symbol);
  if (choice?.status === "refused") {
    return refuse([{ line: header.line, message: choice.message }]);
  }
  const rows = choice?.rows ?? allRows;
  if (rows.length < 2) {
    return refuse([{ line: header.line, message: `${rows.length} bars: at least 2 are needed` }]);
  }
  const bars = emptyBars(rows.length);
  const errors: CsvError[] = [];
  for (const [i, { cells, line }] of rows.entries()) {
    const wrong = fillBar(bars, i, columns, cells);
    if (wrong !== undefined && errors.push({ line, message: wrong }) === mostErrors) break;
  }
  if (errors.length > 0) return refuse(errors);
  const symbols = choice && column && { column: column.name, count: choice.symbols };
  return { status: "read", bars, symbols };
}

/** Reads as `readCsvBars` does, and remembers what it read last, for other dates of the same bars. */
export function createCsvMemory(): typeof readCsvBars {
  let last: { text: string; symbol: string | undefined; reading: CsvReading } | undefined;
  return (text, symbol) => {
    if (last?.text !== text || last.symbol !== symbol) {
      last = { text, symbol, reading: readCsvBars(text, symbol) };
    }
    return last.reading;
  };
}

function refuse(errors: readonly CsvError[]): CsvReading {
  return { status: "refused", errors };
}

type Line = { readonly line: number; readonly cells: readonly string[] };

/** Rows with the line each begins in, without blank ones. */
function numberRows(rows: readonly (readonly string[])[]): readonly Line[] {
  let line = 1;
  const lines: Line[] = [];
  for (const cells of rows) {
    if (cells.some((cell) => cell.trim() !== "")) lines.push({ line, cells });
    line += cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 1);
  }
  return lines;
}

function separatorOf(content: string): string {
  const header = content.trimStart().split(/[\r\n]/, 1)[0] ?? "";
  const count = (separator: string) => header.split(separator).length;
  return [",", ";", "\t"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

type Columns = Partial<Record<Column, number>>;

/** Names of columns in lower case without brackets, blanks and underscores. */
function plainNames(cells: readonly string[]): readonly string[] {
  return cells.map((cell) => cell.toLowerCase().replaceAll(/[\s_<>"']/g, ""));
}

function readHeader(cells: readonly string[]): Columns {
  const names = plainNames(cells);
  const columns: Columns = {};
  for (const column of ["time", ...prices, "volume"] as const) {
    const place = names.findIndex((name) => spellings[column].includes(name));
    if (place !== -1) columns[column] = place;
  }
  // a date and a time of day in two columns, as MetaTrader writes them
  const date = names.indexOf("date");
  const clock = names.indexOf("time");
  if (date !== -1 && clock !== -1) return { ...columns, time: date, clock };
  return columns;
}

/** Writes one row into the columns; gives what is wrong with it, or nothing. */
function fillBar(
  bars: Bars,
  i: number,
  columns: Columns,
  cells: readonly string[],
): string | undefined {
  const cell = (column: Column): string => {
    const place = columns[column];
    return place === undefined ? "" : (cells[place] ?? "").trim();
  };
  const written = `${cell("time")} ${cell("clock")}`.trim();
  const time = readTime(written);
  if (time === undefined) {
    return `time "${written}" is not a date such as 2024-01-31, 2024-01-31T14:30Z or milliseconds since 1970`;
  }
  const before = bars.time[i - 1];
  if (before !== undefined && i > 0 && time <= before) {
    return `time ${written} is not after the row before; rows must rise, oldest first`;
  }
  bars.time[i] = time;
  for (const column of prices) {
    const price = readNumber(cell(column));
    if (!(price > 0)) return `${column} "${cell(column)}" is not a number above 0`;
    bars[column][i] = price;
  }
  const volume = cell("volume") === "" ? 0 : readNumber(cell("volume"));
  if (!(volume >= 0)) return `volume "${cell("volume")}" is not a number from 0`;
  bars.volume[i] = volume;
  const [open, high, low, close] = prices.map((column) => bars[column][i] ?? 0);
  if (open === undefined || high === undefined || low === undefined || close === undefined) return;
  if (high < Math.max(open, close)) {
    return `high ${high} is below ${open > close ? `open ${open}` : `close ${close}`}`;
  }
  if (low > Math.min(open, close)) {
    return `low ${low} is above ${open < close ? `open ${open}` : `close ${close}`}`;
  }
  return undefined;
}

const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** A finite number in plain digits, or NaN: no thousands separators, no currencies. */
function readNumber(text: string): number {
  const value = number.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
