import { cashAfter, type Side } from "./costs.ts";

/** A portfolio's own profit and loss. Money, shares and prices are in units of the bars' prices. */
export type Account = {
  /** In money; below 0 is a debt. */
  cash: number;
  /** In shares; below 0 is a short position. */
  position: number;
  /** The average price that the open position was entered at, in money; 0 without one. */
  entryPrice: number;
  /** Cash and position at the last close it was marked at, in money. */
  equity: number;
  /** The highest equity at a bar's close so far, at least the initial capital; in money. */
  peakEquity: number;
  /** Commission in money that opening the position cost. */
  entryCommission: number;
  /** Round trips: from no share to none, or to the other side. */
  trades: number;
  /** Round trips that earned money after commission on both sides. */
  wins: number;
  fills: number;
  /** In money, of all fills. */
  commission: number;
  /** What slippage cost against the bars' prices, in money, of all fills. */
  slippage: number;
};

/** What a fill changes an account by. */
export type Traded = {
  readonly side: Side;
  /** In shares. */
  readonly quantity: number;
  /** The bar's price before slippage, in money per share. */
  readonly base: number;
  /** The price paid or received, in money per share. */
  readonly price: number;
  /** In money. */
  readonly commission: number;
};

/**
 * Whether an equity at a bar's close, in money, ruins the account: nothing is left, or it owes. The
 * position is then closed at that close, for sure and whatever `fill` says, and nothing is ordered
 * after that. Costs only ever take, so the equity never rises above 0 again, in floating point too:
 * the final equity tells whether an account was ruined at any bar.
 */
export function isRuined(equity: number): boolean {
  return equity <= 0;
}

/** An account that has traded nothing. */
export function openAccount(initialCapital: number): Account {
  return {
    cash: initialCapital,
    position: 0,
    entryPrice: 0,
    equity: initialCapital,
    peakEquity: initialCapital,
    entryCommission: 0,
    trades: 0,
    wins: 0,
    fills: 0,
    commission: 0,
    slippage: 0,
  };
}

/** Marks an account at a bar's close, in money, before the bar's orders. */
export function markAccount(account: Account, close: number): void {
  const equity = account.cash + account.position * close;
  account.equity = equity;
  if (equity > account.peakEquity) account.peakEquity = equity;
}

/**
 * Books a fill. Shares against the open position close it first; what is left opens one on the other
 * side. The commission of such a fill is split by quantity between the two round trips. The account
 * is changed in place: a new one for each fill would take longer than all of its arithmetic.
 */
export function bookFill(account: Account, fill: Traded): void {
  const { side, quantity, base, price, commission } = fill;
  const { position, entryPrice, entryCommission } = account;
  const against = position * side < 0;
  const closed = against ? Math.min(Math.abs(position), quantity) : 0;
  const opened = quantity - closed;
  const after = position + side * quantity;
  const stays = opened === 0 && after !== 0;
  if (against && !stays) {
    const gained =
      (price - entryPrice) * closed * -side - entryCommission - commission * (closed / quantity);
    account.trades++;
    if (gained > 0) account.wins++;
  }
  account.cash = cashAfter(account.cash, side, quantity, price, commission);
  account.position = after;
  if (stays) {
    account.entryCommission = entryCommission + commission;
  } else {
    const held = against ? 0 : Math.abs(position);
    const entered = commission * (opened / quantity);
    account.entryPrice =
      opened === 0
        ? 0
        : held === 0
          ? price
          : (entryPrice * held + price * opened) / (held + opened);
    account.entryCommission = held === 0 ? entered : entryCommission + entered;
  }
  account.fills++;
  account.commission += commission;
  account.slippage += quantity * Math.abs(price - base);
}
