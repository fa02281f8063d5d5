import type { ContainerId } from "../planner/model.ts";
import type { Cost, InspectorTab } from "./state.ts";
import { select, store } from "./store.ts";

/** Opens the inspector beside the graph at one of its tabs, or closes it. */
export function showInspector(inspector: InspectorTab | undefined): void {
  store.setState({ inspector });
}

/** Adds a container to the selected one, to see what keeps the two apart; of another role it replaces it. */
export function selectBeside(id: ContainerId): void {
  const { selected } = store.getState();
  if (selected === undefined || selected === id || roleOf(selected) !== roleOf(id)) {
    return select(id);
  }
  store.setState({ selectedWith: id, selectedCombination: undefined, inspector: "explain" });
}

function roleOf(id: ContainerId): string | undefined {
  return /^(?:risk|execution)(?=_\d+$)/.exec(id)?.[0];
}

/** Notes what a container costs, as the user knows it; nothing where both figures are zero. */
export function setCost(cost: Cost): void {
  const isKnown = cost.megabytes > 0 || cost.milliseconds > 0;
  store.setState({ cost: isKnown ? cost : undefined });
}
