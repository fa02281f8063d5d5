import type { Costs } from "../settings/costs.ts";

/** Bought (1) or sold (−1). */
export type Side = -1 | 1;

/** The price of a fill in money, slippage always adverse: dearer to buy, cheaper to sell. */
export function fillPrice(base: number, side: Side, slippage: number): number {
  return side > 0 ? base * (1 + slippage) : base * (1 - slippage);
}

/** Commission in money for a quantity in shares at a price in money; one of the two rates is 0. */
export function commissionOf(
  quantity: number,
  price: number,
  { commission, commissionPerShare }: Costs,
): number {
  return quantity * price * commission + quantity * commissionPerShare;
}

/** What one share takes at a price, commission included, in money. */
export function costOfShare(price: number, costs: Costs): number {
  return price + commissionOf(1, price, costs);
}

/** Cash in money after a fill: a purchase is paid, the proceeds of a sale come in, both less commission. */
export function cashAfter(
  cash: number,
  side: Side,
  quantity: number,
  price: number,
  commission: number,
): number {
  const notional = quantity * price;
  return side > 0 ? cash - (notional + commission) : cash + (notional - commission);
}
