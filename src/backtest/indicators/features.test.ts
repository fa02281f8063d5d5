import { expect, it } from "vitest";
import { readTimeframe } from "../data/bars.ts";
import { syntheticBars } from "../data/synthetic.ts";
import { createFeatures, type FeatureName } from "./features.ts";
import {
  deviation,
  highestBefore,
  lowestBefore,
  macdGap,
  momentum,
  movingAverage,
  prefixSums,
  relativeStrength,
} from "./indicators.ts";

const timeframe = readTimeframe("1d");
if (!timeframe) throw new Error("1d is a timeframe");
const bars = syntheticBars({ bars: 100, seed: 1, timeframe, drift: 0, volatility: 0.2 });

it("gives the hub each indicator by its name", () => {
  const features = createFeatures(bars);
  const { close, high, low } = bars;
  const expected: Readonly<Record<FeatureName, Float64Array>> = {
    momentum: momentum(close, 10),
    relativeStrength: relativeStrength(close, 10),
    movingAverage: movingAverage(close, prefixSums(close), 10),
    deviation: deviation(close, 10),
    highestBefore: highestBefore(high, 10),
    lowestBefore: lowestBefore(low, 10),
    macdGap: macdGap(close, 10, 20, 5),
  };
  for (const name of [
    "momentum",
    "relativeStrength",
    "movingAverage",
    "deviation",
    "highestBefore",
    "lowestBefore",
  ] as const) {
    expect(features.of(name, 10)).toEqual(expected[name]);
  }
  expect(features.of("macdGap", 10, 20, 5)).toEqual(expected.macdGap);
});

it("computes each indicator once, however often it is asked for", () => {
  const features = createFeatures(bars);
  expect(features.of("momentum", 5)).toBe(features.of("momentum", 5));
  expect(features.of("momentum", 5)).not.toBe(features.of("momentum", 6));
  expect(features.kept()).toBe(200);
});
