import type { Plan } from "../../planner/model.ts";
import { fieldInfo } from "../../planner/workflow/advice/fields.ts";
import { nowhere } from "../../text/source-range.ts";
import { quoteValue } from "../../yaml/quote-value.ts";
import { emptyMap, entryOf, type NullValue, type Value } from "../../yaml/value.ts";
import { describeValue, readFields } from "../settings/field-reader.ts";
import type { ReadBars } from "./bars-file/read-rows.ts";
import { daily, readTimeframe, type Timeframe } from "./bars.ts";
import { loadFileBars, type LoadedBars } from "./file-bars.ts";
import { readFileSettings, type FileSettings } from "./file-settings.ts";
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
  /** What counts instead where there is a file. */
  readonly file: FileSettings;
  /** What was asked for and could not be done, in words for the result. */
  readonly notes: readonly string[];
};

/** What the command line or the page says instead of the document. */
export type DataOverrides = {
  readonly bars?: number;
  readonly seed?: number;
  /** Reads a file of bars: it is used whatever the document says. */
  readonly readBars?: ReadBars;
};

/** Reads the `data:` section; what it cannot read gets its default and a note, never an error. */
export function readDataSettings(data: Value | undefined): DataSettings {
  const map = data?.type === "map" ? data : emptyMap(nowhere);
  const fields = readFields(map, "data");
  // what counts for a file, too
  const common = readFields(map, "data");
  if (!isAbsent(data) && data.type !== "map") {
    common.note(`data ${quoteValue(data)} is no mapping of fields: nothing of it is read`);
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
  const file = readFileSettings(map);
  return {
    source: source === "csv" ? "csv" : "synthetic",
    bars: fields.number("bars", 2000),
    seed: common.number("seed", 1),
    timeframe: timeframe ?? daily,
    drift: fields.number("drift", 0.05),
    volatility: fields.number("volatility", 0.2),
    barsPerYear: fields.number("bars_per_year", barsPerYear),
    file: { ...file, notes: [...common.notes, ...file.notes] },
    notes: [...common.notes, ...fields.notes],
  };
}

/** What the plan's own `data:` section asks for. */
export function dataSettingsOf({ workflow: { root } }: Plan): DataSettings {
  return readDataSettings(entryOf(root, "data")?.value);
}

/** Reads or generates the bars that the settings ask for. */
export function loadBars(settings: DataSettings, overrides: DataOverrides = {}): LoadedBars {
  if (overrides.readBars) return loadFileBars(overrides.readBars, settings.file);
  const notes = [...settings.notes];
  const { choosing } = settings.file;
  if (settings.source === "csv") {
    notes.push("data.source is csv, but no file was given; synthetic bars are used");
  }
  if (choosing.length > 0) {
    notes.push(`${choosing.join(", ")}: no effect on synthetic bars, only on those of a file`);
  }
  const bars = syntheticBars({
    ...settings,
    bars: overrides.bars ?? settings.bars,
    seed: overrides.seed ?? settings.seed,
  });
  const { barsPerYear } = settings;
  return { status: "loaded", bars, barsPerYear, notes, fileNotes: [], contradicted: undefined };
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
