import { day } from "./bars.ts";

/** Which of two numbers before a year is the day, which no single date tells. */
export type DateOrder = "day first" | "month first";

const isoDate = /^(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})(?!\d)|(\d{2})(\d{2}))/;
const shortDate = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?!\d)/;
const namedDate = /^(\d{1,2})[- ]([a-z]{3})[a-z]*\.?[- ](\d{4})(?!\d)/i;
const namedMonthFirst = /^([a-z]{3})[a-z]*\.?[- ](\d{1,2}),?[- ](\d{4})(?!\d)/i;
const clock =
  /^(?:(?:T| +)(?:(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?|(\d{2})(\d{2})(\d{2})?|(\d{1,2})(?=[ -]?[ap]m))(?:[ -]?([ap])m)?)? *(?:(?:UTC|GMT)? *([+-]\d{2}(?::?\d{2})?)|Z|UTC|GMT)?$/i;
const number = /^\d+(?:\.\d+)?$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const monthNames = [
  "jan",
  "feb",
  "mar",
  "apr",
  "may",
  "jun",
  "jul",
  "aug",
  "sep",
  "oct",
  "nov",
  "dec",
];

/**
 * Reads a moment as price files write it, in milliseconds since the epoch: a date (year, month and day
 * with `-`, `/`, `.` or nothing between them, or a month by its English name) with or without a time
 * of day, UTC where no zone is written; or a number since 1970. `undefined` for anything else, such as
 * 01/02/2024, which two countries read differently, unless its order is told.
 */
export function readTime(text: string, order?: DateOrder): number | undefined {
  if (number.test(text)) {
    return readDigits(text) ?? (isTooShort(text) ? undefined : readEpoch(text)?.time);
  }
  const date = readDate(text, order);
  if (!date) return undefined;
  const rest = readClock(text.slice(date.length));
  return rest === undefined ? undefined : date.days * day + rest;
}

/** Whether digits alone are written, maybe with a fraction: no date as people write it. */
export function isNumber(text: string): boolean {
  return number.test(text);
}

/** Whether a number is as likely the day of a spreadsheet, a year or a count as a moment since 1970. */
export function isTooShort(text: string): boolean {
  return Number(text) < 1e7;
}

/**
 * Digits that form a calendar date: `20240131`, `202401311430`, `20240131143000`, and that with its
 * milliseconds; `.0` behind them is what some tools make of whole numbers.
 */
export function readDigits(text: string): number | undefined {
  const digits = text.replace(/\.0*$/, "");
  const { length } = digits;
  if (length !== 8 && length !== 12 && length !== 14 && length !== 17) return undefined;
  // other years are those of no table of prices, but of numbers since 1970
  if (!/^(?:18|19|20|21)/.test(digits)) return undefined;
  const days = daysOf(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8));
  const rest = length === 8 ? 0 : readClock(` ${digits.slice(8, 14)}`);
  if (days === undefined || rest === undefined) return undefined;
  return days * day + rest + Number(digits.slice(14));
}

/** Whether a text tells the zone of its time of day, as numbers since 1970 do. */
export function hasZone(text: string): boolean {
  if (number.test(text)) return readDigits(text) === undefined;
  return /(?:Z|UTC|GMT|:\d{2}(?:\.\d+)? *(?:(?:UTC|GMT) *)?[+-]\d{2}(?::?\d{2})?)$/i.test(text);
}

/** Whether ten digits may be a date and its hour as well as seconds since 1970, in 2032 to 2036. */
export function isDateWithHour(text: string): boolean {
  return /^\d{10}$/.test(text) && readDigits(`${text}00`) !== undefined;
}

/** What a number since 1970 counts. */
export type EpochUnit = "seconds" | "milliseconds" | "microseconds" | "nanoseconds";

/** Reads a number since 1970, in the unit that its size tells: in 2100 there are 4.1e9 seconds. */
export function readEpoch(
  text: string,
): { readonly time: number; readonly unit: EpochUnit } | undefined {
  if (!number.test(text)) return undefined;
  const value = Number(text);
  if (value < 4.2e9) return { time: value * 1000, unit: "seconds" };
  if (value < 4.2e12) return { time: value, unit: "milliseconds" };
  if (value < 4.2e15) return { time: value / 1000, unit: "microseconds" };
  // the digits of nanoseconds are more than a number holds
  const whole = text.split(".", 1)[0] ?? "";
  return {
    time: Number(whole.slice(0, -6)) + Number(whole.slice(-6)) / 1e6,
    unit: "nanoseconds",
  };
}

/** Milliseconds at the end of 2100, UTC. */
const end = 4_133_980_800_000;

/** Whether a reading lies in the years 1970 to 2100: others are misreadings of something else. */
export function isReadable(time: number): boolean {
  return time >= 0 && time < end;
}

/** The two numbers before the year of a date whose order is not told. */
export function readShortDate(text: string): readonly [number, number] | undefined {
  const match = shortDate.exec(text);
  return match ? [Number(match[1]), Number(match[3])] : undefined;
}

/** The date that a text begins with, in days since 1970, and how much of the text it takes. */
function readDate(
  text: string,
  order: DateOrder | undefined,
): { readonly days: number; readonly length: number } | undefined {
  const iso = isoDate.exec(text);
  if (iso) return dated(iso[0], iso[1], iso[3] ?? iso[5], iso[4] ?? iso[6]);
  const named = namedDate.exec(text);
  if (named) return dated(named[0], named[3], monthOf(named[2]), named[1]);
  const monthFirst = namedMonthFirst.exec(text);
  if (monthFirst) return dated(monthFirst[0], monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
  const short = order && shortDate.exec(text);
  if (!short) return undefined;
  const [, first, , second, year] = short;
  return order === "day first"
    ? dated(short[0], year, second, first)
    : dated(short[0], year, first, second);
}

function dated(written: string, year = "", month = "", dayOfMonth = "") {
  const days = daysOf(year, month, dayOfMonth);
  return days === undefined ? undefined : { days, length: written.length };
}

function monthOf(name = ""): string {
  return String(monthNames.indexOf(name.toLowerCase()) + 1);
}

/** Days since 1970 of a date of the calendar; `undefined` where there is none. */
function daysOf(year: string, month: string, dayOfMonth: string): number | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(dayOfMonth)];
  const isDate = m >= 1 && m <= 12 && d >= 1 && d <= lengthOf(y, m);
  return isDate ? daysSince1970(y, m, d) : undefined;
}

/**
 * What follows a date: a time of day (`T14:30:05.25`, ` 1430`, ` 02:30 PM`) and a zone, of which each
 * may be missing. In milliseconds since the midnight of UTC.
 */
function readClock(text: string): number | undefined {
  if (text === "") return 0;
  const match = clock.exec(text);
  if (!match) return undefined;
  const written = match[1] ?? match[5] ?? match[8];
  const half = match[9]?.toLowerCase();
  const hour = half === undefined ? Number(written ?? 0) : hourOf(Number(written), half);
  const minute = Number(match[2] ?? match[6] ?? 0);
  const second = Number(match[3] ?? match[7] ?? 0);
  if (hour === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const zone = match[10];
  // the 05 of 2024-01-31-05 may be an hour, too
  if (written === undefined && zone !== undefined && zone.length < 4) return undefined;
  const fraction = match[4] === undefined ? 0 : Math.round(Number(`0.${match[4]}`) * 1000);
  return ((hour * 60 + minute) * 60 + second) * 1000 + fraction - zoneOf(zone);
}

/** The hour of 24 that one of twice 12 is. */
function hourOf(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === "p" ? 12 : 0);
}

function lengthOf(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Days in the proleptic Gregorian calendar, counted in years that begin with March (Howard Hinnant). */
function daysSince1970(year: number, month: number, dayOfMonth: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** A moment as messages tell it, `2024-01-31T14:30:00Z`; fractions of a second where it has some. */
export function writeTime(time: number): string {
  const days = Math.floor(time / day);
  const milliseconds = time - days * day;
  const two = (part: number): string => String(Math.floor(part)).padStart(2, "0");
  const clockParts = [3_600_000, 60_000, 1000].map((unit, i) =>
    two(i === 0 ? milliseconds / unit : (milliseconds / unit) % 60),
  );
  const rest = milliseconds % 1000;
  const fraction = rest === 0 ? "" : `.${String(Math.round(rest)).padStart(3, "0")}`;
  return `${dateText(days)}T${clockParts.join(":")}${fraction}Z`;
}

/** The date of a day since 1970: what `daysSince1970` turns around. */
function dateText(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const leaps =
    Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const dayOfMonth = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const parts = [String(year).padStart(4, "0"), month, dayOfMonth];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

/** How far a zone such as `+01:00` is ahead of UTC, in milliseconds. */
function zoneOf(zone: string | undefined): number {
  if (zone === undefined) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
}
