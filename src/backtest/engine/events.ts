import type { ContainerId } from "../../planner/model.ts";
import type { Traded } from "../rules/account.ts";
import type { OrderCause, Signalled, Wanted } from "../rules/orders.ts";

/** One bar of prices, from the hub. Prices are in money per share, volume in shares. */
export type BarEvent = {
  readonly type: "BAR";
  /** Position of the bar in the series, from 0. */
  readonly bar: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Whether the data end here: open positions are closed. */
  readonly last: boolean;
};

/** The values of all indicators at a bar, from the hub; each strategy reads its own places. */
export type FeatureEvent = {
  readonly type: "FEATURE";
  readonly bar: number;
  /** By place in the hub's list; NaN before there are enough bars. */
  readonly values: Float64Array;
};

/** What belongs to one portfolio is stamped with it, so that shared containers keep them apart. */
type Stamped<Type extends string> = {
  readonly type: Type;
  readonly targetPortfolio: ContainerId;
  readonly bar: number;
};

/** What a strategy wants at a bar: one every bar. */
export type SignalEvent = Stamped<"SIGNAL"> &
  Signalled & {
    /** How far beyond its level the indicator is: a fraction of the price, of 100 for an RSI. 0 to hold. */
    readonly strength: number;
  };

/** What risk lets through. It carries all that execution must know of risk and of the portfolio. */
export type OrderEvent = Stamped<"ORDER"> &
  Wanted & {
    /** Counts the orders of the portfolio, from 0. */
    readonly number: number;
    /** Given on the last bar or by ruin: filled at the bar's close, and certainly. */
    readonly final: boolean;
    readonly cause: OrderCause;
  };

/** Why a wanted position can fail to be opened. */
export const rejectReasons = [
  // risk: the drawdown is beyond `max_drawdown`
  "max_drawdown",
  // risk: the size comes to less than one share
  "size_zero",
  // risk: the data end with this bar
  "end_of_data",
  // execution: the draw against `fill_probability`
  "not_filled",
  // execution: the free cash pays no share at the real price
  "unaffordable",
  // risk: no state of the portfolio has arrived, which only a broken wiring causes
  "unknown_portfolio",
] as const;
export type RejectReason = (typeof rejectReasons)[number];

/** A wanted order that was refused; counted, and never sent on. */
export type RejectEvent = Stamped<"REJECT"> & {
  readonly reason: RejectReason;
  /** The container that refused. */
  readonly source: ContainerId;
};

/** What was traded. */
export type FillEvent = Stamped<"FILL"> &
  Traded & {
    /** The number of the order that it fills. */
    readonly order: number;
  };

/** The state of a portfolio after a bar's close or a fill. */
export type PortfolioEvent = Stamped<"PORTFOLIO"> & {
  /** Cash + position × last close, in money. */
  readonly equity: number;
  /** In money. */
  readonly cash: number;
  /** In shares; below 0 is short. */
  readonly position: number;
  /** In money per share; 0 without a position. */
  readonly entryPrice: number;
  /** The highest equity at a bar's close so far, at least the initial capital; in money. */
  readonly peakEquity: number;
  /** Whether that leaves nothing at the close of `bar`: never told before this close is known. */
  readonly ruined: boolean;
};

/** What adapters carry. */
export type BacktestEvent =
  | BarEvent
  | FeatureEvent
  | SignalEvent
  | OrderEvent
  | FillEvent
  | PortfolioEvent;
