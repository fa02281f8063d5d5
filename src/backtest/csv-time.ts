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

/** How far a zone such as `+01:00` is ahead of UTC, in milliseconds. */
function zoneOf(zone: string | undefined): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? "");
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return (match[1] === "-" ? -minutes : minutes) * 60_000;
}
