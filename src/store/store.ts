import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { PlannerTrouble } from "../planner/client.ts";
import type { CombinationIndex, ContainerId } from "../planner/model.ts";
import type { Analysis } from "../planner/answer/view.ts";
import {
  type StampedAnalysis,
  type Theme,
  type Tab,
  type AppState,
  initialState,
} from "./state.ts";

export const store = createStore<AppState>(() => initialState);
export const useApp = <Selected>(selector: (state: AppState) => Selected): Selected =>
  useStore(store, selector);

/** Selects a container, and the combination that it alone serves, if it is of one. */
export function select(
  selected: ContainerId | undefined,
  selectedCombination?: CombinationIndex,
): void {
  store.setState((state) => ({
    selected,
    selectedWith: undefined,
    selectedCombination,
    inspector: selected === undefined ? state.inspector : (state.inspector ?? "selection"),
  }));
}

export function setTheme(theme: Theme): void {
  store.setState({ theme });
}

export function showTab(tab: Tab): void {
  store.setState({ tab });
}

/** Asks the editor to put the caret at an offset and take the focus. */
export function revealOffset(offset: number): void {
  store.setState(({ panes }) => ({
    reveal: { offset },
    tab: "code",
    panes: { ...panes, leftOpen: true },
  }));
}

export function setEditor(editor: AppState["editor"]): void {
  store.setState({ editor });
}

/** Takes the planner's answer, unless a newer one is there already. */
export function takeAnalysis(analysis: StampedAnalysis): void {
  store.setState((state) => {
    if (state.analysis && analysis.rev < state.analysis.rev) return state;
    const { trouble } = state;
    return {
      analysis,
      ...(analysis.blocked
        ? {}
        : // what could become of the plan before means nothing beside this one
          {
            lastPlan: { rev: analysis.rev, text: analysis.text, view: analysis.view },
            pins: [],
            preview: undefined,
          }),
      trouble: trouble && !trouble.recovered ? { ...trouble, recovered: true } : undefined,
    };
  });
}

/** Takes what the planner found since its answer, if that answer is still the newest. */
export function refineAnalysis(rev: number, found: Analysis): void {
  store.setState((state) =>
    state.analysis?.rev === rev
      ? {
          analysis: { ...state.analysis, ...found },
          ...(state.lastPlan?.rev === rev
            ? { lastPlan: { ...state.lastPlan, view: found.view } }
            : {}),
        }
      : state,
  );
}

export function takeTrouble(trouble: PlannerTrouble): void {
  store.setState({ trouble: { ...trouble, recovered: false } });
}
