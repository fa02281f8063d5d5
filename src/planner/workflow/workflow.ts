import type { MovingRange } from "../../text/source-range.ts";
import type { MapValue, Value } from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { ExpectedFigure } from "./plan-figures.ts";

/** Roles that have a base section, and an override in every strategy. */
export type SectionRole = "risk" | "execution" | "portfolio";

/** The values of an axis: a written list, or a range computed on demand, up to 1,000,000 long. */
export type AxisValues = {
  readonly count: number;
  /** The value at a position below `count`. */
  at(position: number): Value;
  /** True when no two values are equal by construction, so that nobody needs to compare them. */
  readonly distinct: boolean;
  /** True when every value is above the one before by construction: a range. */
  readonly ascending?: boolean;
};

/** A key that an axis sets, with a value for each position of the axis. */
export type AxisField = {
  /** The key as written: text, or any other scalar that YAML allows as a key. */
  readonly key: Value;
  readonly values: AxisValues;
  /** The whole written value, `[10, 20]` or `{min: 1, …}`. */
  readonly range: MovingRange;
  /** Where it sets a whole section, and no key of one. */
  readonly section?: SectionAlternatives;
};

/** Alternatives of a section: every value is a mapping, which is merged over all of it. */
export type SectionAlternatives = {
  readonly role: SectionRole;
  /** What the alternatives are called where they are written under names, which are no configuration. */
  readonly names: readonly string[] | undefined;
};

/** A field with a list of values: every one of them multiplies the combinations. */
export type Axis = AxisField & {
  /** What it sets: itself, or the members that are paired in it, in written order. */
  readonly fields: readonly AxisField[];
  /** Of an axis of the grid. */
  readonly grid?: GridPlace;
};

/** Where a grid axis is written. */
export type GridPlace = {
  /** The path of its mapping: `optimization.parameter_grids`, or nothing for the root. */
  readonly path: string;
  readonly map: MapValue;
  /** Whether a key that nothing declares writes the parameter of that name, as grids of other names mean. */
  readonly reachesParameters: boolean;
};

/** One entry of a strategy's `parameters`, in written order. A fixed value is an axis of one. */
export type Parameter = Axis & { readonly fixed: boolean };

/** One element of `strategies`. */
export type Strategy = {
  /** Position among the written list's strategies that count, from 0. */
  readonly index: number;
  /** Path in the document, `strategies[0]`. */
  readonly path: string;
  readonly range: MovingRange;
  /** The text of `type` and `name`, where they are text. */
  readonly type: string | undefined;
  readonly name: string | undefined;
  /**
   * The entry without `zip` and the three override keys in either spelling; `parameters` stands at its place
   * (always so spelled, last when absent) with any mapping as its value, to be replaced per combination.
   */
  readonly entry: MapValue;
  readonly parameters: readonly Parameter[];
  readonly overrides: Readonly<Record<SectionRole, MapValue>>;
  /** Its place in the list, where its entry's parameters are a list of mappings, each of which is a strategy. */
  readonly alternative?: number;
};

/** A member of `expect` that can be compared with the plan, and where its value stands. */
export type Expected = ExpectedFigure & { readonly range: MovingRange };

/** The whole document, parsed: base sections, strategies and the grid, with their source ranges. */
export type Workflow = {
  readonly name: string | undefined;
  readonly strategies: readonly Strategy[];
  /**
   * The alternatives of whole sections, then the axes of `optimization.parameter_grids` and those of
   * `sharing_planner.grids`, in written order.
   */
  readonly grid: readonly Axis[];
  readonly base: Readonly<Record<SectionRole, MapValue>>;
  /** What `expect` holds the plan to, in written order. */
  readonly expected: readonly Expected[];
  /** The root mapping as it is read, for sections that others read (`data`). */
  readonly root: MapValue;
  /** The root mapping as it is written, whatever its dialect. */
  readonly written: MapValue;
  /** What looks like sweeps and is read by nobody, if anything does. */
  readonly unread: UnreadSweeps | undefined;
  /** What readers make of values, and of all below them that has no use of its own. */
  readonly uses: readonly Claim[];
};

/**
 * What becomes of a part of the document (spec page 8, "The ledger of uses"): it decides about
 * combinations, configurations or wiring; it is read and then beaten; a backtest reads it; it is held
 * against the plan; it tells people something; it is read by nobody; or somebody should have read it.
 */
export type Use =
  | "planned"
  | "overridden"
  | "simulated"
  | "checked"
  | "described"
  | "elsewhere"
  | "not understood";

/** What a reader makes of a value. */
export type Claim = {
  readonly value: Value;
  readonly use: Use;
  /**
   * Of what is planned: that it decides as it stands, and not by a configuration that it is part of; or
   * that it does so by being there, whatever becomes of all in it.
   */
  readonly decides?: true | "by being there";
};

/** How many sweeps nobody has read, and by how much they would multiply, where that can be counted. */
export type UnreadSweeps = { readonly count: number; readonly factor: bigint | undefined };

/** What reading gives: always a workflow, an empty one where nothing could be read. */
export type WorkflowReading = {
  readonly workflow: Workflow;
  readonly diagnostics: readonly Diagnostic[];
};
