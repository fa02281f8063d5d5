import type { CombinationIndex, SharedRole } from "./model.ts";
import type { CombinationView, SharedContainerView } from "./view.ts";

/** A column of the combinations table: an axis, or what a combination belongs to. */
export type ColumnId = string;

export type Column = {
  /** `grid:commission`, `parameter:lookback_period`, `strategy`, `risk`, `execution`. */
  readonly id: ColumnId;
  readonly title: string;
  /** How many different values the column has, where it is known without enumeration. */
  readonly count: bigint | undefined;
  /** The first values in axis order, spelled as in the canonical text; for filter menus. */
  readonly values: readonly string[];
  readonly sortable: boolean;
};

/** Which combinations a table shows and in which order; filters are joined by "and". */
export type TableQuery = {
  /** Per column the spelled values that are let through. */
  readonly filters: readonly { readonly column: ColumnId; readonly values: readonly string[] }[];
  readonly sort: { readonly column: ColumnId; readonly descending: boolean } | undefined;
};

export type TableRow = {
  readonly index: CombinationIndex;
  /** One spelled value per column, `undefined` where the combination's strategy has no such axis. */
  readonly cells: readonly (string | undefined)[];
};

/** What the page can ask about the plan that is shown, each answered without enumeration. */
export type PlanQuery =
  /** Rows of the table by position after filter and sort. */
  | {
      readonly kind: "rows";
      readonly table: TableQuery;
      readonly from: bigint;
      readonly count: number;
    }
  /** Where a combination stands in a table, `undefined` where the filters hide it. */
  | { readonly kind: "position"; readonly table: TableQuery; readonly index: CombinationIndex }
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
  /** Everything about one combination: its four containers and their configurations. */
  | { readonly kind: "combination"; readonly index: CombinationIndex };

export type PlanAnswer =
  | {
      readonly kind: "rows";
      readonly columns: readonly Column[];
      readonly total: bigint;
      readonly rows: readonly TableRow[];
    }
  | { readonly kind: "position"; readonly position: bigint | undefined }
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
    }
  /** The plan cannot tell, and why: a role that is not listed, an axis too long to sort by. */
  | { readonly kind: "unavailable"; readonly reason: string };
