import type { RejectReason } from "../engine/events.ts";
import { draw } from "../engine/streams.ts";
import { bookFill } from "../rules/account.ts";
import { cashAfter, commissionOf, fillPrice } from "../rules/costs.ts";
import { affordableQuantity } from "../rules/sizing.ts";
import type { Order, State } from "./task.ts";

/**
 * Tries to fill an order at a bar's price, as its execution container does, and books the fill, as
 * its portfolio does. An order at the end of the bars is filled for sure.
 */
export function attemptOrder(state: State, order: Order, bar: number, base: number): void {
  const { execution, risk, recorder, stream } = state.task;
  const { costs, fillProbability } = execution;
  const { number, side, closing, opening, freeCash, final } = order;
  if (!final && fillProbability < 1 && draw(stream, number) >= fillProbability) {
    rejectOrder(state, bar, "not_filled");
    return;
  }
  const price = fillPrice(base, side, costs.slippage);
  const available =
    closing > 0
      ? cashAfter(freeCash, side, closing, price, commissionOf(closing, price, costs))
      : freeCash;
  const opened = affordableQuantity(opening, price, available, costs, risk.wholeShares);
  if (opening > 0 && opened === 0) rejectOrder(state, bar, "unaffordable");
  const quantity = closing + opened;
  if (quantity === 0) return;
  const fill = { side, quantity, base, price, commission: commissionOf(quantity, price, costs) };
  recorder?.fill(bar, number, fill);
  state.account = bookFill(state.account, fill);
}

/** Counts a refusal. */
export function rejectOrder(state: State, bar: number, reason: RejectReason): void {
  state.rejects++;
  state.task.recorder?.reject(bar, reason);
}
