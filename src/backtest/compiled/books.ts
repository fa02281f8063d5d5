import { valueAt } from "../data/series.ts";
import type { RejectReason } from "../engine/events.ts";
import { draw } from "../engine/streams.ts";
import {
  bookFill,
  isRuined,
  markAccount,
  openAccount,
  type Account,
  type Traded,
} from "../rules/account.ts";
import { commissionOf, fillPrice, type Side } from "../rules/costs.ts";
import {
  causeOf,
  isOpening,
  openedQuantity,
  refusalOf,
  sideOf,
  type OrderCause,
  type Signalled,
} from "../rules/orders.ts";
import { wantedQuantity } from "../rules/sizing.ts";
import { directionOf } from "./score.ts";
import type { Order, Task } from "./task.ts";

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/**
 * What the containers of one combination keep while it runs, and the one signal, order and fill that
 * there are at a time. All of it is written in place, so that no bar, order or fill costs an object.
 */
export type Books = {
  readonly task: Task;
  readonly account: Account;
  readonly signal: Mutable<Signalled>;
  readonly order: Mutable<Order>;
  /** Whether the order is filled at the next open. */
  waiting: boolean;
  readonly fill: Mutable<Traded>;
  /** Orders given so far. */
  orders: number;
  /** Refusals counted so far. */
  rejects: number;
};

/** The books of a combination that has traded nothing. */
export function openBooks(task: Task): Books {
  const { capital, risk } = task;
  return {
    task,
    account: openAccount(capital),
    signal: { direction: 0, close: 0, last: false },
    order: {
      number: 0,
      side: 1,
      closing: 0,
      opening: 0,
      freeCash: capital,
      wholeShares: risk.wholeShares,
      final: false,
      cause: "signal",
    },
    waiting: false,
    fill: { side: 1, quantity: 0, base: 0, price: 0, commission: 0 },
    orders: 0,
    rejects: 0,
  };
}

/**
 * Sends a bar through the containers: an order that waited is filled at its open, the account is
 * marked at its close, risk decides, execution fills, and what is ruined by that is closed.
 */
export function passBar(books: Books, bar: number): void {
  const { account, order, task } = books;
  const { bars, execution } = task;
  if (books.waiting) {
    books.waiting = false;
    attempt(books, bar, bars.open);
  }
  const close = valueAt(bars.close, bar);
  markAccount(account, close);
  if (!isRuined(account.equity) && decide(books, bar)) {
    if (execution.fill === "next_open" && !order.final) books.waiting = true;
    else attempt(books, bar, bars.close);
  }
  // by the price or by a fill of this bar; there is no position after that, nor an order
  const { position } = account;
  if (position !== 0 && isRuined(account.cash + position * close)) {
    order.opening = 0;
    writeOrder(books, bar, sideOf("ruin", 0, position), true, "ruin");
    attempt(books, bar, bars.close);
  }
}

/** Lets risk decide at a bar's close; whether there is an order now. */
function decide(books: Books, bar: number): boolean {
  const { account, signal, order, task } = books;
  const { risk, score, bars } = task;
  signal.direction = directionOf(score, valueAt(score.values, bar));
  signal.close = valueAt(bars.close, bar);
  signal.last = bar === bars.n - 1;
  const cause = causeOf(risk, signal, account);
  if (cause === undefined) return false;
  const side = sideOf(cause, signal.direction, account.position);
  order.opening = 0;
  if (isOpening(risk, cause, signal, account)) {
    const refusal = refusalOf(risk, signal, account);
    if (refusal === undefined) {
      order.opening = wantedQuantity(risk, signal.close, account.equity, side);
    }
    if (order.opening === 0) reject(books, bar, refusal ?? "size_zero");
  }
  if (account.position === 0 && order.opening === 0) return false;
  writeOrder(books, bar, side, signal.last, cause);
  return true;
}

/** Writes down an order that closes the whole position, and then opens what is written already. */
function writeOrder(
  { order, account, task, orders }: Books,
  bar: number,
  side: Side,
  final: boolean,
  cause: OrderCause,
): void {
  order.number = orders;
  order.side = side;
  order.closing = Math.abs(account.position);
  order.freeCash = account.cash;
  order.final = final;
  order.cause = cause;
  task.recorder?.order(bar, order);
}

/**
 * Tries to fill the order at a bar's price of one column, as its execution container does, and books
 * the fill, as its portfolio does. An order at the end of the bars is filled for sure.
 */
function attempt(books: Books, bar: number, prices: Float64Array): void {
  const { order, fill, account, task } = books;
  const { stream, recorder } = task;
  const { costs, fillProbability } = task.execution;
  // the order is done with, whatever comes of it: the next one has the next number
  books.orders++;
  const { number, side, closing } = order;
  if (!order.final && fillProbability < 1 && draw(stream, number) >= fillProbability) {
    reject(books, bar, "not_filled");
    return;
  }
  const base = valueAt(prices, bar);
  const price = fillPrice(base, side, costs.slippage);
  const opened = openedQuantity(order, price, costs);
  if (order.opening > 0 && opened === 0) reject(books, bar, "unaffordable");
  const quantity = closing + opened;
  if (quantity === 0) return;
  fill.side = side;
  fill.quantity = quantity;
  fill.base = base;
  fill.price = price;
  fill.commission = commissionOf(quantity, price, costs);
  recorder?.fill(bar, number, fill);
  bookFill(account, fill);
}

function reject(books: Books, bar: number, reason: RejectReason): void {
  books.rejects++;
  books.task.recorder?.reject(bar, reason);
}
