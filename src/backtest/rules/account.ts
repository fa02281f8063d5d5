import { cashAfter, type Side } from "./costs.ts";

/** A portfolio's own profit and loss. Money, shares and prices are in units of the bars' prices. */
export type Account = {
  /** In money; below 0 is a debt. */
  readonly cash: number;
  /** In shares; below 0 is a short position. */
  readonly position: number;
  /** The average price that the open position was entered at, in money; 0 without one. */
  readonly entryPrice: number;
  /** Commission in money that opening the position cost. */
  readonly entryCommission: number;
  /** Round trips: from no share to none, or to the other side. */
  readonly trades: number;
  /** Round trips that earned money after commission on both sides. */
  readonly wins: number;
  readonly fills: number;
  /** In money, of all fills. */
  readonly commission: number;
  /** What slippage cost against the bars' prices, in money, of all fills. */
  readonly slippage: number;
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
    entryCommission: 0,
    trades: 0,
    wins: 0,
    fills: 0,
    commission: 0,
    slippage: 0,
  };
}

/**
 * Books a fill. Shares against the open position close it first; what is left opens one on the other
 * side. The commission of such a fill is split by quantity between the two round trips.
 */
export function bookFill(account: Account, fill: Traded): Account {
  const { side, quantity, base, price, commission } = fill;
  const { position } = account;
  const against = position * side < 0;
  const closed = against ? Math.min(Math.abs(position), quantity) : 0;
  const opened = quantity - closed;
  const after = position + side * quantity;
  const stays = opened === 0 && after !== 0;
  const gained =
    (price - account.entryPrice) * closed * -side -
    account.entryCommission -
    commission * (closed / quantity);
  const ends = against && !stays;
  const held = against ? 0 : Math.abs(position);
  const entered = commission * (opened / quantity);
  return {
    cash: cashAfter(account.cash, side, quantity, price, commission),
    position: after,
    entryPrice: stays
      ? account.entryPrice
      : opened === 0
        ? 0
        : held === 0
          ? price
          : (account.entryPrice * held + price * opened) / (held + opened),
    entryCommission: stays
      ? account.entryCommission + commission
      : held === 0
        ? entered
        : account.entryCommission + entered,
    trades: account.trades + (ends ? 1 : 0),
    wins: account.wins + (ends && gained > 0 ? 1 : 0),
    fills: account.fills + 1,
    commission: account.commission + commission,
    slippage: account.slippage + quantity * Math.abs(price - base),
  };
}
