/** A moment, comparable with others of its kind: dates, time stamps without a zone, and with one. */
type Instant = {
  readonly kind: "date" | "without zone" | "with zone";
  /** Since the year 0, in UTC where there is a zone. */
  readonly microseconds: bigint;
};

const isoformat =
  /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:([+-])(\d\d):(\d\d))?)?$/;

/** The moment of a date as Python's `isoformat()` prints it. */
export function instantOf(text: string): Instant | undefined {
  const [, year, month, day, hour, minute, second, fraction = "", sign, zoneHour, zoneMinute] =
    isoformat.exec(text) ?? [];
  if (year === undefined) return undefined;
  const days = daysBefore(Number(year), Number(month)) + Number(day);
  const zone = Number(`${sign ?? ""}1`) * (Number(zoneHour ?? 0) * 60 + Number(zoneMinute ?? 0));
  const minutes = days * 1440 + Number(hour ?? 0) * 60 + Number(minute ?? 0) - zone;
  const seconds = BigInt(minutes * 60 + Number(second ?? 0));
  return {
    kind: hour === undefined ? "date" : sign === undefined ? "without zone" : "with zone",
    microseconds: seconds * 1_000_000n + BigInt(fraction.padEnd(6, "0")),
  };
}

/** Days of the Gregorian calendar before a month; years are counted from March, their last day is the leap day. */
function daysBefore(year: number, month: number): number {
  const [marchYear, marchMonth] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  const leapDays =
    Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((marchMonth * 153 + 2) / 5);
}
