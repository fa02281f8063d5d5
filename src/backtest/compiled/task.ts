import type { Bars } from "../data/bars.ts";
import type { RejectReason } from "../engine/events.ts";
import type { StreamKey } from "../engine/streams.ts";
import type { CurveSums, TradeTotals } from "../figures/metrics.ts";
import type { Traded } from "../rules/account.ts";
import type { OrderCause, Wanted } from "../rules/orders.ts";
import type { ExecutionSettings } from "../settings/execution.ts";
import type { RiskSettings } from "../settings/risk.ts";
import type { Score } from "./score.ts";

/** One combination, its containers looked up: what the loop runs over the bars. */
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

/** An order on its way from risk to execution. */
export type Order = Wanted & {
  readonly number: number;
  readonly final: boolean;
  readonly cause: OrderCause;
};

/**
 * Takes down what the containers of one combination send, where a run is traced. It gets records that
 * change with the next order or fill, so it keeps copies.
 */
export type Recorder = {
  order(bar: number, order: Order): void;
  fill(bar: number, order: number, fill: Traded): void;
  reject(bar: number, reason: RejectReason): void;
  /** Cash and position as they stand at the end of all bars from `from` to before `to`. */
  held(from: number, to: number, cash: number, position: number): void;
};
