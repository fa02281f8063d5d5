import type { SourceRange } from "../text/source-range.ts";
import type { MapValue } from "../yaml/value.ts";
import type { SectionRole, Strategy, Workflow } from "./workflow/workflow.ts";

/** Position of a combination in the Cartesian product of the axes, from 0. */
export type CombinationIndex = bigint & { readonly __brand: "CombinationIndex" };
/** The name the Python engine gives a container: `hub_container`, `risk_0`, `strategy_combo_7`. */
export type ContainerId = string & { readonly __brand: "ContainerId" };

/** A position as a combination's index; that it is below N is for the caller to know. */
export const combinationIndex = (index: bigint): CombinationIndex => index as CombinationIndex;
/** A name as a container's id; that there is such a container is for the caller to know. */
export const containerId = (id: string): ContainerId => id as ContainerId;

/** Roles whose containers serve many combinations when their configurations are equal. */
export type SharedRole = "risk" | "execution";
/** Roles that hold the state of one combination (P&L, indicators) and are never shared. */
export type IsolatedRole = "portfolio" | "strategy";
/** Every role of a topology; there is one hub. */
export type Role = "hub" | SharedRole | IsolatedRole;

/** The shared roles in the order in which everything lists them. */
export const sharedRoles: readonly SharedRole[] = ["risk", "execution"];

/** Combinations as index arithmetic: never a list, since a product can have 10^18 of them. */
export type IndexSet = SetOf<CombinationIndex>;

/** Numbers of some kind as arithmetic. */
export type SetOf<Element extends bigint> = {
  readonly count: bigint;
  has(element: Element): boolean;
  /** The element at a position below `count`, in ascending order. */
  at(position: bigint): Element;
  /**
   * Calls `visit` with ascending, disjoint stretches of consecutive elements that make up the set:
   * the fast way to write the whole set out. Throws where an element exceeds 2^53 − 1.
   */
  forEachStretch(visit: (start: number, length: number) => void): void;
} & Iterable<Element>;

/** A risk or execution container of the optimised plan. */
export type SharedContainer = {
  readonly role: SharedRole;
  readonly id: ContainerId;
  /** Position by first appearance, the number in the id. */
  readonly number: number;
  readonly serves: IndexSet;
  /** The configuration, as its first combination merges it. */
  readonly config: MapValue;
  /** What equality means: the canonical text, or a structural text where Python cannot hash. */
  readonly canonical: string;
  /** First 8 hex digits of the MD5 of the canonical text; `null` where Python cannot hash. A label, never a key. */
  readonly hash: string | null;
};

/** The containers of one shareable role. */
export type RolePlan = {
  readonly role: SharedRole;
  /** How many containers the role needs: exact, however large, unless a factor is above its limit. */
  readonly count: bigint;
  /** False where `count` is only an upper bound, which a diagnostic explains. */
  readonly exact: boolean;
  /** Whether the containers are listed: not above 100,000. */
  readonly listed: boolean;
  /** The container with a number below `count`, made when asked for; throws when not listed. */
  container(number: number): SharedContainer;
  /** The first combination that a container serves; throws when not listed. */
  firstOf(number: number): CombinationIndex;
  /** The number of the container that serves a combination; throws when not listed. */
  servedBy(index: CombinationIndex): number;
};

/** Combinations with the same risk and the same execution container. */
export type CombinationClass = {
  readonly risk: number;
  readonly execution: number;
  readonly serves: IndexSet;
  /** The strategies with combinations in the class, ascending. */
  readonly strategies: readonly number[];
  /** The grid axes, by position, whose values decide about the class; it has all values of the others. */
  readonly decidedBy: readonly number[];
};

/** The containers of a role, or the classes, that have one value of a field, or one of those left over. */
export type Stack = {
  readonly number: number;
  /** The spelled value, "absent"; empty for the stack of the values left over. */
  readonly value: string;
  /** How many values are left over, in the last stack; else 0. */
  readonly more: number;
  /** How many containers or classes it holds. */
  readonly count: bigint;
  /** How many combinations they serve together. */
  readonly combinations: bigint;
  /** Where its values are written. */
  readonly ranges: readonly SourceRange[];
};

/**
 * The containers of a role, or the classes, in stacks: one for each value of the field that splits
 * them most, in order of first appearance, and one for the values that a lane has no room for. Each
 * is in one stack, and so is each combination.
 */
export type Fold = {
  /** The field's path inside its role. */
  readonly field: string;
  readonly stacks: readonly Stack[];
  /** The grid axes, by position, whose values decide about the stack, beside the strategy. */
  readonly decidedBy: readonly number[];
  stackOf(index: CombinationIndex): number;
  /** The combinations of a stack. */
  membersOf(stack: number): IndexSet;
};

/** The lanes of a plan that have no room for all of their cards, in stacks. */
export type Folds = {
  /** `undefined` where a lane has room for its cards, or no field can be told. */
  fold(of: SharedRole | "classes"): Fold | undefined;
  /**
   * For every stack of classes the numbers of a role's cards that its combinations use: containers, or
   * stacks where those are folded too; `undefined` where not known.
   */
  cardsMet(role: SharedRole): readonly (readonly number[])[] | undefined;
};

/** A lane over this many cards is folded. */
export const laneRoom = 24;

/** Containers, adapters and links (source → target pairs) of one topology. */
export type TopologyCounts = {
  readonly hub: bigint;
  readonly strategy: bigint;
  readonly risk: bigint;
  readonly execution: bigint;
  readonly portfolio: bigint;
  readonly containers: bigint;
  readonly adapters: bigint;
  readonly links: bigint;
};

/** What both topologies need, and what sharing saves of the naive one. */
export type Counts = {
  readonly naive: TopologyCounts;
  readonly optimized: TopologyCounts;
  /** In per cent with one decimal, rounded half up from the exact fraction. */
  readonly savedPercent: {
    readonly containers: number;
    readonly adapters: number;
    readonly links: number;
  };
};

/** One combination, decoded from its index: which value every axis has. */
export type Combination = {
  readonly index: CombinationIndex;
  readonly strategy: Strategy;
  /** Position of the value of every grid axis, in written order. */
  readonly grid: readonly number[];
  /** Position of the value of every parameter of the strategy, in written order. */
  readonly parameters: readonly number[];
};

/** Parameters whose values depend on each other, and on axes of the grid, too, where `tuples` is absent. */
export type CoupledParameters = {
  readonly parameters: readonly number[];
  readonly tuples: number | undefined;
};

/** What a rule drops of the combinations that the axes give. */
export type RuleFigures = {
  /** As it is written; of a mapping what Python's `json.dumps` prints. */
  readonly text: string;
  /** Its place in the document: `optimization.constraints[0]`. */
  readonly path: string;
  readonly range: SourceRange;
  /** How many combinations fail it. */
  readonly drops: bigint;
  /** How many fail no other rule. */
  readonly only: bigint;
  /** The keys of the axes that decide about it. */
  readonly axes: readonly string[];
  /** How many tuples of values those axes have, over all strategies that differ in them. */
  readonly tuples: number;
};

/** The sharing plan of a workflow. Lists are made when asked for: N may be 10^18. */
export type Plan = {
  readonly workflow: Workflow;
  /** N, the number of combinations, without those that rules drop. */
  readonly combinations: bigint;
  /** How many combinations rules drop, and which rules there are. */
  readonly dropped: bigint;
  readonly rules: readonly RuleFigures[];
  readonly counts: Counts;
  readonly roles: Readonly<Record<SharedRole, RolePlan>>;
  /** How many classes there are, which is the number of (risk, execution) pairs. */
  readonly classCount: bigint;
  /** False where `classCount`, and with it the links, is only an upper bound. */
  readonly classesExact: boolean;
  /** The classes by first appearance, or `undefined` where either role or the classes are not listed. */
  classes(): readonly CombinationClass[] | undefined;
  combinationAt(index: CombinationIndex): Combination;
  /** Parameters of a strategy that rules couple, by position, and how many of their tuples are left. */
  coupledIn(strategy: number): readonly CoupledParameters[];
  /** The configuration that one combination gives a container of a role. */
  configOf(role: SectionRole | "strategy", combination: Combination): MapValue;
};
