import fc from "fast-check";
import { expect, it } from "vitest";
import { metricsOf, sumCurve } from "./metrics.ts";

const totals = { trades: 4, wins: 3, fills: 8, commission: 12, slippage: 5, rejects: 2 };

it("computes the figures of a curve by hand", () => {
  const equity = Float64Array.of(100, 110, 99, 99, 118.8);
  const curve = sumCurve(equity, 100);
  expect(curve.returns).toBe(4);
  expect(curve.sum).toBeCloseTo(0.1 - 0.1 + 0 + 0.2, 12);
  expect(curve.squares).toBeCloseTo(0.01 + 0.01 + 0 + 0.04, 12);
  expect(curve.maxDrawdown).toBeCloseTo(0.1, 12);
  const metrics = metricsOf({ capital: 100, finalEquity: 118.8, barsPerYear: 252, curve, totals });
  expect(metrics.totalReturn).toBeCloseTo(0.188, 12);
  expect(metrics.annualisedReturn).toBeCloseTo(1.188 ** 63 - 1, 6);
  expect(metrics.winRate).toBe(0.75);
  expect(metrics).toMatchObject({
    finalEquity: 118.8,
    trades: 4,
    commission: 12,
    slippage: 5,
    rejects: 2,
  });
});

it("counts the drawdown from the capital, not from the first bar", () => {
  expect(sumCurve(Float64Array.of(80, 90), 100).maxDrawdown).toBeCloseTo(0.2, 12);
});

it("has a Sharpe ratio from 20 returns on, with the sample's deviation", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -0.2, max: 0.2, noNaN: true }), { minLength: 1, maxLength: 60 }),
      fc.constantFrom(252, 1638),
      (returns, barsPerYear) => {
        const equity = [1000];
        for (const change of returns) equity.push((equity.at(-1) ?? 0) * (1 + change));
        const curve = sumCurve(Float64Array.from(equity), 1000);
        const { sharpe } = metricsOf({
          capital: 1000,
          finalEquity: equity.at(-1) ?? 0,
          barsPerYear,
          curve,
          totals,
        });
        const mean = returns.reduce((sum, change) => sum + change, 0) / returns.length;
        const variance =
          returns.reduce((sum, change) => sum + (change - mean) ** 2, 0) / (returns.length - 1);
        const expected = (mean / Math.sqrt(variance)) * Math.sqrt(barsPerYear);
        const wanted = returns.length < 20 ? undefined : expected;
        // where the returns hardly differ, the ratio is mostly rounding
        fc.pre(variance > 1e-12 || wanted === undefined);
        expect(sharpe?.toFixed(5)).toBe(wanted?.toFixed(5));
      },
    ),
  );
});

it.each([19, 20])("says nothing of 19 returns by a Sharpe ratio, of %i", (returns) => {
  const equity = Float64Array.from({ length: returns + 1 }, (_, i) => 100 + i);
  const curve = sumCurve(equity, 100);
  const { sharpe } = metricsOf({ capital: 100, finalEquity: 119, barsPerYear: 252, curve, totals });
  expect(sharpe !== undefined).toBe(returns >= 20);
});

it("leaves out what cannot be said", () => {
  const flat = sumCurve(new Float64Array(30).fill(500), 500);
  const none = { ...totals, trades: 0, wins: 0 };
  const run = { capital: 500, finalEquity: 500, barsPerYear: 252, curve: flat, totals: none };
  expect(metricsOf(run)).toMatchObject({
    sharpe: undefined,
    winRate: undefined,
    totalReturn: 0,
    annualisedReturn: 0,
  });
  expect(metricsOf({ ...run, finalEquity: -1 }).annualisedReturn).toBe(-1);
});

it("keeps the sums finite when the equity was lost", () => {
  const curve = sumCurve(Float64Array.of(100, 0, 0, -5), 100);
  expect(curve).toEqual({ returns: 3, sum: -1, squares: 1, maxDrawdown: 1.05 });
});
