import { emptyMap, entryOf, type MapValue } from "../../yaml/value.ts";
import { describeValue, readFields, type FieldReader } from "./field-reader.ts";

/** The rule of a strategy container and its parameters; periods are numbers of bars. */
export type StrategySettings =
  | {
      readonly type: "momentum";
      readonly period: number;
      /** The least move that gives a signal, a fraction of the price. */
      readonly threshold: number;
    }
  | {
      readonly type: "relativeStrength";
      readonly period: number;
      /** From 0 to 100. */
      readonly oversold: number;
      /** From 0 to 100. */
      readonly overbought: number;
    }
  | { readonly type: "crossover"; readonly fast: number; readonly slow: number }
  | {
      readonly type: "bollinger";
      readonly period: number;
      /** Distance of the bands from the average, in standard deviations. */
      readonly deviations: number;
    }
  | { readonly type: "breakout"; readonly period: number }
  | {
      readonly type: "macd";
      readonly fast: number;
      readonly slow: number;
      readonly signal: number;
    };

/** A strategy that can be simulated, or the words for why it cannot. */
export type StrategyReading =
  | {
      readonly status: "known";
      readonly settings: StrategySettings;
      readonly notes: readonly string[];
    }
  | { readonly status: "unknown"; readonly reason: string };

/** Reads a strategy's type and parameters. An absent or wrong parameter gets a default and a note. */
export function readStrategy(config: MapValue): StrategyReading {
  const type = entryOf(config, "type")?.value;
  const written = entryOf(config, "parameters")?.value;
  const parameters = written?.type === "map" ? written : emptyMap(config.range);
  if (type?.type === "text") {
    const fields = readFields(parameters, "parameters", type.value);
    const settings = readRule(type.value, fields);
    if (settings) return { status: "known", settings, notes: fields.notes };
  }
  const name = type === undefined ? "(none)" : describeValue(type).replace(/^"(.*)"$/, "$1");
  return { status: "unknown", reason: `no simulation for type ${name}` };
}

function readRule(type: string, fields: FieldReader): StrategySettings | undefined {
  switch (type) {
    case "momentum": {
      const isOther = fields.has("momentum_threshold") && !fields.has("signal_threshold");
      return {
        type,
        period: needed(fields, "lookback_period", 20),
        threshold: isOther
          ? fields.number("momentum_threshold", 0)
          : needed(fields, "signal_threshold", 0),
      };
    }
    case "mean_reversion":
    case "rsi_bands":
      return {
        type: "relativeStrength",
        period: needed(fields, "rsi_period", 14),
        oversold: fields.number("rsi_oversold", 30),
        overbought: fields.number("rsi_overbought", 70),
      };
    case "ma_crossover":
    case "sma_crossover":
    case "moving_average_crossover":
      return {
        type: "crossover",
        fast: needed(fields, "fast_period", 10),
        slow: needed(fields, "slow_period", 30),
      };
    case "bollinger_bands":
      return {
        type: "bollinger",
        period: needed(fields, "period", 20),
        deviations: needed(fields, "std_dev", 2),
      };
    case "breakout":
      return { type, period: needed(fields, "period", 20) };
    case "macd":
    case "macd_strategy":
      return {
        type: "macd",
        fast: eitherOf(fields, "fast_period", "fast", 12),
        slow: eitherOf(fields, "slow_period", "slow", 26),
        signal: eitherOf(fields, "signal_period", "signal", 9),
      };
    default:
      return undefined;
  }
}

/** A parameter with a shorter spelling, which counts where the longer one is not written. */
function eitherOf(fields: FieldReader, name: string, other: string, otherwise: number): number {
  return fields.number(fields.has(other) && !fields.has(name) ? other : name, otherwise);
}

/** A parameter that nobody would leave out on purpose: its absence is noted. */
function needed(fields: FieldReader, name: string, otherwise: number): number {
  return fields.number(name, otherwise, String(otherwise));
}
