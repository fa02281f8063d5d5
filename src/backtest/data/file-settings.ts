import { quoteValue } from "../../yaml/quote-value.ts";
import { entryOf, type MapValue, type Value } from "../../yaml/value.ts";
import { day } from "./bars.ts";
import { readTime } from "./moments.ts";

/** The moment that a field of `data` names. */
export type Moment = {
  /** As messages call it: `data.start_date 2024-01-10`. */
  readonly text: string;
  /** In milliseconds since the epoch, UTC. */
  readonly time: number;
};

/** What `data` says about a file of bars. */
export type FileSettings = {
  /** The first and the last moment whose bars are used. */
  readonly from: Moment | undefined;
  readonly until: Moment | undefined;
  /** Which of several symbols is used. */
  readonly symbol: string | undefined;
  readonly timeframe: string | undefined;
  /** Instead of what the file shows. */
  readonly barsPerYear: number | undefined;
  /** Which of the fields that choose rows are written. */
  readonly choosing: readonly string[];
  /** What could not be read, and why no bar can be chosen then. */
  readonly errors: readonly string[];
  readonly notes: readonly string[];
};

/** Fields that choose rows, each in all of its spellings, the proper one first. */
const starts = ["start_date", "start"] as const;
const ends = ["end_date", "end"] as const;
const symbols = ["symbol"] as const;
/** Fields that say what is generated, which a file has of its own. */
const generating = ["bars", "drift", "volatility"] as const;

/**
 * Reads what `data` says about a file. A date that cannot be read is an error, for no default would
 * be what was meant; a date without a time of day ends with its day, UTC.
 */
export function readFileSettings(data: MapValue | undefined): FileSettings {
  const errors: string[] = [];
  const notes: string[] = [];
  const written = (names: readonly string[]) => names.filter((name) => valueOf(data, name));
  const momentOf = (names: readonly string[], timeOf: (text: string) => number | undefined) => {
    const [name, other] = written(names);
    if (other !== undefined) notes.push(`data.${other}: data.${name} is used instead`);
    const value = name === undefined ? undefined : valueOf(data, name);
    if (!value) return undefined;
    const text = `data.${name} ${quoteValue(value)}`;
    const time = timeOf(wordOf(value) ?? "");
    if (time !== undefined) return { text, time };
    errors.push(`${text} is not a date such as 2024-01-31 or 2024-01-31T14:30Z`);
    return undefined;
  };
  const symbolValue = valueOf(data, "symbol");
  const symbol = symbolValue && wordOf(symbolValue);
  if (symbolValue && symbol === undefined) {
    notes.push(`data.symbol ${quoteValue(symbolValue)} is not one symbol; it is left out`);
  }
  const timeframe = valueOf(data, "timeframe");
  const barsPerYear = valueOf(data, "bars_per_year");
  const perYear = barsPerYear && numberOf(barsPerYear);
  if (barsPerYear && perYear === undefined) {
    notes.push(`data.bars_per_year ${quoteValue(barsPerYear)} is not above 0; the file tells it`);
  }
  const unused = written(generating).map((name) => `data.${name}`);
  if (unused.length > 0) {
    notes.push(`${unused.join(", ")}: no effect on the bars of a file, only on generated ones`);
  }
  return {
    from: momentOf(starts, readTime),
    until: momentOf(ends, readEnd),
    symbol,
    timeframe: timeframe && (wordOf(timeframe) ?? quoteValue(timeframe)),
    barsPerYear: perYear,
    choosing: written([...starts, ...ends, ...symbols]).map((name) => `data.${name}`),
    errors,
    notes,
  };
}

/** The last moment that a text names: of a date the last millisecond of its day. */
function readEnd(text: string): number | undefined {
  const time = readTime(text);
  const dateAlone = /^\d{4}([-/.]?)\d{2}\1\d{2}$/.test(text);
  return time !== undefined && dateAlone ? time + day - 1 : time;
}

function valueOf(data: MapValue | undefined, name: string): Value | undefined {
  const value = data && entryOf(data, name)?.value;
  return value?.type === "null" ? undefined : value;
}

/** A date or a name as text, however YAML has typed it. */
function wordOf(value: Value): string | undefined {
  if (value.type === "text" || value.type === "date") return value.value.trim();
  return value.type === "int" ? String(value.value) : undefined;
}

function numberOf(value: Value): number | undefined {
  const number =
    value.type === "int" ? Number(value.value) : value.type === "float" ? value.value : Number.NaN;
  return Number.isFinite(number) && number > 0 ? number : undefined;
}
