import type { Bars } from "../data/bars.ts";
import { valueAt } from "../data/series.ts";
import type { BacktestEvent, RejectEvent } from "../engine/events.ts";
import type { RecordedEvent, TraceStep } from "../engine/recording.ts";
import type { EventRow, TradeRow } from "./protocol.ts";

/** What a portfolio ordered, traded and was refused, a row each, with the position that it led to. */
export function tradeRows(events: readonly RecordedEvent[], { time }: Bars): readonly TradeRow[] {
  let position = 0;
  return events.map(({ event, from }): TradeRow => {
    const at = { bar: event.bar, time: valueAt(time, event.bar), event: event.type, from };
    switch (event.type) {
      case "ORDER":
        return {
          ...at,
          side: event.side > 0 ? "buy" : "sell",
          quantity: event.closing + event.opening,
          price: undefined,
          commission: undefined,
          position: undefined,
          cause: event.cause,
        };
      case "FILL":
        position += event.side * event.quantity;
        return {
          ...at,
          side: event.side > 0 ? "buy" : "sell",
          quantity: event.quantity,
          price: event.price,
          commission: event.commission,
          position,
          cause: undefined,
        };
      case "REJECT":
        return {
          ...at,
          side: undefined,
          quantity: undefined,
          price: undefined,
          commission: undefined,
          position: undefined,
          cause: event.reason,
        };
    }
  });
}

/** The steps of a trace, a row each, with what the event says in short. */
export function eventRows(steps: readonly TraceStep[], { time }: Bars): readonly EventRow[] {
  return steps.map(({ event, from, to, adapter }) => ({
    bar: event.bar,
    time: valueAt(time, event.bar),
    type: event.type,
    from,
    to,
    adapter,
    text: say(event),
  }));
}

function say(event: BacktestEvent | RejectEvent): string {
  switch (event.type) {
    case "BAR":
      return `open ${short(event.open)}, high ${short(event.high)}, low ${short(event.low)}, close ${short(event.close)}`;
    case "FEATURE": {
      const known = event.values.filter((value) => !Number.isNaN(value)).length;
      return `${known} of ${event.values.length} indicators known`;
    }
    case "SIGNAL":
      return event.direction === 0
        ? "hold"
        : `direction ${event.direction > 0 ? "+1" : "−1"}, strength ${short(event.strength)}, close ${short(event.close)}`;
    case "ORDER": {
      const side = event.side > 0 ? "buy" : "sell";
      return `order ${event.number}: ${side} ${short(event.closing + event.opening)}, ${event.cause}`;
    }
    case "FILL": {
      const side = event.side > 0 ? "bought" : "sold";
      return `order ${event.order}: ${side} ${short(event.quantity)} at ${short(event.price)}, commission ${short(event.commission)}`;
    }
    case "PORTFOLIO":
      return `equity ${short(event.equity)}, cash ${short(event.cash)}, position ${short(event.position)}`;
    case "REJECT":
      return event.reason;
  }
}

/** Six digits, without the zeros at the end, and with a true minus. */
function short(value: number): string {
  return String(Number(value.toPrecision(value >= 100_000 ? 9 : 6))).replace("-", "−");
}
