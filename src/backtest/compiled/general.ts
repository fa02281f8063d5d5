import type { OrderCause } from "../events.ts";
import { openAccount } from "../rules/account.ts";
import type { Side } from "../rules/costs.ts";
import { wantedQuantity } from "../rules/sizing.ts";
import { stopReached } from "../rules/stops.ts";
import { attemptOrder, rejectOrder } from "./attempt.ts";
import { addEquity, createCurve, curveSums } from "./curve.ts";
import { directionOf } from "./score.ts";
import type { Order, Outcome, State, Task } from "./task.ts";

/** Runs a combination bar after bar under every rule there is. */
export function runGeneral(task: Task): Outcome {
  const { score, recorder, execution } = task;
  const { open, close, n } = task.bars;
  const waits = execution.fill === "next_open";
  const curve = createCurve(task.capital);
  const state: State = { task, account: openAccount(task.capital), orders: 0, rejects: 0 };
  let waiting: Order | undefined;
  let peak = task.capital;
  for (let bar = 0; bar < n; bar++) {
    if (waiting) {
      attemptOrder(state, waiting, bar, open[bar] ?? 0);
      waiting = undefined;
    }
    const price = close[bar] ?? 0;
    const equity = state.account.cash + state.account.position * price;
    if (equity > peak) peak = equity;
    const direction = directionOf(score, score.values[bar] ?? 0);
    const order = decide(state, bar, price, direction, equity, peak);
    if (order) {
      recorder?.order(bar, order);
      if (waits && !order.final) waiting = order;
      else attemptOrder(state, order, bar, price);
    }
    const { cash, position } = state.account;
    addEquity(curve, cash + position * price);
    recorder?.held(bar, bar + 1, cash, position);
  }
  return {
    finalEquity: state.account.cash,
    curve: curveSums(curve, n),
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
