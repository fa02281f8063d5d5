import { expect, it } from "vitest";
import { scalingOf } from "./scaling.ts";

it("leaves rows that fit where they are", () => {
  const { height, toRows, toScroller } = scalingOf(28_032, 300);
  expect([height, toRows(1234), toScroller(1234)]).toEqual([28_032, 1234, 1234]);
});

it("reaches the first and the last of a million rows in a scroller that browsers can show", () => {
  const rows = 28_000_032;
  const { height, toRows, toScroller } = scalingOf(rows, 300);
  expect(height).toBeLessThan(17_000_000);
  expect(toRows(0)).toBe(0);
  expect(toRows(height - 300)).toBeCloseTo(rows - 300, 3);
  expect(toRows(toScroller(15_000_000))).toBeCloseTo(15_000_000, 3);
});
