import { describe, expect, it } from "vitest";
import { fixture } from "../../planner/test-support/fixtures.ts";
import { textBars } from "../test-support/text-bars.ts";
import { spacingOf } from "./spacing.ts";
import { readSteps } from "./timeframe-text.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Monday, 2024-01-01. */
const begin = Date.UTC(2024, 0, 1);

function spacingAt(times: readonly number[]) {
  const time = Float64Array.from(times, (since) => begin + since);
  const { text, barsPerYear, year } = spacingOf({
    n: time.length,
    time,
    open: time,
    high: time,
    low: time,
    close: time,
    volume: time,
  });
  return [text, Number(barsPerYear.toFixed(1)), year];
}

/** Bars of some days, from one time of day to another, `step` apart. */
function sessions(days: readonly number[], from: number, to: number, step: number) {
  return days.flatMap((date) =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => date * day + from + i * step),
  );
}

const twoWeeks = Array.from({ length: 14 }, (_, date) => date);
const weekdays = twoWeeks.filter((date) => date % 7 < 5);

function fileSpacing(file: string) {
  const reading = textBars(fixture(`silent/${file}`))();
  if (reading.status === "refused") throw new Error(JSON.stringify(reading.errors));
  const { text, barsPerYear } = spacingOf(reading.bars);
  return [text, barsPerYear];
}

describe("spacing of a file of bars", () => {
  it.each([
    ["21-one-second.csv", "1s", 252 * 390 * 60],
    ["21c-monthly.csv", "1 month", 12],
    ["22-btc-1h.csv", "1h", 8760],
  ])("is told for %s", (file, text, barsPerYear) => {
    expect(fileSpacing(file)).toEqual([text, barsPerYear]);
  });

  it.each([
    ["hours of US shares", weekdays, 14.5 * hour, 21 * hour, hour, "1h", 1638, 6.5],
    ["five minutes of US shares", weekdays, 14.5 * hour, 21 * hour, 5 * minute, "5m", 19_656, 6.5],
    ["a short morning", weekdays, 2 * hour, 6 * hour, 5 * minute, "5m", 19_656, 6.5],
    ["five minutes in Frankfurt", weekdays, 8 * hour, 16.5 * hour, 5 * minute, "5m", 25_704, 8.5],
    ["hours of futures", weekdays, 0, 23 * hour, hour, "1h", 252 * 23, 23],
    ["hours of currencies", weekdays, 0, 24 * hour, hour, "1h", 252 * 24, 24],
    ["half days", weekdays, 0, 24 * hour, 12 * hour, "12h", 504, 24],
  ] as const)("counts %s", (_, days, from, to, step, text, barsPerYear, hours) => {
    const spacing = spacingAt(sessions(days, from, to, step));
    expect(spacing).toEqual([text, barsPerYear, `252 days of ${hours} hours`]);
  });

  it.each([
    [minute, "1m", 525_600],
    [hour, "1h", 8760],
    [7 * hour, "7h", 1251.4],
    [90 * 1000, "90s", 350_400],
  ])("counts the clock around, weekends too, every %s ms", (step, text, barsPerYear) => {
    const times = Array.from({ length: (14 * day) / step }, (_, i) => i * step);
    expect(spacingAt(times)).toEqual([text, barsPerYear, "365 days of 24 hours"]);
  });

  it.each([
    ["trading days", weekdays.map((date) => date * day), "1d", 252, "252 days"],
    ["all days", twoWeeks.map((date) => date * day), "1d", 365, "365 days"],
    ["Saturdays and Sundays", [5, 6, 12, 13].map((date) => date * day), "1d", 365, "365 days"],
    ["Mondays to Saturdays", [0, 1, 2, 3, 4, 5].map((date) => date * day), "1d", 252, "252 days"],
    ["Sundays to Thursdays", [6, 7, 8, 9, 10].map((date) => date * day), "1d", 252, "252 days"],
    ["weeks", [0, 7, 14, 28].map((date) => date * day), "1w", 52, "52 weeks"],
    ["four weeks", [0, 28, 56, 84].map((date) => date * day), "4w", 13, "52 weeks"],
    ["ten days", [0, 10, 20, 30].map((date) => date * day), "10d", 36.5, "365 days"],
    ["months", [0, 31, 60, 91].map((date) => date * day), "1 month", 12, "12 months"],
    ["their ends on weekdays", [0, 29, 58, 91].map((d) => d * day), "1 month", 12, "12 months"],
    ["quarters", [0, 91, 182, 274].map((date) => date * day), "3 months", 4, "12 months"],
    ["years", [0, 366, 731, 1096].map((date) => date * day), "12 months", 1, "12 months"],
  ] as const)("counts %s", (_, times, ...spacing) => {
    expect(spacingAt(times)).toEqual(spacing);
  });

  it("leaves the days out that the ends of a file cut off", () => {
    expect(spacingAt(sessions([1], -hour, 25 * hour, hour))).toEqual([
      "1h",
      252 * 24,
      "252 days of 24 hours",
    ]);
  });

  it("takes an evening that opens the week for no trading day", () => {
    const sundays = sessions([6, 13], 22 * hour, 24 * hour, hour);
    const times = [...sessions(weekdays, 0, 22 * hour, hour), ...sundays];
    expect(spacingAt(times.toSorted((a, b) => a - b))).toEqual([
      "1h",
      252 * 22,
      "252 days of 22 hours",
    ]);
  });

  it("follows the most frequent step, of equally frequent ones the shortest", () => {
    // the median of these is 4 hours
    expect(spacingAt([0, 1, 2, 6, 11, 17].map((i) => i * hour))[0]).toBe("1h");
    expect(spacingAt([0, 1, 25, 26, 50].map((i) => i * hour))[0]).toBe("1h");
    expect(spacingAt([0, 5 * day])[0]).toBe("5d");
  });
});

describe("timeframes as tools spell them", () => {
  const span = (text: string) => readSteps(text).map(({ unit, count }) => `${count} ${unit}`);

  it.each([
    [["5m", "5min", "5T", "M5", "5 minutes", "5Minute"], `${5 * minute} millisecond`],
    [["1h", "60m", "1H", "H1", "hour", "hourly", "1hr"], `${hour} millisecond`],
    [["1d", "D", "daily", "1Day", "day", "1B"], `${day} millisecond`],
    [["1w", "7d", "weekly", "W1"], `${7 * day} millisecond`],
    [["30s", "30sec", "30 seconds"], "30000 millisecond"],
    [["1mo", "month", "monthly", "MN1"], "1 month"],
    [["1q", "3mo", "quarterly"], "3 month"],
  ])("%j", (texts, step) => {
    for (const text of texts) expect(span(text)).toEqual([step]);
  });

  it("may mean two things", () => {
    expect(span("1M")).toEqual([`${minute} millisecond`, "1 month"]);
  });

  it.each(["", "soon", "5", "0m", "1.5h", "-1d", "constructor", "1x"])("not %j", (text) => {
    expect(readSteps(text)).toEqual([]);
  });
});
