import { expect, it } from "vitest";
import { instantOf } from "./instant.ts";

it("counts the days of the calendar, leap years and centuries included", () => {
  const day = 86_400_000;
  for (const year of [1, 4, 99, 1899, 1900, 1999, 2000, 2023, 2024, 9997]) {
    const start = Date.parse(`${String(year).padStart(4, "0")}-01-01`);
    const days = Array.from({ length: 732 }, (_, i) => new Date(start + i * day).toISOString());
    const instants = days.map((text) => instantOf(text.slice(0, 10))?.microseconds ?? 0n);
    const steps = new Set(instants.slice(1).map((instant, i) => instant - (instants[i] ?? 0n)));
    expect([...steps]).toEqual([BigInt(day) * 1000n]);
  }
});

it.each([
  ["2024-01-01T00:00:00", "2024-01-01T00:00:00.000001"],
  ["2024-01-01T23:59:59.9", "2024-01-02T00:00:00"],
  ["2024-01-01T02:00:00+03:00", "2024-01-01T00:00:00+00:00"],
  ["2024-01-01T00:00:00+00:00", "2023-12-31T23:30:00-00:31"],
])("%s is before %s", (earlier, later) => {
  const [first, second] = [instantOf(earlier), instantOf(later)];
  expect(first && second && first.microseconds < second.microseconds).toBe(true);
  expect(first?.kind).toBe(second?.kind);
});

it.each(["", "2024", "12:00:00", "2024-01-01 00:00:00", "x"])(
  "%j is no date of Python's",
  (text) => {
    expect(instantOf(text)).toBeUndefined();
  },
);
