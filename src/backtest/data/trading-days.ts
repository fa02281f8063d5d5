import { day } from "./bars.ts";
import { valueAt } from "./series.ts";

/** When the bars of a file trade. */
export type Trading = {
  /** Between the begin of a day's first bar and the end of its last, on most days. */
  readonly milliseconds: number;
  readonly weekends: boolean;
};

/** The session of US shares, which counts where a file shows no longer one (spec page 4). */
const session = 390 * 60_000;

/** How long a day trades, and on which days, as the times of bars show that are `step` apart. */
export function shownTrading(time: Float64Array, step: number): Trading {
  const byDay = countByDay(time);
  const weekends = tradesOnWeekends(byDay);
  const traded = usualCount([...byDay.values()]) * step;
  // a bar may reach beyond the end of the session: the last of seven hours begins after six
  if (!weekends && traded <= session + step) return { milliseconds: session, weekends };
  return { milliseconds: traded > day - step ? day : traded, weekends };
}

/** How many days of a year trade. */
export function daysOfYear({ weekends }: Trading): number {
  return weekends ? 365 : 252;
}

/** How many bars begin on each day, UTC, by its number since 1970. */
function countByDay(time: Float64Array): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (let i = 0; i < time.length; i++) {
    const date = Math.floor(valueAt(time, i) / day);
    counts.set(date, (counts.get(date) ?? 0) + 1);
  }
  return counts;
}

/** The median; the first and the last day of a file may be cut off. */
function usualCount(counts: readonly number[]): number {
  const whole = counts.length > 2 ? counts.slice(1, -1) : counts;
  const ascending = whole.toSorted((a, b) => a - b);
  return ascending[Math.floor(ascending.length / 2)] ?? 0;
}

/** Whether Saturdays and Sundays have bars as other days do: an evening that opens the week does not. */
function tradesOnWeekends(byDay: ReadonlyMap<number, number>): boolean {
  const byWeekday = new Float64Array(7);
  for (const [date, count] of byDay) {
    // day 0 was a Thursday; the first place is Sunday's
    const weekday = (((date + 4) % 7) + 7) % 7;
    byWeekday[weekday] = valueAt(byWeekday, weekday) + count;
  }
  const busy = Math.max(...byWeekday) / 2;
  return valueAt(byWeekday, 0) >= busy && valueAt(byWeekday, 6) >= busy;
}
