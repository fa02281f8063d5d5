import { sharesAbove } from "../../planner/workflow/advice/read-conditions.ts";
import { sizingMethods } from "../../planner/workflow/advice/schema.ts";
import type { MapValue } from "../../yaml/value.ts";
import { noCosts, readCosts, type Costs } from "./costs.ts";
import { readFields, type FieldReader } from "./field-reader.ts";

/** What a risk container decides by. */
export type RiskSettings = {
  /** Shares of a new position; 0 where it is a fraction of the equity. */
  readonly shares: number;
  /** What a new position takes of the equity; 0 where it is a number of shares. */
  readonly fraction: number;
  /** Whether quantities are cut to whole shares: unless `fractional`. */
  readonly wholeShares: boolean;
  /** Whether a sell signal may open a short position. */
  readonly allowShort: boolean;
  /** Loss at which a position is closed, a fraction of its entry price. */
  readonly stopLoss: number | undefined;
  /** Gain at which a position is closed, a fraction of its entry price. */
  readonly takeProfit: number | undefined;
  /** Drawdown, a fraction of the peak equity, below which no position is opened. */
  readonly maxDrawdown: number | undefined;
  /** What this container sizes a fraction with, none where it sizes shares; execution charges its own. */
  readonly costs: Costs;
};

/** What a reader gives: settings, defaults filled in, and what it could not take as it stands. */
export type Reading<Settings> = {
  readonly settings: Settings;
  readonly notes: readonly string[];
};

/** Reads a risk configuration. A wrong value gets its default and a note. */
export function readRisk(config: MapValue): Reading<RiskSettings> {
  const fields = readFields(config, "risk");
  const { shares, fraction } = readSizing(fields);
  const settings: RiskSettings = {
    shares,
    fraction,
    wholeShares: !fields.flag("fractional", false),
    allowShort: fields.flag("allow_short", false),
    stopLoss: fields.number("stop_loss", undefined),
    takeProfit: fields.number("take_profit", undefined),
    maxDrawdown: fields.number("max_drawdown", undefined),
    costs: costsOf(shares, readCosts(fields)),
  };
  return { settings, notes: fields.notes };
}

/** Settings are equal where the simulation is: what sizing does not ask for is left out. */
function costsOf(shares: number, costs: Costs): Costs {
  return shares > 0 ? noCosts : costs;
}

function readSizing(fields: FieldReader): Pick<RiskSettings, "shares" | "fraction"> {
  const method = fields.oneOf("position_size_method", sizingMethods, "fixed");
  const name = method === "fixed" ? "max_position_size" : "position_size_pct";
  const whole = method === "fixed" ? 1 : 100;
  const size = fields.number(name, whole, `${whole}, which is all of the equity,`);
  if (method === "percentage") return { shares: 0, fraction: size / 100 };
  return size > sharesAbove ? { shares: size, fraction: 0 } : { shares: 0, fraction: size };
}
