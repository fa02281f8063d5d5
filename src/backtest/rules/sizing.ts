import type { Costs } from "../settings/costs.ts";
import type { RiskSettings } from "../settings/risk.ts";
import { commissionOf, costOfShare, fillPrice, type Side } from "./costs.ts";

/**
 * How many shares risk wants for a new position: the fixed number, or what its fraction of the
 * equity pays at the signal's close with the costs that its own configuration declares.
 */
export function wantedQuantity(
  { shares, fraction, wholeShares, costs }: RiskSettings,
  close: number,
  equity: number,
  side: Side,
): number {
  const wanted =
    fraction === 0
      ? shares
      : (equity * fraction) / costOfShare(fillPrice(close, side, costs.slippage), costs);
  const quantity = wholeShares ? Math.floor(wanted) : wanted;
  return quantity > 0 ? quantity : 0;
}

/**
 * How many of the wanted shares the available money pays at the real price with the real costs. A
 * short position is taken on in full collateral: its notional and commission must be there too.
 * What it gives never costs more than is available, whatever the rounding.
 */
export function affordableQuantity(
  wanted: number,
  price: number,
  available: number,
  costs: Costs,
  wholeShares: boolean,
): number {
  // small, so that engines put it where it is called: mostly everything is paid
  if (wanted <= 0 || costOf(wanted, price, costs) <= available) return Math.max(0, wanted);
  return cutQuantity(price, available, costs, wholeShares);
}

/** The most that the money pays. */
function cutQuantity(price: number, available: number, costs: Costs, wholeShares: boolean): number {
  const shares = available / costOfShare(price, costs);
  if (!(shares > 0)) return 0;
  if (!wholeShares) {
    // the division may round up by a last digit
    return costOf(shares, price, costs) <= available ? shares : shares * (1 - 2 ** -50);
  }
  const whole = Math.floor(shares);
  if (costOf(whole + 1, price, costs) <= available) return whole + 1;
  return costOf(whole, price, costs) <= available ? whole : Math.max(0, whole - 1);
}

function costOf(quantity: number, price: number, costs: Costs): number {
  return quantity * price + commissionOf(quantity, price, costs);
}
