import type { Bars } from "../bars.ts";
import { chooseSymbol } from "../choose-symbol.ts";
import { isNumber, readShortDate, readTime } from "../moments.ts";
import { fillBars, isFalling, numberPlaces } from "./fill-bars.ts";
import { isFormatted, readNumeral, readPlain, tellNumerals } from "./numerals.ts";
import { claimColumns, missingIn, prices, type Claims } from "./table/column-names.ts";
import { findTable, type Table } from "./table/find-table.ts";
import { cellAt, quoteRow, type Row } from "./table/rows.ts";
import { settleColumns, type Columns } from "./table/settle-columns.ts";

/** What is wrong with a file of bars, and where: `line 3`, `row 3`, nothing for the whole of it. */
export type FileError = { readonly where: string; readonly message: string };

/** Bars, or the first of the errors in the order of lines. */
export type BarsReading =
  | {
      readonly status: "read";
      readonly bars: Bars;
      /** Where the file tells whose bars a row has, and of how many symbols. */
      readonly symbols: { readonly column: string; readonly count: number } | undefined;
      /** What was understood of the file that another one may have in another way. */
      readonly notes: readonly string[];
    }
  | { readonly status: "refused"; readonly errors: readonly FileError[] };

/** The bars of a file: all of them, or those of one of its symbols. */
export type ReadBars = (symbol?: string) => BarsReading;

/** Rows as a file has them, a header among them, and what messages call their numbers. */
export type FileRows = {
  readonly rows: readonly Row[];
  readonly counted: "line" | "row";
  readonly notes: readonly string[];
};

export function refuse(where: string, message: string): BarsReading {
  return { status: "refused", errors: [{ where, message }] };
}

/**
 * Reads rows strictly: one bar a row, oldest or newest first, below a header or in a layout that has
 * none. What can be read in two ways is refused, and nothing is repaired or left out in silence.
 */
export function readRows(
  { rows, counted, notes }: FileRows,
  symbol: string | undefined,
): BarsReading {
  // the names of a Parquet file stand in no row of it
  const whereOf = ({ line }: Row): string => (line === 0 ? "" : `${counted} ${line}`);
  const table = findTable(rows);
  if (table.status !== "found") return refuse(whereOf(table.row), table.message);
  const { header, names } = table;
  const { bars: body, notes: footerNotes } = withoutFooter(table);
  const choice = chooseOf(table, body, symbol);
  if (choice.status === "refused") return refuse(whereOf(header), choice.message);
  const { claims, rows: chosen, symbols } = choice;
  if (chosen.length < 2) {
    return refuse(whereOf(header), `${chosen.length} bars: at least 2 are needed`);
  }
  const missing = missingIn(claims);
  if (missing.length > 0) {
    return refuse(
      whereOf(header),
      `no column for ${missing.join(", ")} of ${symbol ?? "the symbol"}`,
    );
  }
  const columns = settleColumns(table, claims, chosen);
  if (columns.status === "contested") return refuse(whereOf(columns.row), columns.message);
  const filled = fillNumerals(chosen, columns, names.length);
  if (filled.errors.length > 0) {
    const errors = filled.errors.map(({ row, message }) => ({ where: whereOf(row), message }));
    return { status: "refused", errors };
  }
  const order = isFalling(columns.times.time) ? ["the newest bars stand first"] : [];
  return {
    status: "read",
    bars: filled.bars,
    symbols,
    notes: [...notes, ...table.notes, ...columns.notes, ...filled.notes, ...order, ...footerNotes],
  };
}

/** So many rows may stand behind the last bar. */
const longestFooter = 20;

/** Leaves out what stands behind the bars: rows that have neither a time nor prices. */
function withoutFooter({ body, claims }: Table): {
  readonly bars: readonly Row[];
  readonly notes: readonly string[];
} {
  let end = body.length;
  while (end > 0 && body.length - end <= longestFooter && isFooter(body[end - 1], claims)) end--;
  const [first, ...more] = body.slice(end);
  if (!first || more.length >= longestFooter) return { bars: body, notes: [] };
  const others = more.length > 0 ? ` and ${more.length} more` : "";
  const note = `left out behind the bars: ${quoteRow(first)}${others}`;
  return { bars: body.slice(0, end), notes: [note] };
}

function isFooter(row: Row | undefined, claims: Claims): boolean {
  if (!row) return false;
  const isTime = claims.time.some((place) => {
    const text = cellAt(row, place);
    return isNumber(text) || readTime(text) !== undefined || readShortDate(text) !== undefined;
  });
  return !isTime && prices.every((price) => !hasNumber(row, claims[price]));
}

function hasNumber(row: Row, places: readonly number[]): boolean {
  return places.some((place) => {
    const text = cellAt(row, place);
    return Number.isFinite(readPlain(text)) || isFormatted(text);
  });
}

type Choice =
  | {
      readonly status: "chosen";
      readonly claims: Claims;
      readonly rows: readonly Row[];
      readonly symbols: { readonly column: string; readonly count: number } | undefined;
    }
  | { readonly status: "refused"; readonly message: string };

/** The rows of one symbol, or the columns of one where a header row tells whose they are. */
function chooseOf(
  { claims, owners, names }: Table,
  rows: readonly Row[],
  symbol: string | undefined,
): Choice {
  if (owners) {
    const named = owners.symbols.slice(1).filter((owner) => owner !== "");
    const column = { place: 0, name: owners.name };
    const choice = chooseSymbol(
      named.map((owner) => ({ cells: [owner] })),
      column,
      symbol,
    );
    if (choice.status === "refused") return choice;
    const chosen = choice.rows[0]?.cells[0];
    // what belongs to nobody, as times do, belongs to each
    const ofOne = names.map((name, place) => {
      const owner = place === 0 ? "" : (owners.symbols[place] ?? "");
      return owner === "" || owner === chosen ? name : undefined;
    });
    const symbols = { column: owners.name, count: choice.symbols };
    return { status: "chosen", claims: claimColumns(ofOne), rows, symbols };
  }
  if (claims.symbol === undefined) return { status: "chosen", claims, rows, symbols: undefined };
  const name = names[claims.symbol] ?? "";
  const choice = chooseSymbol(rows, { place: claims.symbol, name }, symbol);
  if (choice.status === "refused") return choice;
  const symbols = { column: name, count: choice.symbols };
  return { status: "chosen", claims, rows: choice.rows, symbols };
}

/** Fills bars from plain numbers; where some are written in another way, from numbers as the file has them. */
function fillNumerals(rows: readonly Row[], columns: Columns, width: number) {
  const filled = fillBars(rows, columns, width, readPlain);
  if (!filled.formatted) return { ...filled, notes: pointNotes(rows, columns) };
  const places = numberPlaces(columns);
  const numerals = tellNumerals(rows, (row) => places.map((place) => cellAt(row, place)));
  if (numerals.status === "unclear") return { ...filled, errors: [numerals], notes: [] };
  const { decimal, notes } = numerals;
  return { ...fillBars(rows, columns, width, (text) => readNumeral(text, decimal)), notes };
}

/** Says of prices that all have a point before three digits that it does not group them. */
function pointNotes(rows: readonly Row[], { prices: places }: Columns): readonly string[] {
  const isGroup = (row: Row): boolean =>
    places.every((place) => /^[1-9]\d{0,2}\.\d{3}$/.test(cellAt(row, place)));
  const [first] = rows;
  if (!first || !rows.every(isGroup)) return [];
  return [`points are decimal, as in ${cellAt(first, places[0])}`];
}
