import type { MapValue } from "../../yaml/value.ts";
import { readFields } from "./field-reader.ts";
import type { Reading } from "./risk.ts";

export type PortfolioSettings = {
  /** Cash at the start, in money. */
  readonly initialCapital: number;
};

/** Reads a portfolio configuration. A wrong value gets its default and a note. */
export function readPortfolio(config: MapValue): Reading<PortfolioSettings> {
  const fields = readFields(config, "portfolio");
  const initialCapital = fields.number("initial_capital", 100_000);
  return { settings: { initialCapital }, notes: fields.notes };
}
