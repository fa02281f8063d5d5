import type { MapValue, Value } from "../../../yaml/value.ts";
import type { ReadValue } from "../axes/read-axes.ts";
import type { ReadingState } from "../read-section.ts";
import type { GridPlace } from "../workflow.ts";

/** What a document in any dialect comes to, in the words of the one that is read (spec page 7). */
export type Dialect = {
  /** The root with each section under the key where it is read, and without those that are grids. */
  readonly root: MapValue;
  /** Where entries of `strategies` were written; those that are not here stand there as they are. */
  readonly sources: ReadonlyMap<Value, StrategySource>;
  /** Sections that are grids too, on both sides of `optimization.parameter_grids`. */
  readonly grids: { readonly before: readonly GridPlace[]; readonly after: readonly GridPlace[] };
  /** How a parameter of a strategy is read, where not as any other is. */
  readParameter(
    text: string,
    type: string | undefined,
    source: StrategySource | undefined,
  ): ReadValue;
  /** Notes the lists beside an entry's parameters that are one value each. */
  keepLists(state: ReadingState, entry: MapValue, path: string): void;
};

/** Where an entry of `strategies` was written. */
export type StrategySource = {
  /** Its path in the document. */
  readonly path: string;
  /** The mapping that it is, where only its own reader looks for sweeps in it. */
  readonly written: MapValue | undefined;
  /** In the clean syntax, `strategy: {<type>: {…}}`, two types or more are one ensemble. */
  readonly syntax: "entry" | "clean" | "clean ensemble";
};

/**
 * Whether a text may have sections, or lists, that only other dialects have. Most have none, and loading
 * what reads them in vain costs little.
 */
export const otherDialects =
  /\b(?:strategy|backtest|config|base_config|param_\w+|parameter_(?!grids)\w+|search_space|filter_params|grid|sweep|optimize|\w+_trials|sharing_planner)["']?\s*:|ensemble|regime_|baseline_|\bmethod["']?\s*:(?!\s*["']?grid\b)|^["']?parameter_grids|parameters["']?\s*:\s*(?:\[|- )/im;

/** Finds the sections of a document, wherever its dialect has them. */
export type Translate = (state: ReadingState, root: MapValue) => Dialect;
