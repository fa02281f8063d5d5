import type { Bars } from "../data/bars.ts";
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

/** An indicator, which has a period or several: what the hub computes and sends as FEATURE. */
export type FeatureName =
  | "momentum"
  | "relativeStrength"
  | "movingAverage"
  | "deviation"
  | "highestBefore"
  | "lowestBefore"
  | "macdGap";

/** The hub's indicators over one series of bars. */
export type Features = {
  /** The values at every bar, NaN before there are enough bars; computed when first asked for. */
  of(name: FeatureName, ...periods: readonly number[]): Float64Array;
  /** How many values are kept, of 8 bytes each. */
  kept(): number;
};

/**
 * Computes each indicator once, however many strategies use it, and the prefix sums once for all
 * moving averages. A value depends on its own and earlier bars only.
 */
export function createFeatures(bars: Bars): Features {
  const computed = new Map<string, Float64Array>();
  let sums: Float64Array | undefined;
  const compute = (name: FeatureName, [period = 0, slow = 0, signal = 0]: readonly number[]) => {
    switch (name) {
      case "momentum":
        return momentum(bars.close, period);
      case "relativeStrength":
        return relativeStrength(bars.close, period);
      case "movingAverage":
        return movingAverage(bars.close, (sums ??= prefixSums(bars.close)), period);
      case "deviation":
        return deviation(bars.close, period);
      case "highestBefore":
        return highestBefore(bars.high, period);
      case "lowestBefore":
        return lowestBefore(bars.low, period);
      case "macdGap":
        return macdGap(bars.close, period, slow, signal);
    }
  };
  return {
    of(name, ...periods) {
      const key = `${name} ${periods.join(" ")}`;
      const known = computed.get(key);
      if (known) return known;
      const values = compute(name, periods);
      computed.set(key, values);
      return values;
    },
    kept: () => computed.size * bars.n,
  };
}
