import { day } from "./bars.ts";
import type { Step } from "./spacing.ts";

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

const milliseconds: ReadonlyMap<string, number> = new Map([
  ...["s", "sec", "second"].map((name) => [name, second] as const),
  ...["m", "t", "min", "minute"].map((name) => [name, minute] as const),
  ...["h", "hr", "hour", "hourly"].map((name) => [name, hour] as const),
  ...["d", "b", "day", "daily"].map((name) => [name, day] as const),
  ...["w", "wk", "week", "weekly"].map((name) => [name, 7 * day] as const),
]);
const months: ReadonlyMap<string, number> = new Map([
  ...["mo", "mn", "mon", "month", "monthly"].map((name) => [name, 1] as const),
  ...["q", "quarter", "quarterly"].map((name) => [name, 3] as const),
  ...["y", "year", "yearly"].map((name) => [name, 12] as const),
]);

/**
 * What a timeframe may mean, in the usual spellings: `5m`, `5Min`, `M5`, `1d`, `daily`, `1mo`; nothing
 * for other texts. Two steps where tools differ: `1M` is a month to some and a minute to others.
 */
export function readSteps(text: string): readonly Step[] {
  const match =
    /^(?<count>\d{1,6})?[ _-]?(?<unit>[a-z]+)$/i.exec(text.trim()) ??
    /^(?<unit>[a-z]+)(?<count>\d{1,6})$/i.exec(text.trim());
  const written = match?.groups?.["unit"] ?? "";
  const times = Number(match?.groups?.["count"] ?? 1);
  if (times === 0) return [];
  const unit = written.toLowerCase();
  const singular = unit.replace(/s$/, "");
  const length = milliseconds.get(unit) ?? milliseconds.get(singular);
  const inMonths = /^\d*[ _-]?M$/.test(text.trim())
    ? 1
    : (months.get(unit) ?? months.get(singular));
  return [
    ...(length === undefined ? [] : [{ unit: "millisecond", count: times * length } as const]),
    ...(inMonths === undefined ? [] : [{ unit: "month", count: times * inMonths } as const]),
  ];
}
