import { emptyBars, type Bars } from "../bars.ts";
import { valueAt } from "../series.ts";
import { isFormatted } from "./numerals.ts";
import { prices } from "./table/column-names.ts";
import { cellAt, quoteCell, type Row } from "./table/rows.ts";
import type { Columns } from "./table/settle-columns.ts";

/** What is wrong with a row. */
export type RowError = { readonly row: Row; readonly message: string };

/** Bars, oldest first, or the first errors in the order of rows. */
export type Filled = {
  readonly bars: Bars;
  readonly errors: readonly RowError[];
  /** Whether a number is written in another way than in plain digits. */
  readonly formatted: boolean;
};

const mostErrors = 20;

/**
 * Fills bars from rows that rise or fall in time. Every row must have finite prices above 0, high ≥
 * max(open, close), low ≤ min(open, close), and as many cells as the header; nothing is repaired.
 */
export function fillBars(
  rows: readonly Row[],
  columns: Columns,
  width: number,
  readNumber: (text: string) => number,
): Filled {
  const { n, ...series } = emptyBars(rows.length);
  const bars = { n, ...series };
  const falling = isFalling(columns.times.time);
  const errors: RowError[] = [];
  let formatted = false;
  for (const [place, row] of rows.entries()) {
    const at = falling ? n - 1 - place : place;
    const message =
      widthError(row, width) ??
      fillTime(bars, at, place, row, columns, falling) ??
      fillNumbers(bars, at, row, columns, readNumber) ??
      shapeError(bars, at) ??
      shortError(row, width);
    if (message === undefined) continue;
    formatted ||= numberPlaces(columns).some((column) => isFormatted(cellAt(row, column)));
    if (errors.push({ row, message }) === mostErrors) break;
  }
  return { bars, errors, formatted };
}

/** Places of the columns that hold numbers. */
export function numberPlaces({ prices: places, volume }: Columns): readonly number[] {
  return volume === undefined ? places : [...places, volume];
}

/** Whether the newest bars stand first: more times fall than rise. */
export function isFalling(time: Float64Array): boolean {
  let rising = 0;
  for (let i = 1; i < time.length; i++) {
    const step = valueAt(time, i) - valueAt(time, i - 1);
    if (step > 0) rising++;
    else if (step < 0) rising--;
  }
  return rising < 0;
}

/** A row with more cells than the header would be read at the wrong places. */
function widthError({ cells }: Row, width: number): string | undefined {
  if (cells.length <= width || cells.slice(width).every((cell) => cell.trim() === ""))
    return undefined;
  return `${cells.length} cells, where the header has ${width}: does a separator stand in a number?`;
}

/** A row with fewer cells may lack one in its middle. */
function shortError({ cells }: Row, width: number): string | undefined {
  return cells.length < width ? `${cells.length} cells, where the header has ${width}` : undefined;
}

function fillTime(
  bars: Bars,
  at: number,
  place: number,
  row: Row,
  { times, timeText }: Columns,
  falling: boolean,
): string | undefined {
  const time = valueAt(times.time, place);
  if (Number.isNaN(time)) return times.wrong(place);
  bars.time[at] = time;
  if (place === 0) return undefined;
  const before = valueAt(times.time, place - 1);
  if (falling ? time >= before : time <= before) {
    const should = falling
      ? "before the row before, as in the others; rows must fall, newest first"
      : "after the row before; rows must rise, oldest first";
    return `time ${timeText(row)} is not ${should}`;
  }
  return undefined;
}

function fillNumbers(
  bars: Bars,
  at: number,
  row: Row,
  columns: Columns,
  readNumber: (text: string) => number,
): string | undefined {
  for (const [i, name] of prices.entries()) {
    const text = cellAt(row, columns.prices[i] ?? 0);
    const price = readNumber(text);
    if (!(price > 0 && price < Number.POSITIVE_INFINITY)) {
      return `${name} ${quoteCell(text)} is not a number above 0`;
    }
    bars[name][at] = price;
  }
  const text = columns.volume === undefined ? "" : cellAt(row, columns.volume);
  const volume = text === "" ? 0 : readNumber(text);
  if (!(volume >= 0 && volume < Number.POSITIVE_INFINITY)) {
    return `volume ${quoteCell(text)} is not a number from 0`;
  }
  bars.volume[at] = volume;
  return undefined;
}

function shapeError(bars: Bars, at: number): string | undefined {
  const [open, high] = [valueAt(bars.open, at), valueAt(bars.high, at)];
  const [low, close] = [valueAt(bars.low, at), valueAt(bars.close, at)];
  if (isAbove(Math.max(open, close), high)) {
    return `high ${high} is below ${open > close ? `open ${open}` : `close ${close}`}`;
  }
  if (isAbove(low, Math.min(open, close))) {
    return `low ${low} is above ${open < close ? `open ${open}` : `close ${close}`}`;
  }
  return undefined;
}

/** 4 units in the last place as the next power of two has it: what computing in another order leaves. */
const noise = 8n;
const view = new DataView(new ArrayBuffer(16));

/** Whether a positive number is above another one by more than the noise of computing with them. */
function isAbove(upper: number, lower: number): boolean {
  if (upper <= lower) return false;
  // as integers, neighbouring numbers differ by 1
  view.setFloat64(0, upper);
  view.setFloat64(8, lower);
  return view.getBigInt64(0) - view.getBigInt64(8) > noise;
}
