import type { ContainerId } from "../../planner/model.ts";
import type { BacktestEvent, FillEvent, OrderEvent, RejectEvent } from "./events.ts";
import type { Tap } from "./network.ts";

/** An event, the container that sent it and the one that it was delivered to. */
export type Delivered<Event> = {
  readonly event: Event;
  readonly from: ContainerId;
  readonly to: ContainerId;
};

/** What is written down of a portfolio besides its equity. */
export type RecordedEvent = Delivered<OrderEvent> | Delivered<FillEvent> | Delivered<RejectEvent>;

/** Everything that happened to one portfolio: what the proof compares. */
export type PortfolioRecord = {
  readonly portfolio: ContainerId;
  /** Orders, fills and refusals as they happened one after the other; the lists below hold the same. */
  readonly events: readonly RecordedEvent[];
  /** Orders stamped with the portfolio, once for every execution container that got them. */
  readonly orders: readonly Delivered<OrderEvent>[];
  /** Fills that were delivered to the portfolio, whatever their stamp. */
  readonly fills: readonly Delivered<FillEvent>[];
  /** Refusals stamped with the portfolio. */
  readonly rejects: readonly RejectEvent[];
  /** In money, one value a bar: after the bar's fills. */
  readonly equity: Float64Array;
};

/** One step of a trace: an event that reached a container, through an adapter. */
export type TraceStep = Delivered<BacktestEvent> & {
  /** The name of the adapter. */
  readonly adapter: string;
};

/** Writes down what adapters deliver. */
export type Recorder = {
  readonly records: readonly PortfolioRecord[];
  readonly tap: Tap;
  reject(event: RejectEvent): void;
};

/**
 * Starts the records of some portfolios over n bars. Orders and fills are taken where they arrive,
 * not where they are sent, so that what a wrong wiring brings twice or to a stranger shows.
 */
export function createRecorder(portfolios: readonly ContainerId[], n: number): Recorder {
  const records = portfolios.map((portfolio) => ({
    portfolio,
    events: [] as RecordedEvent[],
    orders: [] as Delivered<OrderEvent>[],
    fills: [] as Delivered<FillEvent>[],
    rejects: [] as RejectEvent[],
    equity: new Float64Array(n),
  }));
  const recordOf = new Map(records.map((record) => [record.portfolio, record]));
  return {
    records,
    tap(event, from, to) {
      switch (event.type) {
        case "ORDER": {
          const record = recordOf.get(event.targetPortfolio);
          const delivered = { event, from, to };
          record?.orders.push(delivered);
          record?.events.push(delivered);
          break;
        }
        case "FILL": {
          const record = recordOf.get(to);
          const delivered = { event, from, to };
          record?.fills.push(delivered);
          record?.events.push(delivered);
          break;
        }
        case "PORTFOLIO": {
          const record = recordOf.get(from);
          if (record) record.equity[event.bar] = event.equity;
          break;
        }
        case "BAR":
        case "FEATURE":
        case "SIGNAL":
          break;
      }
    },
    reject(event) {
      const record = recordOf.get(event.targetPortfolio);
      record?.rejects.push(event);
      // a refusal goes nowhere
      record?.events.push({ event, from: event.source, to: event.source });
    },
  };
}
