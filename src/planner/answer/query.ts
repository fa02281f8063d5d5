import type { TextEdit } from "../../text/source-range.ts";
import type { YamlReading } from "../../yaml/value.ts";
import type { Comparison } from "../explain/compare/comparison.ts";
import type { NoWhatIf, Pin, WhatIf } from "../explain/what-if/what-if.ts";
import type { NotWithoutRule, WithoutRule } from "../explain/what-if/without-rule.ts";
import type { CombinationIndex, SharedRole } from "../model.ts";
import type {
  ColumnView,
  CombinationView,
  InStacks,
  PlanView,
  RowView,
  SharedContainerView,
} from "./view.ts";

/** What the page can ask about the plan that is shown, each answered without enumeration. */
export type PlanQuery =
  /** Containers of a role by number, of one stack or of all. */
  | {
      readonly kind: "containers";
      readonly role: SharedRole;
      readonly stack: number | undefined;
      readonly from: number;
      readonly count: number;
    }
  /** Combinations of one class, or of all where the numbers are absent, one after the other. */
  | {
      readonly kind: "members";
      readonly risk: number | undefined;
      readonly execution: number | undefined;
      /** Instead of the numbers: those of one stack of the folded classes. */
      readonly stack?: number | undefined;
      readonly from: bigint;
      readonly count: number;
    }
  /** Rows of the table of all combinations, one after the other. */
  | {
      readonly kind: "rows";
      readonly arrangement: Arrangement;
      readonly from: bigint;
      readonly count: number;
    }
  /** Values of a column, ascending: those that contain a text, to filter by. */
  | {
      readonly kind: "values";
      readonly column: string;
      readonly search: string;
      readonly count: number;
    }
  /** The row in which a combination stands. */
  | {
      readonly kind: "position";
      readonly arrangement: Arrangement;
      readonly index: CombinationIndex;
    }
  /** The first combination with the values that somebody typed, among the rows where it can be. */
  | {
      readonly kind: "find";
      readonly arrangement: Arrangement;
      readonly values: readonly { readonly column: string; readonly text: string }[];
    }
  /** Everything about one combination: its four containers and their configurations. */
  | { readonly kind: "combination"; readonly index: CombinationIndex }
  /** What freezing each of the fields that break sharing would give, in the order of blame. */
  | { readonly kind: "what-ifs"; readonly from: number; readonly count: number }
  /** The plan of another text compared with this one. */
  | { readonly kind: "compare"; readonly text: string; readonly reading: YamlReading }
  /** What freezing these fields together would give. */
  | { readonly kind: "what-if"; readonly pins: readonly Pin[] }
  /** What leaving out each of the rules would give, in their order. */
  | { readonly kind: "without-rules"; readonly from: number; readonly count: number }
  /** The edits that make a near miss, by its place in the list, one container. */
  | { readonly kind: "unify"; readonly miss: number }
  /** The text in the planner's own dialect: what was understood of it. */
  | { readonly kind: "conversion" };

/** What the table of combinations asks. */
export type TableQuery = Extract<
  PlanQuery,
  { readonly kind: "rows" | "values" | "position" | "find" }
>;

/** Whether the table asks: what answers it is loaded with the first such question. */
export function isTableQuery(query: PlanQuery): query is TableQuery {
  return ["rows", "values", "position", "find"].includes(query.kind);
}

/** Which combinations the table shows, and in which order; columns that a plan has not are ignored. */
export type Arrangement = {
  readonly filters: readonly ColumnFilter[];
  /** The first column decides; ties are left to the next, in the end to the combination's number. */
  readonly sort: readonly { readonly column: string; readonly descending: boolean }[];
};

/** The values that a column may have, by their keys, and whether it may have none. */
export type ColumnFilter = {
  readonly column: string;
  readonly keys: readonly string[];
  readonly absent: boolean;
};

/** The answer to a question, of the kind that was asked, or why there is none; plain data of bounded size. */
export type PlanAnswer =
  | {
      readonly kind: "containers";
      readonly total: number;
      readonly containers: readonly SharedContainerView[];
    }
  | {
      readonly kind: "members";
      readonly total: bigint;
      readonly members: readonly CombinationView[];
    }
  | {
      readonly kind: "combination";
      readonly combination: CombinationView;
      readonly risk: SharedContainerView | undefined;
      readonly execution: SharedContainerView | undefined;
      readonly stacks: InStacks;
    }
  | {
      readonly kind: "rows";
      readonly total: bigint;
      readonly columns: readonly ColumnView[];
      /** Columns of one value that are left out where there are more columns than a table can have. */
      readonly hiddenColumns: number;
      readonly rows: readonly RowView[];
    }
  | {
      readonly kind: "values";
      readonly values: readonly { readonly key: string; readonly text: string }[];
      /** True where there are more than asked for. */
      readonly more: boolean;
      /** True where some strategies do not have the column. */
      readonly absent: boolean;
    }
  /** `undefined` where it is filtered out. */
  | { readonly kind: "position"; readonly position: bigint | undefined }
  | {
      readonly kind: "find";
      /** How many combinations have the values, the filters left aside. */
      readonly matches: bigint;
      readonly index: CombinationIndex | undefined;
      readonly position: bigint | undefined;
      /** The first column that has no such value. */
      readonly unknown: string | undefined;
    }
  | {
      readonly kind: "what-ifs";
      /** How many fields there are. */
      readonly total: number;
      /** Of long texts fewer than asked for: go on from there. */
      readonly rows: readonly (WhatIf | NoWhatIf)[];
    }
  | {
      readonly kind: "what-if";
      readonly whatIf: WhatIf | NoWhatIf;
      /** The plan of the edited text, to be drawn as a ghost. */
      readonly view: PlanView | undefined;
    }
  /** Of long texts fewer than asked for: go on from there. */
  | {
      readonly kind: "without-rules";
      readonly rows: readonly (WithoutRule | NotWithoutRule)[];
    }
  /** `undefined` where the text is not plain enough to be sure of the result. */
  | { readonly kind: "unify"; readonly edits: readonly TextEdit[] | undefined }
  | {
      readonly kind: "compare";
      readonly comparison: Comparison;
      /** The plan of the other text. */
      readonly view: PlanView;
    }
  /** What was refused is told; there is no text where it would be endless. */
  | {
      readonly kind: "conversion";
      readonly text: string | undefined;
      readonly refused: readonly string[];
    }
  /** The plan cannot tell, and why: a role that is not listed, a class that is gone. */
  | { readonly kind: "unavailable"; readonly reason: string };
