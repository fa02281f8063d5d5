import type { FeatureName, Features } from "../../indicators/features.ts";
import type { StrategySettings } from "../../settings/strategy.ts";

/** An indicator with its periods. */
export type FeatureKey = { readonly name: FeatureName; readonly periods: readonly number[] };

/** The indicators that a strategy's rule reads, in the order in which it reads them. */
export function featuresOf(settings: StrategySettings): readonly FeatureKey[] {
  switch (settings.type) {
    case "momentum":
      return [{ name: "momentum", periods: [settings.period] }];
    case "relativeStrength":
      return [{ name: "relativeStrength", periods: [settings.period] }];
    case "crossover":
      return [
        { name: "movingAverage", periods: [settings.fast] },
        { name: "movingAverage", periods: [settings.slow] },
      ];
    case "bollinger":
      return [
        { name: "movingAverage", periods: [settings.period] },
        { name: "deviation", periods: [settings.period] },
      ];
    case "breakout":
      return [
        { name: "highestBefore", periods: [settings.period] },
        { name: "lowestBefore", periods: [settings.period] },
      ];
    case "macd":
      return [{ name: "macdGap", periods: [settings.fast, settings.slow, settings.signal] }];
  }
}

/** The hub's list of indicators: one place for each, however many strategies read it. */
export type FeatureList = {
  /** The place of an indicator, a new one where nobody asked for it before. */
  placeOf(key: FeatureKey): number;
  /** The values of all indicators at a bar. */
  valuesAt(bar: number): Float64Array;
};

/** Starts the hub's list of indicators; each is computed once, when first asked for. */
export function createFeatureList(features: Features): FeatureList {
  const places = new Map<string, number>();
  const series: Float64Array[] = [];
  return {
    placeOf({ name, periods }) {
      const key = `${name} ${periods.join(" ")}`;
      const known = places.get(key);
      if (known !== undefined) return known;
      places.set(key, series.length);
      return series.push(features.of(name, ...periods)) - 1;
    },
    valuesAt(bar) {
      const found = new Float64Array(series.length);
      for (const [place, values] of series.entries()) found[place] = values[bar] ?? Number.NaN;
      return found;
    },
  };
}
