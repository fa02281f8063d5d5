import type { ContainerId } from "../../planner/model.ts";
import type { Bars } from "../data/bars.ts";
import { valueAt } from "../data/series.ts";
import type { FillEvent, OrderEvent, RejectEvent } from "../engine/events.ts";
import type { Delivered, PortfolioRecord, RecordedEvent } from "../engine/recording.ts";
import type { Recorder } from "./task.ts";

/** The containers that the events of one combination come from, go to and are stamped with. */
export type Stamps = {
  readonly portfolio: ContainerId;
  readonly risk: ContainerId;
  readonly execution: ContainerId;
};

/** Starts the record of a combination, as the object engine keeps it, and the recorder that fills it. */
export function createTrace(bars: Bars, stamps: Stamps): readonly [PortfolioRecord, Recorder] {
  const { portfolio, risk, execution } = stamps;
  const targetPortfolio = portfolio;
  const events: RecordedEvent[] = [];
  const orders: Delivered<OrderEvent>[] = [];
  const fills: Delivered<FillEvent>[] = [];
  const rejects: RejectEvent[] = [];
  const equity = new Float64Array(bars.n);
  const recorder: Recorder = {
    order(bar, order) {
      const event = { type: "ORDER", targetPortfolio, bar, ...order } as const;
      const delivered = { event, from: risk, to: execution };
      orders.push(delivered);
      events.push(delivered);
    },
    fill(bar, order, fill) {
      const event = { type: "FILL", targetPortfolio, bar, order, ...fill } as const;
      const delivered = { event, from: execution, to: portfolio };
      fills.push(delivered);
      events.push(delivered);
    },
    reject(bar, reason) {
      const byExecution = reason === "not_filled" || reason === "unaffordable";
      const source = byExecution ? execution : risk;
      const event = { type: "REJECT", targetPortfolio, bar, reason, source } as const;
      rejects.push(event);
      events.push({ event, from: source, to: source });
    },
    held(from, to, cash, position) {
      for (let bar = from; bar < to; bar++) {
        equity[bar] = cash + position * valueAt(bars.close, bar);
      }
    },
  };
  return [{ portfolio, events, orders, fills, rejects, equity }, recorder];
}
