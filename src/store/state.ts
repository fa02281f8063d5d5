import type { PlannerTrouble } from "../planner/client.ts";
import type { YamlReading } from "../yaml/value.ts";
import type { SourceRange } from "../text/source-range.ts";
import type { CombinationIndex, ContainerId } from "../planner/model.ts";
import type { Comparison } from "../planner/explain/compare/comparison.ts";
import type { Pin, WhatIf } from "../planner/explain/what-if/what-if.ts";
import type { Analysis, PlanView } from "../planner/answer/view.ts";
import { initialDocumentRecord, type DocumentRecord } from "./document/document-record.ts";

/** The diagnostics of one text, with that text, since offsets mean nothing beside another one. */
export type StampedAnalysis = Analysis & {
  readonly rev: number;
  readonly text: string;
  readonly milliseconds: number;
};

/** A plan with the text that it was made from. */
export type StampedPlan = {
  readonly rev: number;
  readonly text: string;
  readonly view: PlanView;
};

/** What a page can look like; high contrast is dark. */
export type Look = "light" | "dark" | "contrast";
export type Theme = "system" | Look;
export type Tab = "code" | "graph" | "numbers";

/** How the window is divided; sizes are kept for the next visit. */
export type Panes = {
  /** Width of the editor, in per cent of the window, and whether it is shown at all. */
  readonly left: number;
  readonly leftOpen: boolean;
  /** Height of the drawer under the graph, in pixels. */
  readonly drawer: number;
  readonly drawerOpen: boolean;
};

export type Emphasis = "containers" | "shared" | "adapters" | "links";

/** What the drawer under the graph shows. */
export type DrawerTab = "combinations" | "results" | "proof" | "history";

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

/** What newcomers are shown once, and whether this browser has shown it. */
export type Seen = { readonly fold: boolean; readonly hint: boolean };

/** An event's way: the adapter that carries it, and the containers at its ends. */
export type Step = {
  readonly adapter: string;
  readonly from: ContainerId;
  readonly to: ContainerId;
};

export type AppState = {
  readonly document: DocumentRecord;

  readonly selected: ContainerId | undefined;
  /** A second container of the same role, to be explained beside the first. */
  readonly selectedWith: ContainerId | undefined;
  /** The combination whose chain of containers is traced, by a card or by a row of the table. */
  readonly selectedCombination: CombinationIndex | undefined;
  /** Which wiring the graph shows, and whether the adapters that complete it are drawn too. */
  readonly topology: "naive" | "optimized";
  readonly completions: boolean;
  /** The step of the traced combination's events that is looked at. */
  readonly step: Step | undefined;
  /** What a number of the headline brings out in the graph. */
  readonly emphasis: Emphasis | undefined;
  /** Where the caret stands in the text while the editor has the focus. */
  readonly caret: number | undefined;
  /** Where the selected card is written, for the editor to show; offsets of the text of `rev`. */
  readonly sources: { readonly rev: number; readonly ranges: readonly SourceRange[] } | undefined;
  /** The fields to be frozen together, and the plan that this would give. */
  readonly pins: readonly Pin[];
  readonly preview: Preview | undefined;
  readonly cost: Cost | undefined;
  /** The plan to compare with, and what came of it. */
  readonly pinned: Pinned | undefined;
  readonly comparison: StampedComparison | undefined;
  /** Whether the ends of lines say what each does to sharing. */
  readonly lensesShown: boolean;
  /** The tab of the inspector, if it is open. */
  readonly inspector: InspectorTab | undefined;
  readonly theme: Theme;
  readonly seen: Seen;
  /** What a narrow window shows. */
  readonly tab: Tab;
  readonly panes: Panes;
  readonly drawerTab: DrawerTab;
  /** Where the problem list asked the editor to go; a new object at every request. */
  readonly reveal: { readonly offset: number } | undefined;

  readonly analysis: StampedAnalysis | undefined;
  /** The plan of the last text without blocking errors, so that the graph survives half-typed edits. */
  readonly lastPlan: StampedPlan | undefined;

  readonly trouble: (PlannerTrouble & { readonly recovered: boolean }) | undefined;
  readonly editor: "plain" | "ready" | "failed";
  /** Whether a newer version of the app is there, for the next time the page is loaded. */
  readonly newVersion: boolean;
  /** How many parts of the page are wanted and could not be fetched yet. */
  readonly missingParts: number;
};

export const initialState: AppState = {
  document: initialDocumentRecord,
  selected: undefined,
  selectedWith: undefined,
  selectedCombination: undefined,
  topology: "optimized",
  completions: false,
  step: undefined,
  emphasis: undefined,
  caret: undefined,
  sources: undefined,
  pins: [],
  preview: undefined,
  cost: undefined,
  pinned: undefined,
  comparison: undefined,
  lensesShown: true,
  inspector: undefined,
  theme: "system",
  seen: { fold: false, hint: false },
  tab: "graph",
  panes: { left: 38, leftOpen: true, drawer: 320, drawerOpen: false },
  drawerTab: "combinations",
  reveal: undefined,
  analysis: undefined,
  lastPlan: undefined,
  trouble: undefined,
  editor: "plain",
  newVersion: false,
  missingParts: 0,
};
