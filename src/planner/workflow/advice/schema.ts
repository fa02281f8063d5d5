import * as z from "zod/mini";
import { figureNames } from "../plan-figures.ts";
import {
  byFixedSize,
  byFraction,
  byPercentage,
  never,
  sharesAbove,
  unlessRight,
  unlessWritten,
  type FieldText,
  type ReadCondition,
} from "./read-conditions.ts";
import {
  texts,
  field,
  words,
  flag,
  paths,
  pathOf,
  pairs,
  rules,
  mapping,
  mappings,
  section,
  date,
  oneOf,
  amount,
  count,
  positive,
  period,
  fraction,
  percent,
  level,
  expected,
  optional,
  also,
  readIf,
} from "./schema-fields.ts";

/** The most bars that are generated: 48 bytes each. */
export const mostBars = 1_000_000;
/** How a position can be sized. */
export const sizingMethods = ["fixed", "percentage"] as const;
/** The prices that an order can be filled at. */
export const fillPrices = ["close", "next_open"] as const;

const costs = (conditions: readonly ReadCondition[]) => ({
  commission: readIf(
    [unlessRight("commission_per_share"), ...conditions],
    fraction("fraction of notional", "What a fill costs in commission."),
  ),
  commission_per_share: readIf(
    conditions,
    amount("money per share", "What a fill costs in commission for each share."),
  ),
  slippage: readIf(
    [unlessRight("slippage_bps"), ...conditions],
    field(
      z.number().check(z.gte(0), z.lt(1)),
      "a fraction from 0 to below 1",
      "How much worse than the price a fill is; always adverse.",
      "fraction of price",
    ),
  ),
  slippage_bps: readIf(
    conditions,
    field(
      z.number().check(z.gte(0), z.lt(10_000)),
      "a number from 0 to below 10000",
      "Slippage in basis points: 5 is a slippage of 0.0005.",
      "basis points of price",
    ),
  ),
});

const positionSize = readIf(
  [byFixedSize],
  amount("shares above 1, else fraction of equity", "The largest position."),
);
also(positionSize, {
  unitChange: { upTo: sharesAbove, units: ["a fraction of the equity", "a number of shares"] },
});

const rsi = z.object({
  rsi_period: period("Length of the relative strength index."),
  rsi_oversold: level("Buys when the index is below it; 30 when absent."),
  rsi_overbought: level("Sells when the index is above it; 70 when absent."),
});
const crossover = z.object({
  fast_period: period("Length of the fast moving average."),
  slow_period: period("Length of the slow moving average."),
});

/** A period that goes by a shorter name, too. */
const named = (name: string, shorter: string, description: string) => ({
  [name]: period(description),
  [shorter]: readIf([unlessWritten(name)], period(`Another spelling of ${name}.`)),
});
const macd = z.object({
  ...named("fast_period", "fast", "Length of the fast exponential average; 12 when absent."),
  ...named("slow_period", "slow", "Length of the slow exponential average; 26 when absent."),
  ...named("signal_period", "signal", "Length of the average of their difference; 9 when absent."),
});

/** The parameters of the strategy types that can be simulated; other types have any they like. */
export const parameterSchemas = {
  momentum: z.object({
    lookback_period: period("How many bars ago the price is compared with."),
    signal_threshold: amount("fraction of price", "The least move that gives a signal."),
    momentum_threshold: readIf(
      [unlessWritten("signal_threshold")],
      amount("fraction of price", "Another spelling of signal_threshold."),
    ),
  }),
  mean_reversion: rsi,
  rsi_bands: rsi,
  ma_crossover: crossover,
  sma_crossover: crossover,
  moving_average_crossover: crossover,
  macd,
  macd_strategy: macd,
  bollinger_bands: z.object({
    period: period("Length of the moving average in the middle of the bands."),
    std_dev: positive("standard deviations", "Distance of the bands from the average."),
  }),
  breakout: z.object({
    period: period("How many bars back the highest high and lowest low are looked for."),
  }),
};

/** One element of `strategies`. */
export const strategySchema = z.object({
  type: words(
    "Which strategy the engine runs; parameters and the simulation depend on it.",
    Object.keys(parameterSchemas),
  ),
  name: words("A name of its own: grid keys may begin with it."),
  description: words("What the strategy is for."),
  parameters: mapping("Parameter → value or axis: every value of an axis is a combination."),
  params: mapping("Another spelling of parameters."),
  zip: pairs("Parameters that go together, row by row, instead of each with each."),
  risk_config: mapping("What this strategy's risk containers set differently."),
  risk: mapping("Another spelling of risk_config."),
  execution_config: mapping("What this strategy's execution containers set differently."),
  execution: mapping("Another spelling of execution_config."),
  portfolio_config: mapping("What this strategy's portfolio containers set differently."),
  portfolio: mapping("Another spelling of portfolio_config."),
});

const workflowTypes = [
  "optimization",
  "backtest",
  "walk_forward",
  "analysis",
  "paper",
  "live",
] as const;

/**
 * The known fields of the configuration: type, range, unit and meaning. The one description behind
 * per-field checks, completion, hover and what the backtest takes. The document itself never passes through it: unknown
 * fields are kept, and wrong values are planned as they are (spec page 1).
 */
export const workflowSchema = z.object({
  type: oneOf(workflowTypes, "What the engine does with the combinations."),
  name: words("The name of the workflow."),
  description: words("What the workflow is for."),
  strategies: field(
    z.array(strategySchema),
    "a list",
    "The strategies: their combinations follow each other.",
  ),
  optimization: section(
    "The grid: what is swept over all strategies.",
    z.object({
      parameter_grids: mapping(
        "Grid key → axis: every value of an axis multiplies the combinations of all strategies.",
      ),
      zip: pairs("Grid keys that go together, row by row, instead of each with each."),
      constraints: rules('"fast < slow"', "What must be true of combinations to be planned."),
      exclude: rules("{execution.venue: c, mode: short}", "Values that are not planned together."),
    }),
  ),
  sharing_planner: section(
    "What the planner cannot know of this document; no configuration.",
    z.object({
      strategies: pathOf("Path of the strategies."),
      risk: pathOf("Path of the base configuration of risk."),
      execution: pathOf("Path of the base configuration of execution."),
      portfolio: pathOf("Path of the base configuration of portfolios."),
      grids: paths("Paths of sections that are grids too."),
      values: paths("Paths of what looks like a sweep and is a value."),
    }),
  ),
  risk: section(
    "Base configuration of every risk container.",
    z.object({
      max_position_size: positionSize,
      position_size_method: oneOf(sizingMethods, "How the size of a position is chosen."),
      position_size_pct: readIf(
        [byPercentage],
        percent("Size of a position, for the method percentage."),
      ),
      fractional: flag("Whether fractions of a share may be traded."),
      allow_short: flag(
        "Whether a sell signal may open a short position, or only closes a long one.",
      ),
      stop_loss: optional(
        fraction("fraction of entry price", "Loss at which a position is closed."),
      ),
      take_profit: optional(
        amount("fraction of entry price", "Gain at which a position is closed."),
      ),
      max_drawdown: optional(
        fraction("fraction of peak equity", "Drawdown below which no position is opened."),
      ),
      max_positions: readIf(
        [never],
        optional(count("positions", "How many positions may be open at once.")),
      ),
      max_leverage: readIf([never], optional(amount("times equity", "The largest exposure."))),
      ...costs([byFraction]),
    }),
  ),
  execution: section(
    "Base configuration of every execution container.",
    z.object({
      ...costs([]),
      fill: oneOf(fillPrices, "The price that orders fill at; close is optimistic."),
      fill_probability: fraction("probability", "How likely an order is filled."),
    }),
  ),
  risk_profiles: mappings(
    "Alternatives of the whole section risk, or one mapping of them by name.",
  ),
  execution_models: mappings("Alternatives of the whole section execution."),
  portfolio: section(
    "Base configuration of every portfolio container.",
    z.object({
      initial_capital: positive("money", "Cash at the start; 100000 when absent."),
    }),
  ),
  initial_capital: positive("money", "Another spelling of portfolio.initial_capital."),
  data: section(
    "The bars of the backtest.",
    z.object({
      source: words("Where the bars come from: synthetic or csv.", ["synthetic", "csv"]),
      bars: field(
        z.int().check(z.gte(2), z.lte(mostBars)),
        `a whole number from 2 to ${mostBars}`,
        "How many bars are generated.",
        "bars",
      ),
      seed: field(
        z.int().check(z.gte(0)),
        "a whole number, 0 or more",
        "What the generated bars depend on: equal seeds give equal bars.",
        "seed",
      ),
      timeframe: words("The time between bars, such as 1d, 1h, 5m or 1m.", [
        "1d",
        "1h",
        "5m",
        "1m",
      ]),
      start_date: date("The first day, or moment, of a file of bars that is used."),
      end_date: date("The last day, UTC and to its end, or the last moment that is used."),
      symbol: field(
        z.nullable(z.union([z.string(), z.number()])),
        "the name of one symbol",
        "Whose bars are used of a file with several symbols.",
      ),
      drift: field(
        z.number().check(z.gte(-10), z.lte(10)),
        "a number from -10 to 10",
        "The mean growth of the generated prices.",
        "fraction a year",
      ),
      volatility: field(
        z.number().check(z.gte(0), z.lte(10)),
        "a number from 0 to 10",
        "The volatility of the generated prices.",
        "fraction a year",
      ),
      bars_per_year: positive("bars a year", "What annualised figures count with."),
    }),
  ),
  expect: section(
    "What a review agreed on: a plan that differs is an error.",
    z.object(Object.fromEntries(figureNames().map((name) => [name, expected(name)]))),
  ),
});

/** What people should know about the field that a schema describes. */
export function textOfField(schema: z.core.$ZodType): FieldText | undefined {
  return texts.get(schema);
}
