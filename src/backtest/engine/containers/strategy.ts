import type { ContainerId } from "../../../planner/model.ts";
import {
  bollingerDirection,
  breakoutDirection,
  crossoverDirection,
  macdDirection,
  momentumDirection,
  relativeStrengthDirection,
  type Direction,
} from "../../rules/direction.ts";
import type { StrategySettings } from "../../settings/strategy.ts";
import type { BarEvent } from "../events.ts";
import type { Container, Outlets } from "./container.ts";

/**
 * A strategy container: BAR and FEATURE in, one SIGNAL a bar out, for its own portfolio.
 *
 * `places` are those of its indicators in FEATURE, in the order of `featuresOf`.
 */
export function createStrategy(
  id: ContainerId,
  serves: ReadonlySet<ContainerId>,
  portfolio: ContainerId,
  settings: StrategySettings,
  places: readonly number[],
  { publish }: Outlets,
): Container {
  const [firstPlace = -1, secondPlace = -1] = places;
  let latest: BarEvent | undefined;
  return {
    id,
    role: "strategy",
    serves,
    receive(event) {
      if (event.type === "BAR") latest = event;
      else if (event.type === "FEATURE") {
        const { close = 0, last = false } = latest ?? {};
        const first = event.values[firstPlace] ?? Number.NaN;
        const second = event.values[secondPlace] ?? Number.NaN;
        const direction = directionOf(settings, close, first, second);
        publish({
          type: "SIGNAL",
          targetPortfolio: portfolio,
          bar: event.bar,
          direction,
          strength: direction === 0 ? 0 : strengthOf(settings, direction, close, first, second),
          close,
          last,
        });
      }
    },
  };
}

function directionOf(
  settings: StrategySettings,
  close: number,
  first: number,
  second: number,
): Direction {
  switch (settings.type) {
    case "momentum":
      return momentumDirection(first, settings.threshold);
    case "relativeStrength":
      return relativeStrengthDirection(first, settings.oversold, settings.overbought);
    case "crossover":
      return crossoverDirection(first, second);
    case "bollinger":
      return bollingerDirection(close, first, second, settings.deviations);
    case "breakout":
      return breakoutDirection(close, first, second);
    case "macd":
      return macdDirection(first);
  }
}

/** How far beyond its level the indicator is, for the trace: nothing is decided by it. */
function strengthOf(
  settings: StrategySettings,
  direction: Direction,
  close: number,
  first: number,
  second: number,
): number {
  switch (settings.type) {
    case "momentum":
      return Math.abs(first) - settings.threshold;
    case "relativeStrength":
      return (direction > 0 ? settings.oversold - first : first - settings.overbought) / 100;
    case "crossover":
      return Math.abs(first / second - 1);
    case "bollinger":
      return (Math.abs(close - first) - settings.deviations * second) / first;
    case "breakout":
      return Math.abs(close / (direction > 0 ? first : second) - 1);
    case "macd":
      return Math.abs(first) / close;
  }
}
