const format = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  year: "numeric",
  month: "short",
  day: "2-digit",
});
const withTime = new Intl.DateTimeFormat("en-GB", {
  timeZone: "UTC",
  year: "numeric",
  month: "short",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

const day = 86_400_000;

/** A bar's time in UTC: `05 Jan 2024`, with the hour where bars are not of whole days. */
export function timeText(time: number): string {
  return (time % day === 0 ? format : withTime).format(time);
}

const ticks = {
  year: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", year: "numeric" }),
  month: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", month: "short", year: "numeric" }),
  day: new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "2-digit", month: "short" }),
  hour: new Intl.DateTimeFormat("en-GB", {
    timeZone: "UTC",
    day: "2-digit",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }),
} as const;

/** A mark on an axis of time, no more exact than the step to the next one. */
export function tickTime(time: number, step: number): string {
  const { year, month, day: ofDay, hour } = ticks;
  const exact = step >= 365 * day ? year : step >= 28 * day ? month : step >= day ? ofDay : hour;
  return exact.format(time);
}
