import { day } from "../../bars.ts";
import { hasZone } from "../../moments.ts";
import { valueAt } from "../../series.ts";
import { readTimes, type TimeColumn } from "../time-column.ts";
import { plainName, prices, zoneIn, type Claims } from "./column-names.ts";
import type { Table } from "./find-table.ts";
import { isClock } from "./layouts.ts";
import { cellAt, quoteCell, type Row } from "./rows.ts";

/** The columns of a file, each with the one thing that it holds. */
export type Columns = {
  readonly status: "settled";
  readonly times: TimeColumn;
  /** The time of a row as it is written. */
  timeText(row: Row): string;
  readonly prices: readonly [open: number, high: number, low: number, close: number];
  readonly volume: number | undefined;
  readonly notes: readonly string[];
};

/** Two columns that claim the same, by their names, and the row in which they differ. */
export type Contested = {
  readonly status: "contested";
  readonly message: string;
  readonly row: Row;
};

/** Settles which column is what where names alone do not: no price and no time is chosen by chance. */
export function settleColumns(
  table: Table,
  claims: Claims,
  rows: readonly Row[],
): Columns | Contested {
  const { names } = table;
  const nameOf = (place: number): string => `${place + 1} ${quoteCell(names[place] ?? "")}`;
  for (const price of prices) {
    const [first, second] = claims[price];
    if (first === undefined || second === undefined) continue;
    const both = `columns ${nameOf(first)} and ${nameOf(second)} both claim to be the ${price}`;
    const message = `${both}: leave one of them in the file`;
    return { status: "contested", message, row: table.header };
  }
  const [open = 0, high = 0, low = 0, close = 0] = prices.map((price) => claims[price][0] ?? 0);
  const settled = settleTime(table, claims, rows, nameOf);
  if (settled.status === "contested") return settled;
  const volume = claims.volume.find((place) =>
    rows.some((row) => /[1-9]/.test(cellAt(row, place))),
  );
  const used = volume ?? claims.volume[0];
  const [plain = "", ...others] = claims.volume.map((place) => plainName(names[place] ?? ""));
  const isPlain =
    used === undefined ||
    (used === claims.volume[0] && /^v(?:ol(?:ume)?)?$/.test(plain) && !others.includes(plain));
  const volumeNotes = isPlain ? [] : [`the volume is that of column ${nameOf(used)}`];
  const notes = [...settled.notes, ...volumeNotes];
  return { ...settled, prices: [open, high, low, close], volume: used, notes };
}

type SettledTime = Pick<Columns, "status" | "times" | "timeText" | "notes">;

/**
 * Of several columns of times one may be a time of day, which belongs to the date beside it, or they
 * tell the same in every row, one of them maybe only the date; others contradict each other.
 */
function settleTime(
  { names, header, clock: clockPlace }: Table,
  { time: places }: Claims,
  rows: readonly Row[],
  nameOf: (place: number) => string,
): SettledTime | Contested {
  const clocks = clockPlace === undefined ? clocksAmong(places, rows) : [clockPlace];
  const dates = places.filter((place) => !clocks.includes(place));
  const [place = 0, ...others] = dates.length > 0 ? dates : places;
  const [clock] = dates.length === 1 ? clocks : [];
  const textAt = (row: Row, at: number): string =>
    clock === undefined ? cellAt(row, at) : `${cellAt(row, at)} ${cellAt(row, clock)}`;
  const columnAt = (at: number): Candidate => ({
    place: at,
    times: readTimes(rows.map((row) => textAt(row, at))),
  });
  let chosen = columnAt(place);
  for (const other of others.map(columnAt)) {
    const agreement = compareTimes(chosen.times.time, other.times.time);
    if ("differsAt" in agreement) {
      const row = rows[agreement.differsAt] ?? header;
      const both = `columns ${nameOf(chosen.place)} and ${nameOf(other.place)} both claim to be the time`;
      return { status: "contested", message: `${both}, and differ here`, row };
    }
    if (agreement.finer === "second") chosen = other;
  }
  const { times } = chosen;
  const used = chosen.place;
  const notes = [
    ...(others.length > 0
      ? [`${dates.map(nameOf).join(" and ")} tell the same times; ${nameOf(used)} is used`]
      : []),
    ...times.notes,
    ...zoneNotes(names[used] ?? "", rows[0] ? textAt(rows[0], used) : "", times.time),
  ];
  return { status: "settled", times, timeText: (row) => textAt(row, used), notes };
}

/** Says of times of day without a zone what they are taken for, unless the header tells UTC. */
function zoneNotes(name: string, text: string, time: Float64Array): readonly string[] {
  const hasClocks = time.some((moment) => moment % day !== 0);
  if (!hasClocks || hasZone(text)) return [];
  const zone = zoneIn(name);
  if (zone !== undefined) {
    return [`times are taken as UTC as they are written; the header says ${zone}`];
  }
  return /utc|gmt/i.test(name) ? [] : ["times have no zone and are taken as UTC"];
}

type Candidate = { readonly place: number; readonly times: TimeColumn };

/** Rows that are looked at to tell a column of times of day. */
const sampled = 20;

/** Of several columns those that hold times of day alone, without their dates. */
function clocksAmong(places: readonly number[], rows: readonly Row[]): readonly number[] {
  if (places.length < 2) return [];
  const some = rows.slice(0, sampled);
  return places.filter(
    (place) => 2 * some.filter((row) => isClock(cellAt(row, place))).length > some.length,
  );
}

/** Whether two columns tell the same times, and which of them tells more than dates. */
function compareTimes(
  first: Float64Array,
  second: Float64Array,
): { readonly finer: "first" | "second" } | { readonly differsAt: number } {
  let [firstIsFiner, secondIsFiner] = [false, false];
  for (let i = 0; i < first.length; i++) {
    const [one, other] = [valueAt(first, i), valueAt(second, i)];
    if (one === other || (Number.isNaN(one) && Number.isNaN(other))) continue;
    if (Math.floor(one / day) * day === other) firstIsFiner = true;
    else if (Math.floor(other / day) * day === one) secondIsFiner = true;
    else return { differsAt: i };
    if (firstIsFiner && secondIsFiner) return { differsAt: i };
  }
  return { finer: secondIsFiner ? "second" : "first" };
}
