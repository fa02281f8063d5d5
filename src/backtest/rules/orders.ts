import type { Costs } from "../settings/costs.ts";
import type { RiskSettings } from "../settings/risk.ts";
import type { Account } from "./account.ts";
import { cashAfter, commissionOf, type Side } from "./costs.ts";
import type { Direction } from "./direction.ts";
import { affordableQuantity } from "./sizing.ts";
import { stopReached } from "./stops.ts";

/** Why an order can be given. */
export const causes = ["signal", "stop_loss", "take_profit", "end_of_data", "ruin"] as const;
export type OrderCause = (typeof causes)[number];

/** What risk hears of a strategy at a bar. */
export type Signalled = {
  readonly direction: Direction;
  /** In money per share. */
  readonly close: number;
  /** Whether the data end with this bar. */
  readonly last: boolean;
};

/**
 * Why risk orders something at a signal, or nothing. Stops are checked before the signal itself and
 * use it up. Nothing is added to a position on the signal's side; a signal against it closes it, and
 * opens one on the other side where shorts are allowed or the signal is to buy.
 */
export function causeOf(
  settings: RiskSettings,
  signal: Signalled,
  held: Pick<Account, "position" | "entryPrice">,
): Exclude<OrderCause, "ruin"> | undefined {
  const { position } = held;
  if (position === 0) return isOpening(settings, "signal", signal, held) ? "signal" : undefined;
  const stop = stopReached(settings, held, signal.close);
  if (stop !== undefined) return stop;
  if (signal.last) return "end_of_data";
  return signal.direction * position < 0 ? "signal" : undefined;
}

/** Whether an order for this cause wants a new position too, which risk then sizes or refuses. */
export function isOpening(
  { allowShort }: RiskSettings,
  cause: OrderCause,
  { direction }: Signalled,
  { position }: Pick<Account, "position">,
): boolean {
  return (
    (cause === "signal" || cause === "end_of_data") &&
    direction * position <= 0 &&
    (direction > 0 || (direction < 0 && allowShort))
  );
}

/** The side of an order: a signal's own, else away from the position. */
export function sideOf(cause: OrderCause, direction: Direction, position: number): Side {
  return (cause === "signal" ? direction > 0 : position < 0) ? 1 : -1;
}

/** Why no position may be opened now, whatever its size. */
export function refusalOf(
  settings: RiskSettings,
  { last }: Signalled,
  account: Pick<Account, "equity" | "peakEquity">,
): "end_of_data" | "max_drawdown" | undefined {
  return last ? "end_of_data" : isBarred(settings, account) ? "max_drawdown" : undefined;
}

/** Whether the account has fallen so far that it may open nothing: until it ends, if it is flat. */
export function isBarred(
  { maxDrawdown }: RiskSettings,
  { equity, peakEquity }: Pick<Account, "equity" | "peakEquity">,
): boolean {
  return maxDrawdown !== undefined && (peakEquity - equity) / peakEquity > maxDrawdown;
}

/** What execution must know of an order. */
export type Wanted = {
  readonly side: Side;
  /** Shares that close the open position; never cut. */
  readonly closing: number;
  /** Shares wanted beyond that, for a new position; execution cuts them to what the cash pays. */
  readonly opening: number;
  /** The portfolio's cash, in money. */
  readonly freeCash: number;
  readonly wholeShares: boolean;
};

/** How many of the wanted shares are opened at a price in money: what cash and the closed shares pay. */
export function openedQuantity(
  { side, closing, opening, freeCash, wholeShares }: Wanted,
  price: number,
  costs: Costs,
): number {
  const available =
    closing > 0
      ? cashAfter(freeCash, side, closing, price, commissionOf(closing, price, costs))
      : freeCash;
  return affordableQuantity(opening, price, available, costs, wholeShares);
}
