import type { CombinationView, PlanView, SharedContainerView } from "../planner/answer/view.ts";
import type { Fate } from "../planner/explain/compare/comparison.ts";
import type { SharedRole } from "../planner/model.ts";

/** One page of what an opened card holds. */
export type OpenedPage = {
  /** The id of the card that was opened. */
  readonly id: string;
  readonly from: bigint;
  readonly total: bigint;
  readonly members: readonly CombinationView[];
  /** The card of a role's lane whose containers are shown; `undefined` for combinations. */
  readonly lane: { readonly role: SharedRole; readonly number: number } | undefined;
  readonly containers: readonly SharedContainerView[];
};

/** The plan before, where one is compared: what became of containers, and those that are gone. */
export type Before = {
  /** By role and key. */
  readonly fates: ReadonlyMap<string, Fate>;
  readonly gone: Readonly<Record<SharedRole, readonly SharedContainerView[]>>;
};

/** How a plan is to be shown. */
export type Asked = {
  readonly topology: "naive" | "optimized";
  readonly completions: boolean;
  readonly opened: OpenedPage | undefined;
  readonly before?: Before | undefined;
};

export const plainly: Asked = { topology: "optimized", completions: false, opened: undefined };

/** At most this many nodes are drawn unless more are asked for; headings count, pills do not. */
const drawingBudget = 120;
const lanes = 5;

/** Whether every strategy and portfolio container is drawn by itself. */
export function drawsEach({ combinationViews, classes, roles }: PlanView): boolean {
  const shared = roles.risk.containers.length + roles.execution.containers.length;
  const nodes = lanes + 1 + 2 * combinationViews.length + 2 * classes.length + shared;
  return combinationViews.length > 0 && classes.length > 0 && nodes <= drawingBudget;
}

/** Whether every naive container is drawn by itself; else shared ones are ghost stacks. */
export function drawsEachNaive({ combinationViews, classes }: PlanView): boolean {
  const nodes = lanes + 1 + 4 * combinationViews.length + 4 * classes.length;
  return combinationViews.length > 0 && classes.length > 0 && nodes <= drawingBudget;
}
