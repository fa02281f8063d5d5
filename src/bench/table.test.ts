import { expect, it } from "vitest";
import { timingOf } from "./measure.ts";
import { duration, times, type Row } from "./row.ts";
import { markdownTable, replaceBetweenMarkers } from "./table.ts";

const row: Row = {
  work: "N = 10^6",
  ways: [
    { name: "planner", timing: timingOf([1, 3, 2]) },
    { name: "Python", timing: timingOf([23_100]) },
  ],
  outcome: times(23_100, 2),
  reach: "≥ 10,000 ×",
  reached: true,
  gates: false,
};

it("summarises repetitions by median, percentiles and spread", () => {
  expect(timingOf(Array.from({ length: 100 }, (_, i) => 100 - i))).toEqual({
    median: 51,
    p90: 91,
    p95: 96,
    low: 1,
    high: 100,
    runs: 100,
  });
});

it("writes durations and ratios with the digits that mean something", () => {
  expect([23_100, 1.2345, 0.0341].map(duration)).toEqual(["23.1 s", "1.23 ms", "34 µs"]);
  expect([times(3, 2), times(24, 2), times(24_680, 1)]).toEqual(["1.5 ×", "12 ×", "25,000 ×"]);
});

it("makes one line of a row", () => {
  expect(markdownTable([row]).split("\n").at(-1)).toBe(
    "| N = 10^6 | planner 2 ms (1 ms–3 ms)<br>Python 23.1 s | 12,000 × | ≥ 10,000 × ✓ |",
  );
});

it("replaces what stands between its markers and nothing else", () => {
  const text = "a\n<!-- bench:x -->\nold\n<!-- /bench:x -->\nb\n";
  const once = replaceBetweenMarkers(text, "x", "new");
  expect(once).toBe("a\n<!-- bench:x -->\nnew\n<!-- /bench:x -->\nb\n");
  expect(replaceBetweenMarkers(once, "x", "new")).toBe(once);
  expect(replaceBetweenMarkers(text, "y", "new")).toBe(text);
});
