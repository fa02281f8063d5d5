import type { ContainerId } from "../../../planner/model.ts";
import { commissionOf, fillPrice } from "../../rules/costs.ts";
import { openedQuantity } from "../../rules/orders.ts";
import type { ExecutionSettings } from "../../settings/execution.ts";
import type { BarEvent, OrderEvent, RejectReason } from "../events.ts";
import { draw, type StreamKey } from "../streams.ts";
import { createLedger, type Container, type Outlets } from "./container.ts";

/** Whether state is kept per portfolio, as it must be; the proof breaks this to show that it notices. */
export type ExecutionKeying = {
  readonly streams: (portfolio: ContainerId) => StreamKey;
  readonly keyed: boolean;
};

/**
 * An execution container: ORDER and BAR in, FILL or a counted REJECT out.
 *
 * It fills by its own settings and what the order carries; chance comes from the stream of the
 * order's portfolio and the order's number, so nobody else's orders change what is drawn.
 */
export function createExecution(
  id: ContainerId,
  serves: ReadonlySet<ContainerId>,
  settings: ExecutionSettings,
  { publish, reject }: Outlets,
  { streams, keyed }: ExecutionKeying,
): Container {
  const { costs, fillProbability } = settings;
  const streamOf = createLedger((portfolio) => ({ key: streams(portfolio), drawn: 0 }), keyed);
  let waiting: OrderEvent[] = [];
  let latest: BarEvent | undefined;

  const isFilled = (order: OrderEvent): boolean => {
    if (order.final || fillProbability >= 1) return true;
    const stream = streamOf(order.targetPortfolio);
    // without the key one stream is drawn from in the order of arrival
    const number = keyed ? order.number : stream.drawn++;
    return draw(stream.key, number) < fillProbability;
  };

  const fill = (order: OrderEvent, bar: number, base: number): void => {
    const { targetPortfolio, side, closing, opening } = order;
    const refuse = (reason: RejectReason) =>
      reject({ type: "REJECT", targetPortfolio, bar, reason, source: id });
    if (!isFilled(order)) return refuse("not_filled");
    const price = fillPrice(base, side, costs.slippage);
    const opened = openedQuantity(order, price, costs);
    if (opening > 0 && opened === 0) refuse("unaffordable");
    const quantity = closing + opened;
    if (quantity === 0) return;
    publish({
      type: "FILL",
      targetPortfolio,
      bar,
      order: order.number,
      side,
      quantity,
      base,
      price,
      commission: commissionOf(quantity, price, costs),
    });
  };

  const open = (bar: BarEvent): void => {
    latest = bar;
    if (waiting.length === 0) return;
    const orders = waiting;
    waiting = [];
    for (const order of orders) fill(order, bar.bar, bar.open);
  };

  return {
    id,
    role: "execution",
    serves,
    receive(event) {
      if (event.type === "BAR") open(event);
      else if (event.type === "ORDER") {
        if (event.final || settings.fill === "close") fill(event, event.bar, latest?.close ?? 0);
        else waiting.push(event);
      }
    },
  };
}
