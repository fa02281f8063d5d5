import { lowerBound } from "../../text/collections.ts";
import type { ReadBars } from "./bars-file/read-rows.ts";
import type { Bars } from "./bars.ts";
import type { FileSettings } from "./file-settings.ts";
import { writeTime } from "./moments.ts";
import { valueAt } from "./series.ts";
import { spacingOf, type Spacing } from "./spacing.ts";
import { readSteps } from "./timeframe-text.ts";

/** The bars of a run with what is to be said about them, or why there are none. */
export type LoadedBars =
  | {
      readonly status: "loaded";
      readonly bars: Bars;
      readonly barsPerYear: number;
      readonly notes: readonly string[];
      /** What was understood of the file; none where bars are generated. */
      readonly fileNotes: readonly string[];
      /** A timeframe that the document names and the file contradicts. */
      readonly contradicted: Contradiction | undefined;
    }
  | {
      readonly status: "refused";
      /** What the errors are about: the file, or what the document says about it. */
      readonly by: "file" | "document";
      readonly errors: readonly string[];
    };

/** What is written, and what the file shows. */
type Contradiction = { readonly written: string; readonly spacing: string };

/**
 * The bars of a file that the document chooses by symbol and dates.
 *
 * Spacing and bars a year are told from all bars of the symbol, whatever dates are chosen: three days
 * of a file that trades on weekends are three days of it. The written timeframe decides nothing.
 */
export function loadFileBars(readBars: ReadBars, settings: FileSettings): LoadedBars {
  if (settings.errors.length > 0) {
    return { status: "refused", by: "document", errors: settings.errors };
  }
  const reading = readBars(settings.symbol);
  if (reading.status === "refused") {
    const errors = reading.errors.map(({ where, message }) =>
      where === "" ? message : `${where}: ${message}`,
    );
    return { status: "refused", by: "file", errors };
  }
  const bars = barsBetween(reading.bars, settings);
  if (bars.n < 2) {
    return { status: "refused", by: "file", errors: [tooFew(bars, reading.bars, settings)] };
  }
  const spacing = spacingOf(reading.bars);
  const { symbol, timeframe } = settings;
  const notes = [...settings.notes];
  const fileNotes = [...reading.notes];
  if (reading.symbols && reading.symbols.count > 1) {
    const { column, count } = reading.symbols;
    notes.push(`the rows of ${symbol} are used, one of ${count} symbols in column ${column}`);
  }
  if (!reading.symbols && symbol !== undefined) {
    notes.push(`data.symbol ${symbol}: the file has no column of symbols, all rows are used`);
  }
  if (bars.n < reading.bars.n) {
    notes.push(`${bars.n} of ${reading.bars.n} bars are used, ${span(bars)}`);
  }
  const steps = timeframe === undefined ? [] : readSteps(timeframe);
  if (timeframe !== undefined && steps.length === 0) {
    notes.push(`data.timeframe ${timeframe} is not like 1d, 1h, 5m; the file tells it`);
  }
  if (settings.barsPerYear === undefined) fileNotes.push(spacingNote(spacing));
  const { unit, count } = spacing.step;
  const isContradicted =
    steps.length > 0 && !steps.some((step) => step.unit === unit && step.count === count);
  return {
    status: "loaded",
    bars,
    barsPerYear: settings.barsPerYear ?? spacing.barsPerYear,
    notes,
    fileNotes,
    contradicted:
      isContradicted && timeframe !== undefined
        ? { written: timeframe, spacing: spacing.text }
        : undefined,
  };
}

/** The bars that begin from one moment until another, both included. */
function barsBetween(bars: Bars, { from, until }: FileSettings): Bars {
  const firstAt = (holds: (time: number) => boolean): number =>
    lowerBound(bars.n, (place) => holds(valueAt(bars.time, place)));
  const first = from ? firstAt((time) => time >= from.time) : 0;
  const end = until
    ? Math.max(
        first,
        firstAt((time) => time > until.time),
      )
    : bars.n;
  if (first === 0 && end === bars.n) return bars;
  const cut = (column: Float64Array): Float64Array => column.slice(first, end);
  return {
    n: end - first,
    time: cut(bars.time),
    open: cut(bars.open),
    high: cut(bars.high),
    low: cut(bars.low),
    close: cut(bars.close),
    volume: cut(bars.volume),
  };
}

function tooFew(bars: Bars, all: Bars, { from, until }: FileSettings): string {
  const found = bars.n === 0 ? "no bar" : "1 bar, at least 2 are needed,";
  const where = [from && `from ${from.text}`, until && `to ${until.text}`].filter(Boolean);
  return `${found} ${where.join(" ")}: the file has bars ${span(all)}`;
}

function span({ n, time }: Bars): string {
  return `from ${writeTime(valueAt(time, 0))} to ${writeTime(valueAt(time, n - 1))}`;
}

function spacingNote({ text, barsPerYear, year }: Spacing): string {
  const count = Number(barsPerYear.toFixed(1));
  return `bars are ${text} apart; figures a year count ${count}, for ${year}; data.bars_per_year overrides it`;
}
