import { day, type Bars } from "./bars.ts";
import { valueAt } from "./series.ts";
import { daysOfYear, shownTrading } from "./trading-days.ts";

/** The time between bars; months are counted as such, since their lengths differ. */
export type Step = { readonly unit: "millisecond" | "month"; readonly count: number };

/** How far the bars of a file are apart, and how many of them a year has. */
export type Spacing = {
  readonly step: Step;
  /** `1s`, `5m`, `1h`, `1d`, `2w`, `3 months`. */
  readonly text: string;
  /** What annualised figures count with, where nothing is written about that. */
  readonly barsPerYear: number;
  /** What a year is taken for: `365 days of 24 hours`. */
  readonly year: string;
};

const week = 7 * day;
const meanMonth = 365.25 / 12;

/**
 * Tells spacing and bars a year from the times of a file, two or more.
 *
 * The most frequent step is the spacing: nights, weekends, holidays and gaps are the exception. A year
 * has 252 trading days, or 365 where both days of the weekend are traded; a trading day has the
 * session of US shares (spec page 4), or what the file shows where that is longer. Linear in bars.
 */
export function spacingOf({ time }: Bars): Spacing {
  const usual = usualStep(time);
  const months = monthsOf(time, usual);
  if (months > 0) {
    const text = months === 1 ? "1 month" : `${months} months`;
    const step: Step = { unit: "month", count: months };
    return { step, text, barsPerYear: 12 / months, year: "12 months" };
  }
  const step: Step = { unit: "millisecond", count: usual };
  const shown = { step, text: stepText(usual) };
  if (usual >= week) {
    const weeks = usual / week;
    return Number.isInteger(weeks)
      ? { ...shown, barsPerYear: 52 / weeks, year: "52 weeks" }
      : { ...shown, barsPerYear: (365 * day) / usual, year: "365 days" };
  }
  const trading = shownTrading(time, usual);
  const days = daysOfYear(trading);
  if (usual >= day) return { ...shown, barsPerYear: (days * day) / usual, year: `${days} days` };
  const hours = Number((trading.milliseconds / 3_600_000).toFixed(1));
  return {
    ...shown,
    barsPerYear: (days * trading.milliseconds) / usual,
    year: `${days} days of ${hours} hours`,
  };
}

/** The most frequent distance between two times; of several the shortest. */
function usualStep(time: Float64Array): number {
  const counts = new Map<number, number>();
  for (let i = 1; i < time.length; i++) {
    const step = valueAt(time, i) - valueAt(time, i - 1);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const most = [...counts.values()].reduce((high, count) => Math.max(high, count), 0);
  return [...counts].reduce(
    (shortest, [step, count]) => (count === most ? Math.min(shortest, step) : shortest),
    Number.POSITIVE_INFINITY,
  );
}

/** How many months are between two times, 0 where they are not told by months: 4 weeks are none. */
function monthsOf(time: Float64Array, usual: number): number {
  if (usual < 28 * day) return 0;
  const steps = time.slice(1).map((moment, i) => moment - valueAt(time, i));
  if (usual % week === 0 && steps.every((step) => step % week === 0)) return 0;
  const median = valueAt(steps.toSorted(), Math.floor(steps.length / 2)) / day;
  const months = Math.round(median / meanMonth);
  // a month has up to 3 days less or 1 more than the mean, and ends that fall on a weekend move
  return Math.abs(median - months * meanMonth) <= 4 ? months : 0;
}

const units = [
  ["w", week],
  ["d", day],
  ["h", 3_600_000],
  ["m", 60_000],
] as const;

function stepText(milliseconds: number): string {
  const unit = units.find(([, length]) => milliseconds % length === 0);
  return unit ? `${milliseconds / unit[1]}${unit[0]}` : `${milliseconds / 1000}s`;
}
