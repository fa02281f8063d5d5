import { clipText } from "../../../../text/clip-text.ts";
import { isNumber } from "../../moments.ts";
import { isFormatted, readPlain } from "../numerals.ts";
import { claimColumns, isTimeName, missingIn, type Claims } from "./column-names.ts";
import { isMoment, recogniseLayout } from "./layouts.ts";
import { readOwnedNames } from "./owned-names.ts";
import { cellAt, quoteRow, widthOf, type Row } from "./rows.ts";

/** Where the bars of a file stand, and what its columns claim to hold. */
export type Table = {
  readonly status: "found";
  /** Names of the columns, as written or as a layout has them. */
  readonly names: readonly string[];
  readonly claims: Claims;
  /** Where a layout has the time of day in a cell of its own. */
  readonly clock: number | undefined;
  /** Whose prices each column has, where a row beside the header tells it. */
  readonly owners: Owners | undefined;
  /** The row with the names; of a layout without one the first bar. */
  readonly header: Row;
  readonly body: readonly Row[];
  readonly notes: readonly string[];
};

type Owners = { readonly name: string; readonly symbols: readonly string[] };

/** Why there is no table, and where: nothing looks like one, or a row above one does not belong there. */
export type Missing = {
  readonly status: "missing" | "misplaced";
  readonly row: Row;
  readonly message: string;
};

/** So many rows may stand before the header. */
const mostBefore = 40;
/** So many rows tell a layout. */
const enoughForLayout = 20;
/** So many columns a table of many symbols may have. */
const mostColumns = 10_000;
const noOne: Row = { line: 1, cells: [] };

/** Finds header and bars among the rows of a file, or the layout of bars that have no header. */
export function findTable(rows: readonly Row[]): Table | Missing {
  const [first, ...others] = rows;
  if (!first) {
    return { status: "missing", row: noOne, message: "the file is empty: a header row is missing" };
  }
  const head = [first, ...others.slice(0, mostBefore)];
  const widest = head.find(({ cells }) => cells.length > mostColumns);
  if (widest) {
    const message = `${widest.cells.length} cells in a row: at most ${mostColumns} are read`;
    return { status: "misplaced", row: widest, message };
  }
  for (const [place, row] of head.entries()) {
    const header = readHeader(rows, place);
    if (header) return afterTitles(rows.slice(0, place), header);
    const layout = recogniseLayout(rows.slice(place, place + enoughForLayout));
    if (!layout) continue;
    const as = layout.of === undefined ? "" : `, as ${layout.of} writes them`;
    const note = `without a header, columns are taken for ${listNames(layout.names)}${as}`;
    const found = { header: row, body: rows.slice(place), owners: undefined, notes: [note] };
    return afterTitles(rows.slice(0, place), { status: "found", ...layout, ...found });
  }
  // told of the row that comes nearest to a header
  const missing = head.map(({ cells }) => missingIn(claimColumns(cells)));
  const fewest = Math.min(...missing.map(({ length }) => length));
  const place = missing.findIndex(({ length }) => length === fewest);
  const nearest = head[place] ?? first;
  const names = missing[place] ?? [];
  const cells = nearest.cells.map((cell) => cell.trim()).join(", ");
  const message = `no column for ${names.join(", ")}; found ${clipText(cells, 300)}`;
  return { status: "missing", row: nearest, message };
}

/** The table below a header that begins in a row; nothing where none begins there. */
function readHeader(rows: readonly Row[], place: number): Table | undefined {
  const header = rows[place];
  if (!header) return undefined;
  const names = namesIn(header);
  const claims = claimColumns(names);
  if (missingIn(claims).length > 0) return readOwners(rows, place) ?? readLayers(rows, place);
  const body = rows.slice(place + 1);
  const owners = undefined;
  return { status: "found", names, claims, clock: undefined, owners, header, body, notes: [] };
}

/** A header whose names tell the symbol, too: `SPY.Open`. */
function readOwners(rows: readonly Row[], place: number): Table | undefined {
  const header = rows[place];
  const owned = header && readOwnedNames(namesIn(header));
  if (!owned) return undefined;
  const { names } = owned;
  const owners = { name: "names", symbols: owned.owners };
  const [claims, body] = [claimColumns(names), rows.slice(place + 1)];
  return { status: "found", names, claims, clock: undefined, owners, header, body, notes: [] };
}

/**
 * The header of pandas, which has a row for each level of its names, and names the index in a row of
 * its own: `Price,Close,High`, `Ticker,SPY,SPY`, `Date,,`.
 */
function readLayers(rows: readonly Row[], place: number): Table | undefined {
  const below = rows.slice(place + 1, place + 3);
  const index = below.find(isIndexRow);
  if (!index) return undefined;
  const layers = rows.slice(place, rows.indexOf(index, place));
  const namesOf = (row: Row): readonly string[] => [cellAt(index, 0), ...namesIn(row).slice(1)];
  const header = layers.find((row) => missingIn(claimColumns(namesOf(row))).length === 0);
  if (!header) return undefined;
  const owning = layers.find((row) => row !== header);
  const names = namesOf(header);
  const owners = owning && { name: cellAt(owning, 0) || "of symbols", symbols: namesIn(owning) };
  const notes = [`the header has ${layers.length + 1} rows`];
  const [claims, body] = [claimColumns(names), rows.slice(place + layers.length + 1)];
  return { status: "found", names, claims, clock: undefined, owners, header, body, notes };
}

function isIndexRow(row: Row): boolean {
  return row.cells.length > 4 && widthOf(row) === 1 && isTimeName(cellAt(row, 0));
}

function namesIn(row: Row): readonly string[] {
  return Array.from({ length: widthOf(row) }, (_, place) => cellAt(row, place));
}

/** Leaves out what stands before a table: titles and comments. A bar is none of these. */
function afterTitles(titles: readonly Row[], table: Table): Table | Missing {
  const bar = titles.find(looksLikeBar);
  if (bar) {
    const { line } = table.header;
    const message = `${quoteRow(bar)} looks like a bar, but stands before the bars, which begin in line ${line}`;
    return { status: "misplaced", row: bar, message };
  }
  const [title] = titles;
  if (!title) return table;
  const more = titles.length > 1 ? ` and ${titles.length - 1} more` : "";
  return {
    ...table,
    notes: [`left out before the bars: ${quoteRow(title)}${more}`, ...table.notes],
  };
}

/** Whether a row has a time and numbers: no title does, so leaving it out would lose a bar. */
function looksLikeBar(row: Row): boolean {
  const texts = namesIn(row);
  const hasTime = texts.some((text) => !isNumber(text) && isMoment(text));
  const numbers = texts.filter((text) => Number.isFinite(readPlain(text)) || isFormatted(text));
  return numbers.length >= (hasTime ? 2 : 5);
}

/** So many names are listed before the rest is counted. */
const mostNames = 10;

function listNames(names: readonly string[]): string {
  if (names.length <= mostNames) return names.join(", ");
  const listed = names.slice(0, names.indexOf("volume") + 1);
  return `${listed.join(", ")} and ${names.length - listed.length} more`;
}
