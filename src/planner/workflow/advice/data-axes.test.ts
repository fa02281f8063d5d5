import { expect, it } from "vitest";
import { planText } from "../../plan-text.ts";

const told = (lines: string): readonly string[] =>
  planText(`strategies: [{type: a}]\n${lines}\n`, "pyyaml").diagnostics.flatMap(
    ({ code, message, path }) =>
      code === "data-axis-not-planned" ? [`${path}: ${message.split(";")[0]}`] : [],
  );

it.each([
  ["symbols: [A, B, C]", "symbols: your engine may run this plan once for each of 3 symbols"],
  [
    "data: {symbols: [A, B, C], timeframes: [1h, 1d]}",
    "data.symbols: your engine may run this plan once for each of 3 symbols × 2 timeframes",
  ],
  ["timeframe: [1h, 1d]", "timeframe: your engine may run this plan once for each of 2 timeframes"],
])("says of %s that it multiplies nothing", (lines, message) => {
  expect(told(lines)).toEqual([message]);
  expect(planText(`strategies: [{type: a}]\n${lines}\n`, "pyyaml").plan.combinations).toBe(1n);
});

it.each(["symbols: [A]", "data: {symbol: A, timeframe: 1d}", "symbols: all", "data: [A, B]"])(
  "says nothing of %s",
  (lines) => {
    expect(told(lines)).toEqual([]);
  },
);
