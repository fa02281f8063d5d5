import { fillPrices } from "../../planner/workflow/advice/schema.ts";
import type { MapValue } from "../../yaml/value.ts";
import { readCosts, type Costs } from "./costs.ts";
import { readFields } from "./field-reader.ts";
import type { Reading } from "./risk.ts";

/** How an execution container fills. */
export type ExecutionSettings = {
  /**
   * The price before slippage: the close of the signal's bar, as the users' engine does, which is
   * optimistic since that close is known only when it is past; or the open of the next bar.
   */
  readonly fill: (typeof fillPrices)[number];
  /** From 0 to 1; at 1 every order is filled and nothing is drawn. */
  readonly fillProbability: number;
  readonly costs: Costs;
};

/** Reads an execution configuration. A wrong value gets its default and a note. */
export function readExecution(config: MapValue): Reading<ExecutionSettings> {
  const fields = readFields(config, "execution");
  const settings: ExecutionSettings = {
    fill: fields.oneOf("fill", fillPrices, "close"),
    fillProbability: fields.number("fill_probability", 1),
    costs: readCosts(fields),
  };
  return { settings, notes: fields.notes };
}
