import type { SourceRange } from "../../text/source-range.ts";
import { change, store } from "../store.ts";
import type { Emphasis, Step, Theme, ViewRecord } from "./view-record.ts";

/** Changes some of what the page shows. */
export function setView(options: Partial<ViewRecord>): void {
  change("view", (view) => ({ ...view, ...options }));
}

/** Shows the wiring with or without sharing. */
export function showTopology(topology: ViewRecord["topology"]): void {
  setView({ topology });
}

export function showCompletions(completions: boolean): void {
  setView({ completions });
}

/** Brings out what a number of the headline counts; a second time puts it back. */
export function toggleEmphasis(emphasis: Emphasis): void {
  const { emphasis: shown } = store.getState().view;
  setView({ emphasis: shown === emphasis ? undefined : emphasis });
}

/** Brings out the way of one event of the traced combination. */
export function lightStep(step: Step | undefined): void {
  setView({ step });
}

/** Tells where the caret stands; `undefined` while the editor does not have the focus. */
export function setCaret(caret: number | undefined): void {
  if (store.getState().view.caret !== caret) setView({ caret });
}

/** Asks the editor to show where something is written, without taking the focus. */
export function showSources(ranges: readonly SourceRange[], rev: number): void {
  setView({ sources: ranges.length > 0 ? { rev, ranges } : undefined });
}

/** Shows at the ends of lines what each does to sharing, or leaves the text alone. */
export function toggleLenses(): void {
  setView({ lensesShown: !store.getState().view.lensesShown });
}

export function setTheme(theme: Theme): void {
  setView({ theme });
}
