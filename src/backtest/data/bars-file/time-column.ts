import {
  isDateWithHour,
  isNumber,
  isReadable,
  isTooShort,
  readDigits,
  readEpoch,
  readShortDate,
  readTime,
  writeTime,
  type DateOrder,
  type EpochUnit,
} from "../moments.ts";
import { quoteCell } from "./table/rows.ts";

/** The times of a column, of which none is read in another way than the others. */
export type TimeColumn = {
  /** Milliseconds since the epoch, UTC; NaN where a row has none. */
  readonly time: Float64Array;
  /** What is wrong with the time of a row that has none. */
  wrong(place: number): string;
  readonly notes: readonly string[];
};

/** How a file writes its times. */
type Writing = {
  readonly read: (text: string) => number | undefined;
  /** What would be right, for the message about a row that cannot be read so. */
  readonly right: string;
  readonly notes: readonly string[];
};

const example = "2024-01-31, 2024-01-31T14:30Z or milliseconds since 1970";

/**
 * Reads a column of times. Digits that form a calendar date anywhere in the column are dates in all of
 * it, other numbers count since 1970 in one unit, and which of two numbers is the day is told by a day
 * after the 12th, or not at all.
 */
export function readTimes(texts: readonly string[]): TimeColumn {
  const { read, right, notes } = writingOf(texts);
  const time = new Float64Array(texts.length);
  for (let i = 0; i < texts.length; i++) {
    const moment = read(texts[i] ?? "");
    time[i] = moment !== undefined && isReadable(moment) ? moment : Number.NaN;
  }
  return {
    time,
    notes,
    wrong(place) {
      const text = texts[place] ?? "";
      const outside = read(text) !== undefined;
      return outside
        ? `time ${quoteCell(text)} is outside of the years 1970 to 2100`
        : `time ${quoteCell(text)} is not ${right}`;
    },
  };
}

function writingOf(texts: readonly string[]): Writing {
  const numbers = texts.filter((text) => !isWritten(text) && isNumber(text));
  if (2 * numbers.length > texts.length) return writingOfNumbers(numbers);
  const short = texts.filter((text) => !isWritten(text) && readShortDate(text) !== undefined);
  if (short.length === 0) {
    return { read: reader(undefined), right: `a date such as ${example}`, notes: [] };
  }
  const told = orderOf(short);
  // other dates of the file are certain, and not named with these
  if (!told)
    return { ...unclear("which number is the day? None is above 12."), read: reader(undefined) };
  const { order, shown } = told;
  const right = `a date with the ${order}, as ${shown} is`;
  return { read: reader(order), right, notes: [`dates have the ${order}, as ${shown} has`] };
}

/** Whether a text begins as ISO dates do, which most files have: nothing else has to be tried then. */
function isWritten(text: string): boolean {
  const sign = text.charAt(4);
  const isSign = sign === "-" || sign === "." || sign === "/";
  return isSign && isDigit(text, 1) && isDigit(text, 2);
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

function writingOfNumbers(numbers: readonly string[]): Writing {
  if (numbers.some((text) => readDigits(text) !== undefined)) {
    const right = "a date of the calendar, as others in the file are";
    const read = (text: string) => (isNumber(text) ? readDigits(text) : readTime(text));
    return { read, right, notes: [] };
  }
  const first = readEpoch(numbers[0] ?? "");
  if (!first || numbers.every(isTooShort)) {
    return unclear("seconds since 1970, a spreadsheet's day or YYMMDD?");
  }
  if (numbers.every(isDateWithHour)) return unclear("seconds since 1970 or YYYYMMDDHH?");
  const { time } = first;
  const unit = unitOf(numbers) ?? first.unit;
  return {
    read(text) {
      const epoch = readEpoch(text);
      return epoch?.unit === unit ? epoch.time : undefined;
    },
    right: `a number of ${unit} since 1970, as others in the file are`,
    notes: [`times count ${unit} since 1970, the first is ${writeTime(time)}`],
  };
}

/** The unit that two of three numbers have, so that a spoiled first row does not spoil the others. */
function unitOf(numbers: readonly string[]): EpochUnit | undefined {
  const [first, middle, last] = [0, numbers.length >> 1, numbers.length - 1].map(
    (place) => readEpoch(numbers[place] ?? "")?.unit,
  );
  return middle === last ? middle : first;
}

/** Times that may be this or that. */
function unclear(question: string): Writing {
  const right = `certain: ${question} Write ${example}`;
  return { read: () => undefined, right, notes: [] };
}

/** Which number of short dates is the day: a day after the 12th tells it, or points, which follow days. */
function orderOf(
  texts: readonly string[],
): { readonly order: DateOrder; readonly shown: string } | undefined {
  for (const text of texts) {
    const [first = 0, second = 0] = readShortDate(text) ?? [];
    // a date that has the other order is no date in this one, and named by its line
    if (first > 12) return { order: "day first", shown: text };
    if (second > 12) return { order: "month first", shown: text };
  }
  const pointed = texts.find((text) => /^\d+\./.test(text));
  return pointed === undefined ? undefined : { order: "day first", shown: pointed };
}

/** Reads dates, and the same date as in the row before at once. */
function reader(order: DateOrder | undefined): Writing["read"] {
  let last = "";
  let midnight = 0;
  return (text) => {
    if (last !== "" && text.startsWith(last)) {
      const clock = clockOf(text);
      if (clock !== undefined) return midnight + clock;
    }
    if (isNumber(text)) return readDigits(text);
    const time = readTime(text, order);
    const date = text.slice(0, 10);
    const day = time === undefined ? undefined : readTime(date, order);
    if (day !== undefined) [last, midnight] = [date, day];
    return time;
  };
}

/** The time of day of `2024-01-31 14:30:05Z`, in milliseconds; nothing for other writings. */
function clockOf(text: string): number | undefined {
  const sign = text.charAt(10);
  const length = text.endsWith("Z") ? text.length - 1 : text.length;
  if ((sign !== " " && sign !== "T") || (length !== 19 && length !== 16)) return undefined;
  const hour = twoDigits(text, 11);
  const minute = twoDigits(text, 14);
  const second = length === 19 ? twoDigits(text, 17) : 0;
  const isClock = text.charAt(13) === ":" && (length === 16 || text.charAt(16) === ":");
  if (!isClock || !(hour < 24) || !(minute < 60) || !(second < 60)) return undefined;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

function twoDigits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
}
