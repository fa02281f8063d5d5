import type { Bars } from "../data/bars.ts";
import { valueAt } from "../data/series.ts";
import { createFeatures, type Features } from "../indicators/features.ts";
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

/** Values of indicators that are kept at once: 128 MB. */
const mostKept = 2 ** 24;

/** The scores of strategies over the same bars. */
export type Scores = {
  /** A strategy's score, to be used before another one is asked for; equal keys, equal strategies. */
  of(key: string | number, settings: StrategySettings): Score;
};

/**
 * Keeps indicators, and the score that was asked for last: equal strategies come one after the other,
 * and a column for each of the others would take more memory than time.
 */
export function createScores(bars: Bars, given?: Features): Scores {
  const column = new Float64Array(bars.n);
  let features = given ?? createFeatures(bars);
  let last: { readonly key: string | number; readonly score: Score } | undefined;
  return {
    of(key, settings) {
      if (last?.key === key) return last.score;
      if (features.kept() > mostKept) features = createFeatures(bars);
      const score = scoreOf(settings, bars, features, column);
      last = { key, score };
      return score;
    },
  };
}

/**
 * Computes the score of a strategy from the hub's features. Momentum is its own score, so that
 * every threshold shares one column; other rules write their directions down, each in a loop of its
 * own: one loop for all of them would call a function at every bar. They go `into` a column that the
 * next score may be written to.
 */
function scoreOf(
  settings: StrategySettings,
  bars: Bars,
  features: Features,
  into: Float64Array,
): Score {
  const { close } = bars;
  switch (settings.type) {
    case "momentum": {
      const values = features.of("momentum", settings.period);
      const { threshold } = settings;
      return threshold >= 0
        ? { values, above: threshold, below: -threshold }
        : directions(momentumDirections(values, threshold, into));
    }
    case "relativeStrength": {
      const values = features.of("relativeStrength", settings.period);
      return directions(strengthDirections(values, settings.oversold, settings.overbought, into));
    }
    case "crossover": {
      const fast = features.of("movingAverage", settings.fast);
      const slow = features.of("movingAverage", settings.slow);
      return directions(crossoverDirections(fast, slow, into));
    }
    case "bollinger": {
      const average = features.of("movingAverage", settings.period);
      const spread = features.of("deviation", settings.period);
      return directions(bollingerDirections(close, average, spread, settings.deviations, into));
    }
    case "breakout": {
      const highest = features.of("highestBefore", settings.period);
      const lowest = features.of("lowestBefore", settings.period);
      return directions(breakoutDirections(close, highest, lowest, into));
    }
    case "macd": {
      // above and below 0 is what its rule says
      const values = features.of("macdGap", settings.fast, settings.slow, settings.signal);
      return { values, above: 0, below: 0 };
    }
  }
}

/** The direction that a score gives for a value. */
export function directionOf({ above, below }: Score, value: number): -1 | 0 | 1 {
  return value > above ? 1 : value < below ? -1 : 0;
}

function directions(values: Float64Array): Score {
  return { values, above: 0.5, below: -0.5 };
}

function momentumDirections(
  momentum: Float64Array,
  threshold: number,
  values: Float64Array,
): Float64Array {
  for (let i = 0; i < values.length; i++) {
    values[i] = momentumDirection(valueAt(momentum, i), threshold);
  }
  return values;
}

function strengthDirections(
  strength: Float64Array,
  oversold: number,
  overbought: number,
  values: Float64Array,
): Float64Array {
  for (let i = 0; i < values.length; i++) {
    values[i] = relativeStrengthDirection(valueAt(strength, i), oversold, overbought);
  }
  return values;
}

function crossoverDirections(
  fast: Float64Array,
  slow: Float64Array,
  values: Float64Array,
): Float64Array {
  for (let i = 0; i < values.length; i++) {
    values[i] = crossoverDirection(valueAt(fast, i), valueAt(slow, i));
  }
  return values;
}

function bollingerDirections(
  close: Float64Array,
  average: Float64Array,
  spread: Float64Array,
  deviations: number,
  values: Float64Array,
): Float64Array {
  for (let i = 0; i < values.length; i++) {
    values[i] = bollingerDirection(
      valueAt(close, i),
      valueAt(average, i),
      valueAt(spread, i),
      deviations,
    );
  }
  return values;
}

function breakoutDirections(
  close: Float64Array,
  highest: Float64Array,
  lowest: Float64Array,
  values: Float64Array,
): Float64Array {
  for (let i = 0; i < values.length; i++) {
    values[i] = breakoutDirection(valueAt(close, i), valueAt(highest, i), valueAt(lowest, i));
  }
  return values;
}
