import type { Severity } from "../../text/diagnostic.ts";
import type { SourceRange } from "../../text/source-range.ts";
import type { YamlReading } from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Explanation } from "../explain/explanation.ts";
import type { DocumentUses } from "../explain/uses/uses.ts";
import type {
  CombinationIndex,
  ContainerId,
  Counts,
  RuleFigures,
  SharedRole,
  Stack,
} from "../model.ts";
import type { UnreadSweeps } from "../workflow/workflow.ts";

/** One field of a configuration, flattened: `limits.max`, its canonical spelling, where it is written. */
export type FieldView = {
  readonly field: string;
  readonly value: string;
  /** Where the value stands in the text, an axis's value in its list. */
  readonly range: SourceRange;
};

/** A risk or execution container as it is drawn, its configuration flattened to fields. */
export type SharedContainerView = {
  readonly id: ContainerId;
  readonly number: number;
  /** Equal for equal configurations, whatever their number: positions and selections are kept by it. */
  readonly key: string;
  /** The hash, grown by pairs of digits where two of the role collide; `null` where Python cannot hash. */
  readonly label: string | null;
  readonly fields: readonly FieldView[];
  readonly serves: bigint;
};

/** Containers, or classes, that have one value of a field, drawn as one card. */
export type StackView = Stack;

/** A lane with more cards than fit, folded by the field that splits it most within the lane's room. */
export type FoldView = {
  /** The field's path inside the role. */
  readonly field: string;
  readonly stacks: readonly StackView[];
};

/** The containers of one role, those that a page draws at once (at most 24); the rest by range. */
export type RoleView = {
  readonly role: SharedRole;
  readonly count: bigint;
  readonly listed: boolean;
  readonly containers: readonly SharedContainerView[];
  /** Instead of containers, where there are more than fit a lane. */
  readonly fold: FoldView | undefined;
};

/** Combinations with the same (risk, execution) pair. */
export type ClassView = {
  readonly risk: number;
  readonly execution: number;
  readonly count: bigint;
  /** Equal for equal (risk, execution) configurations, whatever their numbers. */
  readonly key: string;
  /** Where the strategies of the class are written. */
  readonly ranges: readonly SourceRange[];
  /** The fields that tell the strategies of the class apart: name and how many values, "lookback_period ×2". */
  readonly strip: readonly string[];
};

/** The stacks that a combination is in, where lanes are folded. */
export type InStacks = Readonly<Record<SharedRole | "classes", number | undefined>>;

/** One combination with its isolated containers, where the plan is small enough to draw every one. */
export type CombinationView = {
  readonly index: number;
  /** The number of its container; `undefined` where the role is not listed. */
  readonly risk: number | undefined;
  readonly execution: number | undefined;
  readonly strategy: {
    readonly id: ContainerId;
    readonly title: string;
    readonly fields: readonly FieldView[];
    /** The strategy's entry in the text. */
    readonly range: SourceRange;
  };
  readonly portfolio: { readonly id: ContainerId; readonly fields: readonly FieldView[] };
};

/** A column of the table of combinations. */
export type ColumnView = {
  readonly id: string;
  readonly name: string;
  readonly section: "strategy" | "grid" | "parameter";
  /** How many different values it has; `undefined` where counting them takes too long. */
  readonly values: number | undefined;
  /** False where its values are too many to be put in order. */
  readonly sortable: boolean;
  /** True where its values are numbers. */
  readonly numeric: boolean;
  /** Letters of the longest value among some. */
  readonly letters: number;
};

/** One combination as a row: its values by column, and the numbers of the containers it shares. */
export type RowView = {
  readonly index: CombinationIndex;
  readonly cells: readonly (string | undefined)[];
  readonly risk: number | undefined;
  readonly execution: number | undefined;
};

/** An adapter as it is drawn: what it carries and between how many containers, without lists of ids. */
export type AdapterView = {
  readonly name: string;
  readonly type: "broadcast" | "selective" | "pipeline";
  readonly events: readonly string[];
  readonly routingKey: "target_portfolio" | undefined;
  /** Numbers of the risk containers that a pipeline reads from; empty for other adapters. */
  readonly sourceRisks: readonly number[];
  readonly role: SharedRole | undefined;
  /** The number of the risk or execution container it belongs to. */
  readonly container: number | undefined;
  readonly sources: bigint;
  readonly targets: bigint;
};

/** Folded classes, and which cards of the two role lanes (containers, or stacks) each belongs to. */
export type ClassFoldView = FoldView & {
  /** For every stack the numbers of the cards that its combinations use; `undefined` where not known. */
  readonly cards: Readonly<Record<SharedRole, readonly (readonly number[])[] | undefined>>;
};

/**
 * What a page shows of a plan: plain data that a worker can post, of bounded size whatever N is.
 */
export type PlanView = {
  readonly name: string | undefined;
  readonly reading: YamlReading;
  readonly combinations: bigint;
  /** How many combinations rules drop, and the rules. */
  readonly dropped: bigint;
  readonly rules: readonly RuleFigures[];
  readonly counts: Counts;
  /** What looks like sweeps and is not planned, if anything does. */
  readonly unread: UnreadSweeps | undefined;
  readonly roles: Readonly<Record<SharedRole, RoleView>>;
  readonly classCount: bigint;
  /** The classes, when there are at most 24 of them and both roles are drawn; else empty. */
  readonly classes: readonly ClassView[];
  /** Instead of classes, where there are more than fit a lane. */
  readonly classFold: ClassFoldView | undefined;
  /** Every combination when all nodes fit the drawing budget of 120; else empty. */
  readonly combinationViews: readonly CombinationView[];
  /** The optimised adapters, when both roles are drawn; else empty. */
  readonly adapters: readonly AdapterView[];
  /** Which fields break sharing, and what every line does; of large plans in a slice after the counts. */
  readonly explanation: Explanation | undefined;
};

/** The answer to one text: diagnostics always, and a plan that is current unless one of them blocks. */
export type Analysis = {
  readonly view: PlanView;
  readonly diagnostics: readonly Diagnostic[];
  /** How many there are of each severity, listed or not (100 at most are). */
  readonly totals: Readonly<Record<Severity, number>>;
  readonly blocked: boolean;
  /** What of the document decides nothing; found in a slice after the counts. */
  readonly uses: DocumentUses | undefined;
  /** Whether known fields were checked; until that part is loaded their diagnostics are missing. */
  readonly advised: boolean;
};
