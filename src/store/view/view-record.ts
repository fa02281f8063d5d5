import type { ContainerId } from "../../planner/model.ts";
import type { SourceRange } from "../../text/source-range.ts";

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
export type DrawerTab = "combinations" | "results" | "proof" | "understood" | "history";

/** What newcomers are shown once, and whether this browser has shown it. */
export type Seen = { readonly fold: boolean; readonly hint: boolean };

/** An event's way: the adapter that carries it, and the containers at its ends. */
export type Step = {
  readonly adapter: string;
  readonly from: ContainerId;
  readonly to: ContainerId;
};

/** How the page shows what there is. */
export type ViewRecord = {
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
  /** Where the problem list asked the editor to go; a new object at every request. */
  readonly reveal: { readonly offset: number } | undefined;
  /** Whether the ends of lines say what each does to sharing. */
  readonly lensesShown: boolean;
  readonly theme: Theme;
  readonly seen: Seen;
  /** What a narrow window shows. */
  readonly tab: Tab;
  readonly panes: Panes;
  readonly drawerTab: DrawerTab;
  readonly editor: "plain" | "ready" | "failed";
  /** Whether a newer version of the app is there, for the next time the page is loaded. */
  readonly newVersion: boolean;
  /** How many parts of the page are wanted and could not be fetched yet. */
  readonly missingParts: number;
};

export const initialView: ViewRecord = {
  topology: "optimized",
  completions: false,
  step: undefined,
  emphasis: undefined,
  caret: undefined,
  sources: undefined,
  reveal: undefined,
  lensesShown: true,
  theme: "system",
  seen: { fold: false, hint: false },
  tab: "graph",
  panes: { left: 38, leftOpen: true, drawer: 320, drawerOpen: false },
  drawerTab: "combinations",
  editor: "plain",
  newVersion: false,
  missingParts: 0,
};
