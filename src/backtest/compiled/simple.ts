import { valueAt } from "../data/series.ts";
import { deeperFall } from "../figures/metrics.ts";
import { isRuined } from "../rules/account.ts";
import { cashAfter, commissionOf, fillPrice } from "../rules/costs.ts";
import { affordableQuantity, wantedQuantity } from "../rules/sizing.ts";
import type { ExecutionSettings } from "../settings/execution.ts";
import type { RiskSettings } from "../settings/risk.ts";
import type { Outcome, Task } from "./task.ts";

/** Whether a combination is long or flat only, filled for sure at the signal's close, without stops. */
export function isSimple(risk: RiskSettings, execution: ExecutionSettings): boolean {
  return (
    execution.fill === "close" &&
    execution.fillProbability >= 1 &&
    !risk.allowShort &&
    risk.stopLoss === undefined &&
    risk.takeProfit === undefined &&
    risk.maxDrawdown === undefined
  );
}

/**
 * Runs a simple combination from signal to signal: while it is flat its equity stands still, so only
 * the next entry is looked for; while it holds shares a tight loop adds up the curve.
 *
 * The same operations on the same numbers in the same order as the containers do, but all in local
 * numbers: with an object for each fill this would take twice as long. The drawdown needs no division
 * a bar: the deepest fall from a peak is at its lowest equity, in floating point too.
 */
export function runSimple({ bars, score, risk, execution, capital, recorder }: Task): Outcome {
  const { costs } = execution;
  const { close, n } = bars;
  const { values, above, below } = score;
  const last = n - 1;
  let cash = capital;
  let orders = 0;
  let fills = 0;
  let trades = 0;
  let wins = 0;
  let rejects = 0;
  let commissions = 0;
  let slippage = 0;
  let before = 0;
  let sum = 0;
  let squares = 0;
  let peak = capital;
  let trough = capital;
  let maxDrawdown = 0;
  for (let bar = 0, closed = false; bar < n;) {
    // a sale can cost more than it brings; shares themselves are never worth nothing
    const ruined = isRuined(cash);
    let entry = ruined ? last : bar;
    while (entry < last && !(valueAt(values, entry) > above)) entry++;
    const base = valueAt(close, entry);
    const freeCash = cash;
    let position = 0;
    let entryPrice = 0;
    let entryCommission = 0;
    if (entry < last) {
      const opening = wantedQuantity(risk, base, freeCash, 1);
      if (opening > 0) {
        const number = orders++;
        const price = fillPrice(base, 1, costs.slippage);
        const quantity = affordableQuantity(opening, price, freeCash, costs, risk.wholeShares);
        recorder?.order(entry, {
          number,
          side: 1,
          closing: 0,
          opening,
          freeCash,
          wholeShares: risk.wholeShares,
          final: false,
          cause: "signal",
        });
        if (quantity > 0) {
          const commission = commissionOf(quantity, price, costs);
          recorder?.fill(entry, number, { side: 1, quantity, base, price, commission });
          cash = cashAfter(cash, 1, quantity, price, commission);
          position = quantity;
          entryPrice = price;
          entryCommission = commission;
          fills++;
          commissions += commission;
          slippage += quantity * Math.abs(price - base);
        } else {
          rejects++;
          recorder?.reject(entry, "unaffordable");
        }
      } else {
        rejects++;
        recorder?.reject(entry, "size_zero");
      }
    } else if (!closed && !ruined && valueAt(values, last) > above) {
      rejects++;
      recorder?.reject(last, "end_of_data");
    }

    // the flat bars before the entry, or with it where nothing was bought
    const flatTo = position > 0 ? entry : entry + 1;
    if (flatTo > bar) {
      recorder?.held(bar, flatTo, freeCash, 0);
      // once for all of them: an equity that stays has returns of 0
      const change = before > 0 ? freeCash / before - 1 : 0;
      before = freeCash;
      sum += change;
      squares += change * change;
      if (freeCash > peak) {
        maxDrawdown = deeperFall(maxDrawdown, peak, trough);
        peak = freeCash;
        trough = freeCash;
      } else if (freeCash < trough) trough = freeCash;
    }
    bar = flatTo;
    if (position === 0) continue;

    for (; bar < last; bar++) {
      if (valueAt(values, bar) < below) break;
      const equity = cash + position * valueAt(close, bar);
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
    recorder?.held(entry, bar, cash, position);

    // the bar of the exit is flat: it is added up with those that follow
    closed = bar === last;
    const number = orders++;
    const bid = valueAt(close, bar);
    const price = fillPrice(bid, -1, costs.slippage);
    const commission = commissionOf(position, price, costs);
    const cause = closed ? "end_of_data" : "signal";
    recorder?.order(bar, {
      number,
      side: -1,
      closing: position,
      opening: 0,
      freeCash: cash,
      wholeShares: risk.wholeShares,
      final: closed,
      cause,
    });
    recorder?.fill(bar, number, { side: -1, quantity: position, base: bid, price, commission });
    cash = cashAfter(cash, -1, position, price, commission);
    fills++;
    trades++;
    if ((price - entryPrice) * position - entryCommission - commission > 0) wins++;
    commissions += commission;
    slippage += position * Math.abs(price - bid);
  }
  maxDrawdown = deeperFall(maxDrawdown, peak, trough);
  return {
    finalEquity: cash,
    curve: { returns: Math.max(0, n - 1), sum, squares, maxDrawdown },
    totals: { trades, wins, fills, commission: commissions, slippage, rejects },
  };
}
