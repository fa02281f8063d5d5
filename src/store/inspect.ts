import type { ContainerId } from "../planner/model.ts";
import { select, store, type InspectorTab } from "./store.ts";

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
