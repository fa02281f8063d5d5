import type { ContainerId } from "../../planner/model.ts";
import type { BacktestEvent, FillEvent, OrderEvent, RejectEvent } from "./events.ts";
import type { WatchOf } from "./network.ts";

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

/** Hears what adapters deliver, and what is refused. */
export type Listener = {
  readonly watchOf: WatchOf;
  reject(event: RejectEvent): void;
};

/** What is told of some portfolios, by their place. */
export type Tellings = {
  /** An ORDER stamped with the portfolio, a FILL that reached it, a REJECT stamped with it. */
  happened(place: number, event: RecordedEvent["event"], from: ContainerId, to: ContainerId): void;
  /** The latest equity of the portfolio in a bar, in money. */
  valued(place: number, bar: number, equity: number): void;
};

/**
 * Listens for some portfolios. Orders and fills are taken where they arrive, not where they are sent,
 * so that what a wrong wiring brings twice or to a stranger shows.
 */
export function listenFor(portfolios: readonly ContainerId[], tell: Tellings): Listener {
  const places = new Map(portfolios.map((portfolio, place) => [portfolio, place]));
  return {
    watchOf(from, type) {
      switch (type) {
        case "ORDER":
          return (event, to) => {
            if (event.type !== "ORDER") return;
            const place = places.get(event.targetPortfolio);
            if (place !== undefined) tell.happened(place, event, from, to);
          };
        case "FILL":
          return (event, to) => {
            if (event.type !== "FILL") return;
            const place = places.get(to);
            if (place !== undefined) tell.happened(place, event, from, to);
          };
        case "PORTFOLIO": {
          const place = places.get(from);
          if (place === undefined) return undefined;
          return (event) => {
            if (event.type === "PORTFOLIO") tell.valued(place, event.bar, event.equity);
          };
        }
        case "BAR":
        case "TICK":
        case "FEATURE":
        case "SIGNAL":
          return undefined;
      }
    },
    reject(event) {
      const place = places.get(event.targetPortfolio);
      // a refusal goes nowhere
      if (place !== undefined) tell.happened(place, event, event.source, event.source);
    },
  };
}

/** Writes down everything that adapters deliver to some portfolios, over n bars. */
export function createRecorder(
  portfolios: readonly ContainerId[],
  n: number,
): Listener & { readonly records: readonly PortfolioRecord[] } {
  const records = portfolios.map((portfolio) => ({
    portfolio,
    events: [] as RecordedEvent[],
    orders: [] as Delivered<OrderEvent>[],
    fills: [] as Delivered<FillEvent>[],
    rejects: [] as RejectEvent[],
    equity: new Float64Array(n),
  }));
  const listener = listenFor(portfolios, {
    happened(place, event, from, to) {
      const record = records[place];
      switch (event.type) {
        case "ORDER": {
          const delivered = { event, from, to };
          record?.orders.push(delivered);
          record?.events.push(delivered);
          break;
        }
        case "FILL": {
          const delivered = { event, from, to };
          record?.fills.push(delivered);
          record?.events.push(delivered);
          break;
        }
        case "REJECT":
          record?.rejects.push(event);
          record?.events.push({ event, from, to });
      }
    },
    valued(place, bar, equity) {
      const record = records[place];
      if (record) record.equity[bar] = equity;
    },
  });
  return { records, ...listener };
}
