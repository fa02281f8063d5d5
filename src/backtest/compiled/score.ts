import type { Bars } from "../data/bars.ts";
import { valueAt } from "../data/series.ts";
import type { Features } from "../indicators/features.ts";
import {
  bollingerDirection,
  breakoutDirection,
  crossoverDirection,
  momentumDirection,
  relativeStrengthDirection,
} from "../rules/direction.ts";
import type { StrategySettings } from "../settings/strategy.ts";

/**
 * What a strategy says at every bar, as one column and two limits: direction 1 where a value is
 * above `above`, −1 where it is below `below`, else 0; NaN says 0 too. `below` is never over `above`.
 */
export type Score = {
  readonly values: Float64Array;
  readonly above: number;
  readonly below: number;
};

/**
 * Computes the score of a strategy from the hub's features. Momentum is its own score, so that
 * every threshold shares one column; other rules write their directions down.
 */
export function scoreOf(settings: StrategySettings, bars: Bars, features: Features): Score {
  const { close, n } = bars;
  switch (settings.type) {
    case "momentum": {
      const values = features.of("momentum", settings.period);
      const { threshold } = settings;
      if (threshold >= 0) return { values, above: threshold, below: -threshold };
      return directions(n, (i) => momentumDirection(valueAt(values, i), threshold));
    }
    case "relativeStrength": {
      const values = features.of("relativeStrength", settings.period);
      const { oversold, overbought } = settings;
      return directions(n, (i) =>
        relativeStrengthDirection(valueAt(values, i), oversold, overbought),
      );
    }
    case "crossover": {
      const fast = features.of("movingAverage", settings.fast);
      const slow = features.of("movingAverage", settings.slow);
      return directions(n, (i) => crossoverDirection(valueAt(fast, i), valueAt(slow, i)));
    }
    case "bollinger": {
      const average = features.of("movingAverage", settings.period);
      const spread = features.of("deviation", settings.period);
      const { deviations } = settings;
      return directions(n, (i) =>
        bollingerDirection(valueAt(close, i), valueAt(average, i), valueAt(spread, i), deviations),
      );
    }
    case "breakout": {
      const highest = features.of("highestBefore", settings.period);
      const lowest = features.of("lowestBefore", settings.period);
      return directions(n, (i) =>
        breakoutDirection(valueAt(close, i), valueAt(highest, i), valueAt(lowest, i)),
      );
    }
  }
}

/** The direction that a score gives for a value. */
export function directionOf({ above, below }: Score, value: number): -1 | 0 | 1 {
  return value > above ? 1 : value < below ? -1 : 0;
}

function directions(n: number, directionAt: (i: number) => number): Score {
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) values[i] = directionAt(i);
  return { values, above: 0.5, below: -0.5 };
}
