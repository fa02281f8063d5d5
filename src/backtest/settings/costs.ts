import type { FieldReader } from "./field-reader.ts";

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
  const points = fields.number("slippage_bps", undefined);
  const slippage = fields.number("slippage", 0);
  return {
    commission: fields.number("commission", 0),
    commissionPerShare: fields.number("commission_per_share", undefined),
    slippage: points === undefined ? slippage : points / 10_000,
  };
}
