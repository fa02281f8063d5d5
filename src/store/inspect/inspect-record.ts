import type { PlanView } from "../../planner/answer/view.ts";
import type { Comparison } from "../../planner/explain/compare/comparison.ts";
import type { Pin, WhatIf } from "../../planner/explain/what-if/what-if.ts";
import type { CombinationIndex, ContainerId } from "../../planner/model.ts";
import type { YamlReading } from "../../yaml/value.ts";

export type InspectorTab = "what-if" | "explain" | "adapters" | "selection";

/** What one container costs, by the user's own figures. */
export type Cost = { readonly megabytes: number; readonly milliseconds: number };

/** A plan that could be: what freezing some fields would give, beside the plan that is. */
export type Preview = {
  /** The revision whose plan it changes. */
  readonly rev: number;
  readonly whatIf: WhatIf;
  readonly view: PlanView;
};

/** A document that others are compared with. */
export type Pinned = {
  readonly text: string;
  readonly reading: YamlReading;
  readonly name: string;
};

/** The plan of a revision beside that of the pinned document. */
export type StampedComparison = {
  readonly rev: number;
  readonly pinned: Pinned;
  readonly comparison: Comparison;
  /** The pinned document's plan. */
  readonly view: PlanView;
};

/** What of the plan is looked at more closely, and what it is held against. */
export type InspectRecord = {
  readonly selected: ContainerId | undefined;
  /** A second container of the same role, to be explained beside the first. */
  readonly selectedWith: ContainerId | undefined;
  /** The combination whose chain of containers is traced, by a card or by a row of the table. */
  readonly selectedCombination: CombinationIndex | undefined;
  /** The tab of the inspector, if it is open. */
  readonly tab: InspectorTab | undefined;
  /** The fields to be frozen together, and the plan that this would give. */
  readonly pins: readonly Pin[];
  readonly preview: Preview | undefined;
  /** What a preview was asked for last; answers to anything else come too late. */
  readonly previewed: readonly Pin[] | undefined;
  readonly cost: Cost | undefined;
  /** The plan to compare with, and what came of it. */
  readonly pinned: Pinned | undefined;
  readonly comparison: StampedComparison | undefined;
};

export const initialInspect: InspectRecord = {
  selected: undefined,
  selectedWith: undefined,
  selectedCombination: undefined,
  tab: undefined,
  pins: [],
  preview: undefined,
  previewed: undefined,
  cost: undefined,
  pinned: undefined,
  comparison: undefined,
};

/** The record without any plan that could be. */
export const withoutWhatIf = (inspect: InspectRecord): InspectRecord => ({
  ...inspect,
  pins: [],
  preview: undefined,
});
