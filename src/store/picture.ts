import type { SourceRange } from "../text/source-range.ts";
import type { AppState, Emphasis, Step } from "./state.ts";
import { store } from "./store.ts";

/** Shows the wiring with or without sharing. */
export function showTopology(topology: AppState["topology"]): void {
  store.setState({ topology });
}

export function showCompletions(completions: boolean): void {
  store.setState({ completions });
}

/** Brings out what a number of the headline counts; a second time puts it back. */
export function toggleEmphasis(emphasis: Emphasis): void {
  store.setState((state) => ({
    emphasis: state.emphasis === emphasis ? undefined : emphasis,
  }));
}

/** Brings out the way of one event of the traced combination. */
export function lightStep(step: Step | undefined): void {
  store.setState({ step });
}

/** Tells where the caret stands; `undefined` while the editor does not have the focus. */
export function setCaret(caret: number | undefined): void {
  store.setState((state) => (state.caret === caret ? state : { caret }));
}

/** Asks the editor to show where something is written, without taking the focus. */
export function showSources(ranges: readonly SourceRange[], rev: number): void {
  store.setState({ sources: ranges.length > 0 ? { rev, ranges } : undefined });
}

/** Shows at the ends of lines what each does to sharing, or leaves the text alone. */
export function toggleLenses(): void {
  store.setState(({ lensesShown }) => ({ lensesShown: !lensesShown }));
}
