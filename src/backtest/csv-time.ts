import { day } from "./bars.ts";

const date = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})/;
const clock =
  /^(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;
const number = /^\d{9,14}(?:\.\d+)?$/;
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Reads a moment as price files write it, in milliseconds since the epoch: ISO 8601 (`-`, `/`, `.` or
 * nothing between year, month and day; UTC where no zone is written), or seconds or milliseconds
 * since 1970. `undefined` for anything else, such as 01/02/2024, which two countries read differently.
 */
export function readTime(text: string): number | undefined {
  if (number.test(text)) {
    const value = Number(text);
    // 1e11 seconds are in the year 5138, 1e11 milliseconds in 1973
    return value < 1e11 ? value * 1000 : value;
  }
  const written = date.exec(text);
  if (!written) return undefined;
  const rest = clock.exec(text.slice(written[0].length));
  if (!rest) return undefined;
  const [year, month, dayOfMonth] = [written[1], written[3], written[4]].map(Number);
  const [hour, minute, second] = [rest[1], rest[2], rest[3]].map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || dayOfMonth === undefined) return undefined;
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  if (month < 1 || month > 12 || dayOfMonth < 1 || dayOfMonth > daysOf(year, month)) {
    return undefined;
  }
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = Math.round(Number(`0.${rest[4] ?? 0}`) * 1000);
  const time = ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds;
  return daysSince1970(year, month, dayOfMonth) * day + time - zoneOf(rest[5]);
}

function daysOf(year: number, month: number): number {
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
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === "-" ? -minutes : minutes) * 60_000;
}
