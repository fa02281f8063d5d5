import { amount, fraction, type FieldReader } from "./field-reader.ts";

/** What a fill costs. */
export type Costs = {
  /** Fraction of the notional, which is quantity × price. */
  readonly commission: number;
  /** Money per share; where present it stands instead of `commission`. */
  readonly commissionPerShare: number | undefined;
  /** Fraction of the price, always adverse: below 1. */
  readonly slippage: number;
};

/**
 * Reads commission and slippage, 0 where absent. Where both spellings meet, as after a merge, the
 * more specific one counts: `commission_per_share` and `slippage_bps`.
 */
export function readCosts(fields: FieldReader): Costs {
  const points = fields.number("slippage_bps", undefined, {
    is: "a number of basis points, 0 or more and below 10000",
    test: (value) => value >= 0 && value < 10_000,
  });
  const slippage = fields.number("slippage", 0, {
    is: "a fraction from 0 to below 1",
    test: (value) => value >= 0 && value < 1,
  });
  return {
    commission: fields.number("commission", 0, fraction),
    commissionPerShare: fields.number("commission_per_share", undefined, amount),
    slippage: points === undefined ? slippage : points / 10_000,
  };
}
