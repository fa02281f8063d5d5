import { valueAt } from "../data/series.ts";
import { deeperFall } from "../figures/metrics.ts";
import { isRuined } from "../rules/account.ts";
import { isBarred } from "../rules/orders.ts";
import { lowerStopLine, upperStopLine } from "../rules/stops.ts";
import { openBooks, passBar } from "./books.ts";
import type { Outcome, Task } from "./task.ts";

/**
 * Runs a combination over the bars, from one bar at which something can happen to the next: the rules
 * themselves are asked only there. While it is flat its equity stands still, so only the next signal
 * is looked for; while it holds shares the curve is added up as long as score, price and equity stay
 * between their limits, which are chosen so that the rules would do nothing.
 *
 * The same operations on the same numbers in the same order as the containers do, in local numbers
 * and in books that are written in place: no bar, order or fill costs an object. The drawdown needs
 * no division a bar: the deepest fall from a peak is at its lowest equity, in floating point too.
 */
export function runLoop(task: Task): Outcome {
  const { risk, capital, score, recorder } = task;
  const { close, n } = task.bars;
  const { values, above, below } = score;
  const last = n - 1;
  const sells = risk.allowShort ? below : Number.NaN;
  const books = openBooks(task);
  const { account } = books;
  let cash = capital;
  let position = 0;
  // nothing can happen at a bar whose score and close are within these; NaN is no limit
  let highScore = above;
  let lowScore = sells;
  let highClose = Number.NaN;
  let lowClose = Number.NaN;
  // the next bar at which something happens for sure
  let wake = last;
  // whether its drawdown refuses every position until it ends: nothing changes while it is flat
  let barred = false;
  let highest = capital;
  let noted = 0;
  let before = 0;
  let sum = 0;
  let squares = 0;
  let peak = capital;
  let trough = capital;
  let maxDrawdown = 0;
  for (let bar = 0; bar < n; bar++) {
    if (position === 0) {
      const from = bar;
      for (; bar < wake; bar++) {
        const value = valueAt(values, bar);
        if (!(value > highScore || value < lowScore)) continue;
        if (!barred) break;
        books.rejects++;
        recorder?.reject(bar, "max_drawdown");
      }
      if (bar > from) before = cash;
    } else
      for (; bar < wake; bar++) {
        const value = valueAt(values, bar);
        const price = valueAt(close, bar);
        const equity = cash + position * price;
        if (
          value < lowScore ||
          value > highScore ||
          price <= lowClose ||
          price >= highClose ||
          isRuined(equity)
        )
          break;
        if (equity > highest) highest = equity;
        const change = equity / before - 1;
        before = equity;
        sum += change;
        squares += change * change;
        if (equity > peak) {
          maxDrawdown = deeperFall(maxDrawdown, peak, trough);
          peak = equity;
          trough = equity;
        } else if (equity < trough) trough = equity;
      }
    recorder?.held(noted, bar, cash, position);
    noted = bar;
    account.peakEquity = highest;
    passBar(books, bar);
    highest = account.peakEquity;
    ({ cash, position } = account);
    const equity = cash + position * valueAt(close, bar);
    wake = books.waiting ? bar + 1 : last;
    const isOver = isRuined(equity);
    highScore = position > 0 || isOver ? Number.NaN : above;
    lowScore = position < 0 || isOver ? Number.NaN : position > 0 ? below : sells;
    if (position === 0) {
      account.equity = equity;
      barred = isBarred(risk, account);
    } else {
      highClose = upperStopLine(risk, account);
      lowClose = lowerStopLine(risk, account);
    }
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
  recorder?.held(noted, n, cash, position);
  const { trades, wins, fills, commission, slippage } = account;
  return {
    finalEquity: cash,
    curve: {
      returns: Math.max(0, n - 1),
      sum,
      squares,
      maxDrawdown: deeperFall(maxDrawdown, peak, trough),
    },
    totals: { trades, wins, fills, commission, slippage, rejects: books.rejects },
  };
}
