import fc from "fast-check";
import { expect, it } from "vitest";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { plainBacktest, plainText, type PlainSettings } from "../test-support/plain-backtest.ts";
import { runOne, withGap } from "../test-support/runs.ts";

const timeframe = readTimeframe("1d") ?? expect.fail("1d is a timeframe");
const orNone = (...values: readonly number[]) => fc.constantFrom(null, ...values);

const settings: fc.Arbitrary<PlainSettings> = fc.record({
  lookback: fc.integer({ min: 1, max: 12 }),
  threshold: fc.constantFrom(0, 0.004, 0.013),
  capital: fc.constantFrom(90, 1000, 100_000),
  size: fc.constantFrom(0.001, 0.25, 1, 7, 400),
  short: fc.boolean(),
  stop: orNone(0.011, 0.043),
  profit: orNone(0.017, 0.061),
  drawdown: orNone(0.023, 0.11),
  nextOpen: fc.boolean(),
  commission: fc.constantFrom(0, 0.001, 0.02),
  perShare: orNone(0.03),
  slippage: fc.constantFrom(0, 0.0007),
});

const gap = fc.constantFrom(1, 1, 1, 2.6);

it("trades as the rules say, written down as one loop", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(settings, fc.nat({ max: 10_000 }), gap, (chosen, seed, factor) => {
      const calm = syntheticBars({ bars: 120, seed, timeframe, drift: 0, volatility: 0.3 });
      const bars = withGap(calm, 60, factor);
      const expected = plainBacktest(bars, chosen);
      const run = runOne(plainText(chosen), bars);
      expect(run.fills.map(({ event }) => [event.bar, event.side * event.quantity])).toEqual(
        expected.fills,
      );
      expect(run.rejects.map(({ bar, reason }) => [bar, reason])).toEqual(expected.rejects);
      for (const [bar, value] of expected.equity.entries()) {
        // the same to the hundredth of a cent, whatever the order of additions
        expect(run.equity[bar]).toBeCloseTo(value, 4);
      }
      for (const [, reason] of expected.rejects) seen.add(reason);
      for (const { event } of run.orders) seen.add(event.cause);
    }),
    { numRuns: 400 },
  );
  // a gap that ruins a short does not come in every run, and has a test of its own
  seen.delete("ruin");
  expect([...seen].toSorted()).toEqual([
    "end_of_data",
    "max_drawdown",
    "signal",
    "size_zero",
    "stop_loss",
    "take_profit",
    "unaffordable",
  ]);
});
