import fc from "fast-check";
import { expect, it } from "vitest";
import { lowerStopLine, stopReached, upperStopLine } from "./stops.ts";

const price = fc.oneof(
  fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
  fc.integer({ min: 1, max: 300 }).map((cents) => cents / 100),
);
const distance = fc.oneof(
  fc.constantFrom(undefined, 0, 0.01, 0.05, 0.5, 1, 3),
  fc.double({ min: 0, max: 5, noNaN: true }),
);

it("reaches a stop only at or beyond its lines", () => {
  const seen = new Set<string>();
  const settings = fc.record({ stopLoss: distance, takeProfit: distance });
  fc.assert(
    fc.property(settings, fc.constantFrom(-7, 7), price, price, (stops, position, entry, close) => {
      const held = { position, entryPrice: entry };
      const { stopLoss = 0, takeProfit = 0 } = stops;
      // closes at the very lines are what rounding could get wrong
      const near = [stopLoss, -stopLoss, takeProfit, -takeProfit].map((d) => entry * (1 + d));
      const lower = lowerStopLine(stops, held);
      const upper = upperStopLine(stops, held);
      for (const at of [close, ...near].filter((value) => value > 0)) {
        for (const value of [at, at * (1 - 2 ** -52), at * (1 + 2 ** -52)]) {
          const stop = stopReached(stops, held, value);
          if (stop === undefined) continue;
          seen.add(`${stop} ${position}`);
          expect(value <= lower || value >= upper).toBe(true);
        }
      }
    }),
    { numRuns: 5000 },
  );
  expect(seen.size).toBe(4);
});

it("has lines within a billionth of the price that reaches a stop, and none without it", () => {
  const long = { position: 1, entryPrice: 50 };
  const short = { position: -1, entryPrice: 50 };
  const stops = { stopLoss: 0.02, takeProfit: undefined };
  expect(lowerStopLine(stops, long) / 49).toBeCloseTo(1, 8);
  expect(upperStopLine(stops, long)).toBeNaN();
  expect(upperStopLine(stops, short) / 51).toBeCloseTo(1, 8);
  expect(lowerStopLine(stops, short)).toBeNaN();
});
