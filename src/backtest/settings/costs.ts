import type { FieldReader } from "./field-reader.ts";

/** What a fill costs. */
export type Costs = {
  /** Fraction of the notional, which is quantity × price; 0 where there is one per share. */
  readonly commission: number;
  /** Money per share, instead of `commission`; else 0. */
  readonly commissionPerShare: number;
  /** Fraction of the price, always adverse: below 1. */
  readonly slippage: number;
};

/** What costs nothing. */
export const noCosts: Costs = { commission: 0, commissionPerShare: 0, slippage: 0 };

/**
 * Reads commission and slippage, 0 where absent. Where both spellings meet, as after a merge, the
 * more specific one counts: `commission_per_share` and `slippage_bps`.
 */
export function readCosts(fields: FieldReader): Costs {
  const points = fields.number("slippage_bps", undefined);
  const slippage = fields.number("slippage", 0);
  const commission = fields.number("commission", 0);
  const perShare = fields.number("commission_per_share", undefined);
  return {
    commission: perShare === undefined ? commission : 0,
    commissionPerShare: perShare ?? 0,
    slippage: points === undefined ? slippage : points / 10_000,
  };
}
