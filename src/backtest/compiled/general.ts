import { valueAt } from "../data/series.ts";
import type { OrderCause } from "../engine/events.ts";
import { deeperFall } from "../figures/metrics.ts";
import { isRuined, openAccount } from "../rules/account.ts";
import type { Side } from "../rules/costs.ts";
import { wantedQuantity } from "../rules/sizing.ts";
import { stopReached } from "../rules/stops.ts";
import { attemptOrder, rejectOrder } from "./attempt.ts";
import { directionOf } from "./score.ts";
import type { Order, Outcome, State, Task } from "./task.ts";

/**
 * Runs a combination bar after bar under every rule there is: what `sumCurve` adds up at the end for
 * the object engine is added up on the way, and its drawdown by the lowest equity after each peak.
 */
export function runGeneral(task: Task): Outcome {
  const { score, recorder, execution, capital } = task;
  const { open, close, n } = task.bars;
  const waits = execution.fill === "next_open";
  const state: State = { task, account: openAccount(capital), orders: 0, rejects: 0 };
  let { cash, position } = state.account;
  let waiting: Order | undefined;
  let highest = capital;
  let before = 0;
  let sum = 0;
  let squares = 0;
  let peak = capital;
  let trough = capital;
  let maxDrawdown = 0;
  for (let bar = 0; bar < n; bar++) {
    if (waiting) {
      attemptOrder(state, waiting, bar, valueAt(open, bar));
      ({ cash, position } = state.account);
      waiting = undefined;
    }
    const price = valueAt(close, bar);
    const marked = cash + position * price;
    if (marked > highest) highest = marked;
    const direction = directionOf(score, valueAt(score.values, bar));
    if ((direction !== 0 || position !== 0) && !isRuined(marked)) {
      const order = decide(state, bar, price, direction, marked, highest);
      if (order) {
        recorder?.order(bar, order);
        if (waits && !order.final) waiting = order;
        else attemptOrder(state, order, bar, price);
        ({ cash, position } = state.account);
      }
    }
    // by the price or by a fill of this bar; there is no position after that, nor an order
    if (position !== 0 && isRuined(cash + position * price)) {
      const order = orderOf(state, position > 0 ? -1 : 1, 0, true, "ruin");
      recorder?.order(bar, order);
      attemptOrder(state, order, bar, price);
      ({ cash, position } = state.account);
    }
    recorder?.held(bar, bar + 1, cash, position);
    const equity = cash + position * price;
    const change = before > 0 ? equity / before - 1 : 0;
    before = equity;
    sum += change;
    squares += change * change;
    if (equity > peak) {
      maxDrawdown = deeperFall(maxDrawdown, peak, trough);
      peak = equity;
      trough = equity;
    } else if (equity < trough) trough = equity;
  }
  maxDrawdown = deeperFall(maxDrawdown, peak, trough);
  return {
    finalEquity: cash,
    curve: { returns: Math.max(0, n - 1), sum, squares, maxDrawdown },
    totals: { ...state.account, rejects: state.rejects },
  };
}

/** What risk orders at a bar, if anything: stops first, then the end of the bars, then the signal. */
function decide(
  state: State,
  bar: number,
  close: number,
  direction: Side | 0,
  equity: number,
  peak: number,
): Order | undefined {
  const { risk, bars } = state.task;
  const { position, entryPrice } = state.account;
  const last = bar === bars.n - 1;
  const away: Side = position > 0 ? -1 : 1;
  if (position !== 0) {
    const stop = stopReached(risk, position, entryPrice, close);
    if (stop !== undefined) return orderOf(state, away, 0, last, stop);
  }
  const against = direction !== 0 && direction * position <= 0;
  const opens = against && (direction > 0 || risk.allowShort);
  const opening = opens ? openingOf(state, bar, close, direction, equity, peak) : 0;
  if (last && position !== 0) return orderOf(state, away, 0, last, "end_of_data");
  if (!against || (position === 0 && opening === 0)) return undefined;
  return orderOf(state, direction, opening, last, "signal");
}

/** How many shares a wanted position has; 0 where risk refuses it. */
function openingOf(
  state: State,
  bar: number,
  close: number,
  side: Side,
  equity: number,
  peak: number,
): number {
  const { risk, bars } = state.task;
  const { maxDrawdown } = risk;
  if (bar === bars.n - 1) {
    rejectOrder(state, bar, "end_of_data");
    return 0;
  }
  if (maxDrawdown !== undefined && (peak - equity) / peak > maxDrawdown) {
    rejectOrder(state, bar, "max_drawdown");
    return 0;
  }
  const opening = wantedQuantity(risk, equity, close, side);
  if (opening === 0) rejectOrder(state, bar, "size_zero");
  return opening;
}

/** An order that closes the whole position and then opens another one. */
function orderOf(
  state: State,
  side: Side,
  opening: number,
  final: boolean,
  cause: OrderCause,
): Order {
  const { position, cash: freeCash } = state.account;
  const closing = Math.abs(position);
  return { number: state.orders++, side, closing, opening, freeCash, final, cause };
}
