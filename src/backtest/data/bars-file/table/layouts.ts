import { isNumber, readDigits, readTime } from "../../moments.ts";
import type { Claims } from "./column-names.ts";
import { cellAt, widthOf, type Row } from "./rows.ts";

/** What the columns of a file without a header are. */
export type Layout = {
  /** Whose files look like this, where that is known. */
  readonly of: string | undefined;
  /** What each column is taken for, in order. */
  readonly names: readonly string[];
  /** Those that the first rows have, where a row may be read in two ways. */
  readonly claims: Claims;
  /** The place of a time of day beside the date. */
  readonly clock: number | undefined;
};

/**
 * The layout of rows without a header, by their shape alone: maybe a symbol and a period, a time in
 * one or two cells, four prices of which the second is the highest and the third the lowest, and what
 * some tools write behind them. `undefined` where nothing can be told for certain; a row among many
 * that has another shape is a spoiled row, which the reader of bars names.
 */
export function recogniseLayout(rows: readonly Row[]): Layout | undefined {
  const [first, ...others] = rows;
  const layout = first && layoutOf(first);
  if (!layout) return undefined;
  const alike = others.filter((row) => layoutOf(row)?.names.length === layout.names.length);
  const inOrder = [first, ...alike].filter((row) => isOrdered(row, layout));
  return 2 * inOrder.length > others.length + 1 ? layout : undefined;
}

function layoutOf(row: Row): Layout | undefined {
  const cells = Array.from({ length: widthOf(row) }, (_, place) => cellAt(row, place));
  const before = textsBefore(cells);
  if (before === undefined) return undefined;
  const isSplit = isDateAlone(cells[before]) && isClock(cells[before + 1]);
  const time = before;
  const open = before + (isSplit ? 2 : 1);
  const behind = cells.slice(open + 4);
  if (!isMoment(cells[time]) || !cells.slice(open, open + 4).every(isPrice)) {
    return undefined;
  }
  // fewer digits may count from midnight, too
  if (isNumber(cells[time] ?? "") && Number(cells[time]) < 1e8 && !readDigits(cells[time] ?? "")) {
    return undefined;
  }
  const tail = nameTail(behind, cells[time] ?? "", isSplit, before);
  if (!tail) return undefined;
  const symbols = ["ticker", "period"].slice(0, before);
  const times = isSplit ? ["date", "time"] : ["time"];
  const names = [...symbols, ...times, "open", "high", "low", "close", ...tail.names];
  const volume = tail.volume.map((place) => open + 4 + place);
  const claims = {
    time: [time],
    open: [open],
    high: [open + 1],
    low: [open + 2],
    close: [open + 3],
    volume,
    symbol: before > 0 ? 0 : undefined,
  };
  const of = toolOf(cells, before, isSplit, behind.length);
  return { of, names, claims, clock: isSplit ? time + 1 : undefined };
}

/** How many of the first cells are a symbol and a period. */
function textsBefore([first, second]: readonly string[]): number | undefined {
  if (isMoment(first)) return 0;
  if (first === undefined || !/^[\p{L}^$]/u.test(first)) return undefined;
  if (isMoment(second)) return 1;
  return second !== undefined && /^(?:[dwmy]|\d{1,4})$/i.test(second) ? 2 : undefined;
}

/** What stands behind the prices: the place of volumes among it, the likeliest first. */
function nameTail(
  behind: readonly string[],
  time: string,
  isSplit: boolean,
  before: number,
): { readonly names: readonly string[]; readonly volume: readonly number[] } | undefined {
  if (!behind.every((cell) => isNumber(cell))) return undefined;
  switch (behind.length) {
    case 0:
      return { names: [], volume: [] };
    case 1:
      return { names: ["volume"], volume: [0] };
    case 2:
      // the adjusted close and the volume of others look alike, so only these two are told
      if (before === 2) return { names: ["volume", "open interest"], volume: [0] };
      return isNumber(time) && /^\d+$/.test(behind[1] ?? "")
        ? { names: ["volume", "trades"], volume: [0] }
        : undefined;
    case 3:
      return isSplit || /^\d{4}\.\d{2}\.\d{2}/.test(time)
        ? { names: ["tick volume", "volume", "spread"], volume: [1, 0] }
        : undefined;
    case 6:
    case 7: {
      const names = ["volume", "close time", "quote volume", "trades", "taker base volume"];
      const more = ["taker quote volume", "ignore"].slice(0, behind.length - names.length);
      return Number(behind[1]) > Number(time)
        ? { names: [...names, ...more], volume: [0] }
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Whose layout it is, where one tool is known for it. */
function toolOf(
  cells: readonly string[],
  before: number,
  isSplit: boolean,
  behind: number,
): string | undefined {
  const time = cells[before] ?? "";
  if (behind >= 6) return "Binance";
  if (before === 2) return "Stooq";
  if (behind === 3 || (isSplit && /^\d{4}\.\d/.test(time))) return "MetaTrader";
  if (/^\d{8} \d{6}$/.test(time)) return "HistData";
  if (behind === 2) return "Kraken";
  return before === 0 && behind === 1 && /^\d{4}-/.test(time) ? "FirstRate" : undefined;
}

/** Whether the second price is the highest and the third the lowest, to the noise of decimals. */
function isOrdered(row: Row, { claims }: Layout): boolean {
  const [open, high, low, close] = [claims.open, claims.high, claims.low, claims.close].map(
    ([place = 0]) => Number(cellAt(row, place).replace(",", ".")),
  );
  if (open === undefined || high === undefined || low === undefined || close === undefined) {
    return false;
  }
  const noise = 1e-12 * high;
  return high + noise >= Math.max(open, close, low) && low - noise <= Math.min(open, close);
}

/** A price in plain digits, with a decimal comma where cells are not separated by one. */
function isPrice(cell: string): boolean {
  return (
    /^(?:\d+(?:[.,]\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(cell) && Number(cell.replace(",", ".")) > 0
  );
}

const orders = [undefined, "day first", "month first"] as const;

/** Whether a cell has a date, whichever of two numbers in it is the day. */
export function isMoment(cell: string | undefined): boolean {
  if (cell === undefined) return false;
  return orders.some((order) => readTime(cell, order) !== undefined);
}

function isDateAlone(cell: string | undefined): boolean {
  return (
    cell !== undefined &&
    /^(?:\d{8}|\d{4}([-/.])\d{2}\1\d{2}|\d{1,2}([-/.])\d{1,2}\2\d{4})$/.test(cell)
  );
}

/** A time of day without a date: `14:30`, `143000`. */
export function isClock(cell: string | undefined): boolean {
  return (
    cell !== undefined &&
    /^(?:\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AP]M)?|\d{4}|\d{6})$/i.test(cell)
  );
}
