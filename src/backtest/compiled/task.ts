import type { Bars } from "../data/bars.ts";
import type { OrderCause, RejectReason } from "../engine/events.ts";
import type { StreamKey } from "../engine/streams.ts";
import type { CurveSums, TradeTotals } from "../figures/metrics.ts";
import type { Account, Traded } from "../rules/account.ts";
import type { Side } from "../rules/costs.ts";
import type { ExecutionSettings } from "../settings/execution.ts";
import type { RiskSettings } from "../settings/risk.ts";
import type { Score } from "./score.ts";

/** One combination, its containers looked up: what both compiled paths run over the bars. */
export type Task = {
  readonly bars: Bars;
  readonly score: Score;
  readonly risk: RiskSettings;
  readonly execution: ExecutionSettings;
  readonly stream: StreamKey;
  /** Cash at the start, in money. */
  readonly capital: number;
  readonly recorder: Recorder | undefined;
};

/** What a run of one combination comes to. */
export type Outcome = {
  /** In money, when all is sold. */
  readonly finalEquity: number;
  readonly curve: CurveSums;
  readonly totals: TradeTotals;
};

/** What the general path changes while it runs. */
export type State = {
  readonly task: Task;
  /** The portfolio's books. */
  account: Account;
  /** Orders given so far. */
  orders: number;
  /** Refusals counted so far. */
  rejects: number;
};

/** An order on its way from risk to execution; quantities in shares, cash in money. */
export type Order = {
  readonly number: number;
  readonly side: Side;
  readonly closing: number;
  readonly opening: number;
  readonly freeCash: number;
  readonly final: boolean;
  readonly cause: OrderCause;
};

/** Takes down what the containers of one combination send, where a run is traced. */
export type Recorder = {
  order(bar: number, order: Order): void;
  fill(bar: number, order: number, fill: Traded): void;
  reject(bar: number, reason: RejectReason): void;
  /** Cash and position as they stand at the end of all bars from `from` to before `to`. */
  held(from: number, to: number, cash: number, position: number): void;
};
