import { clipText } from "../../text/clip-text.ts";

/** The rows of one symbol; or why none can be chosen. */
export type SymbolChoice<Row> =
  | { readonly status: "chosen"; readonly rows: readonly Row[]; readonly symbols: number }
  | { readonly status: "refused"; readonly message: string };

/** Columns that tell whose bars a row has, as `plainName` gives their names, the likeliest first. */
export const symbolColumns: readonly string[] = [
  "symbol",
  "ticker",
  "instrument",
  "sym",
  "tic",
  "pair",
  "asset",
  "security",
  "tscode",
  "isin",
  "contract",
  "product",
  "productid",
  "coin",
  "stock",
  "code",
  "name",
];

/** Symbols that a message lists at most. */
const mostListed = 10;
/** Characters of each. */
const longestListed = 40;

/**
 * Chooses the rows of a file by what they have in a column of symbols. A file of one symbol needs no
 * choice; of several, none is guessed, and one that the file does not have is never replaced.
 */
export function chooseSymbol<Row extends { readonly cells: readonly string[] }>(
  rows: readonly Row[],
  column: { readonly place: number; readonly name: string },
  symbol: string | undefined,
): SymbolChoice<Row> {
  const symbolOf = ({ cells }: Row): string => cells[column.place]?.trim() ?? "";
  const symbols = new Set(rows.map(symbolOf));
  const chosen = symbol ?? (symbols.size === 1 ? [...symbols][0] : undefined);
  if (chosen !== undefined && symbols.has(chosen)) {
    const own = symbols.size === 1 ? rows : rows.filter((row) => symbolOf(row) === chosen);
    return { status: "chosen", rows: own, symbols: symbols.size };
  }
  const listed = [...symbols]
    .slice(0, mostListed)
    .map((name) => (name === "" ? "(blank)" : clipText(name, longestListed)));
  const more = symbols.size > mostListed ? ` and ${symbols.size - mostListed} more` : "";
  const found = `column ${column.name} has ${listed.join(", ")}${more}`;
  const message =
    symbol === undefined
      ? `${found}: write as data.symbol whose bars are meant`
      : `${found}, and no ${symbol}, which data.symbol names`;
  return { status: "refused", message };
}
