import type { Plan } from "../planner/model.ts";
import { fieldInfo } from "../planner/workflow/fields.ts";
import { nowhere } from "../text/source-range.ts";
import { quoteValue } from "../yaml/quote-value.ts";
import { emptyMap, entryOf, type NullValue, type Value } from "../yaml/value.ts";
import { daily, readTimeframe, timeframeOf, type Bars, type Timeframe } from "./bars.ts";
import { readCsvBars } from "./csv.ts";
import { describeValue, readFields } from "./settings/field-reader.ts";
import { syntheticBars } from "./synthetic.ts";

/** What the `data:` section asks for, defaults filled in. */
export type DataSettings = {
  /** Where the bars come from; `csv` needs a file. */
  readonly source: "synthetic" | "csv";
  readonly bars: number;
  readonly seed: number;
  readonly timeframe: Timeframe;
  /** A year, as a fraction. */
  readonly drift: number;
  /** A year, as a fraction. */
  readonly volatility: number;
  /** What annualised figures count with. */
  readonly barsPerYear: number;
  /** Whether nothing is written about that, so that a file's own times tell it. */
  readonly annualisedByTimes: boolean;
  /** What was asked for and could not be done, in words for the result. */
  readonly notes: readonly string[];
};

/** What the command line or the page says instead of the document. */
export type DataOverrides = {
  readonly bars?: number;
  readonly seed?: number;
  /** The text of a file of bars: it is used whatever the document says. */
  readonly csv?: string;
};

/** The bars of a run with what is to be said about them, or why there are none. */
export type LoadedBars =
  | {
      readonly status: "loaded";
      readonly bars: Bars;
      readonly barsPerYear: number;
      readonly notes: readonly string[];
    }
  | { readonly status: "refused"; readonly errors: readonly string[] };

/** Reads the `data:` section; what it cannot read gets its default and a note, never an error. */
export function readDataSettings(data: Value | undefined): DataSettings {
  const map = data?.type === "map" ? data : emptyMap(nowhere);
  const fields = readFields(map, "data");
  if (!isAbsent(data) && data.type !== "map") {
    fields.note(`data ${quoteValue(data)} is no mapping of fields: nothing of it is read`);
  }
  const valueOf = (name: string) => entryOf(map, name)?.value;
  const source = textOf(valueOf("source")) ?? "synthetic";
  if (source !== "synthetic" && source !== "csv") {
    fields.note(`data.source "${source}" cannot be read here; synthetic bars are used`);
  }
  const written = textOf(valueOf("timeframe")) ?? daily.text;
  const timeframe = readTimeframe(written);
  if (!timeframe) fields.note(`data.timeframe "${written}" is not like 1d, 1h, 5m; 1d is used`);
  const { barsPerYear } = timeframe ?? daily;
  const annualisedByTimes = isAbsent(valueOf("timeframe")) && isAbsent(valueOf("bars_per_year"));
  return {
    source: source === "csv" ? "csv" : "synthetic",
    bars: fields.number("bars", 2000),
    seed: fields.number("seed", 1),
    timeframe: timeframe ?? daily,
    drift: fields.number("drift", 0.05),
    volatility: fields.number("volatility", 0.2),
    barsPerYear: fields.number("bars_per_year", barsPerYear),
    annualisedByTimes,
    notes: fields.notes,
  };
}

/** What the plan's own `data:` section asks for. */
export function dataSettingsOf({ workflow: { root } }: Plan): DataSettings {
  return readDataSettings(entryOf(root, "data")?.value);
}

/** Reads or generates the bars that the settings ask for. */
export function loadBars(settings: DataSettings, overrides: DataOverrides = {}): LoadedBars {
  const { barsPerYear } = settings;
  if (overrides.csv !== undefined) {
    const reading = readCsvBars(overrides.csv);
    if (reading.status === "refused") {
      return {
        status: "refused",
        errors: reading.errors.map(({ line, message }) => `line ${line}: ${message}`),
      };
    }
    // a note about another source is answered by the file
    const notes = settings.notes.filter((note) => !note.startsWith("data.source"));
    if (!settings.annualisedByTimes) {
      return { status: "loaded", bars: reading.bars, barsPerYear, notes };
    }
    const found = timeframeOf(reading.bars);
    return {
      status: "loaded",
      bars: reading.bars,
      barsPerYear: found.barsPerYear,
      notes: [...notes, `bars are ${found.text} apart; figures a year count ${found.barsPerYear}`],
    };
  }
  const notes =
    settings.source === "csv"
      ? [...settings.notes, "data.source is csv, but no file was given; synthetic bars are used"]
      : settings.notes;
  const bars = syntheticBars({
    ...settings,
    bars: overrides.bars ?? settings.bars,
    seed: overrides.seed ?? settings.seed,
  });
  return { status: "loaded", bars, barsPerYear, notes };
}

/** Whether so many bars can be generated. */
export function isBarCount(value: number): boolean {
  return fieldInfo("data", "bars")?.accepts(value) === true;
}

/** Whether a number can seed the generator. */
export function isSeed(value: number): boolean {
  return fieldInfo("data", "seed")?.accepts(value) === true;
}

function isAbsent(value: Value | undefined): value is undefined | NullValue {
  return value === undefined || value.type === "null";
}

function textOf(value: Value | undefined): string | undefined {
  if (isAbsent(value)) return undefined;
  return value.type === "text" ? value.value : describeValue(value);
}
