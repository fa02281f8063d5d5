import fc from "fast-check";
import { expect, it } from "vitest";
import { barOf, parameterColumns } from "./results-columns.ts";
import { shownRun } from "./test-support/shown-run.ts";

it("lists what varies before what does not", () => {
  const { parameters } = shownRun({
    parameters: { alike: ["1", "1"], period: ["10", "20"], also: ["2", "2"], fee: ["0", "1"] },
  });
  expect(parameterColumns(parameters).map(({ id }) => id)).toEqual([
    "period",
    "fee",
    "alike",
    "also",
  ]);
});

it("draws bars inside of their cells, longer for more, from zero where signs part", () => {
  const name = fc.constantFrom("sharpe" as const, "maxDrawdown" as const);
  const values = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 9 });
  fc.assert(
    fc.property(name, values, (of, given) => {
      const range = { low: Math.min(...given), high: Math.max(...given) };
      for (const value of given) {
        const bar = barOf(of, value, range);
        const { from, to, isLoss } = bar ?? { from: 1, to: 0, isLoss: undefined };
        expect([0 <= from, from <= to, to <= 1]).toEqual([true, true, true]);
        expect(isLoss).toBe(of === "sharpe" && value < 0);
      }
      const ends = given.toSorted((a, b) => a - b).map((value) => barOf(of, value, range));
      const tips = ends.map((bar) => (bar?.isLoss ? bar.from : (bar?.to ?? Number.NaN)));
      expect(tips).toEqual(tips.toSorted((a, b) => a - b));
    }),
  );
  expect(barOf("sharpe", Number.NaN, { low: 0, high: 1 })).toBeUndefined();
  expect(barOf("trades", 3, { low: 3, high: 3 })).toBeUndefined();
});
