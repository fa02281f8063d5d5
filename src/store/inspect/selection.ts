import type { CombinationIndex, ContainerId } from "../../planner/model.ts";
import { change, store } from "../store.ts";
import type { Cost, InspectorTab } from "./inspect-record.ts";

/** Selects a container, and the combination that it alone serves, if it is of one. */
export function select(
  selected: ContainerId | undefined,
  selectedCombination?: CombinationIndex,
): void {
  change("inspect", (inspect) => ({
    ...inspect,
    selected,
    selectedWith: undefined,
    selectedCombination,
    tab: selected === undefined ? inspect.tab : (inspect.tab ?? "selection"),
  }));
}

/** Opens the inspector beside the graph at one of its tabs, or closes it. */
export function showInspector(tab: InspectorTab | undefined): void {
  change("inspect", (inspect) => ({ ...inspect, tab }));
}

/** Adds a container to the selected one, to see what keeps the two apart; of another role it replaces it. */
export function selectBeside(id: ContainerId): void {
  const { selected } = store.getState().inspect;
  if (selected === undefined || selected === id || roleOf(selected) !== roleOf(id)) {
    return select(id);
  }
  change("inspect", (inspect) => ({
    ...inspect,
    selectedWith: id,
    selectedCombination: undefined,
    tab: "explain",
  }));
}

function roleOf(id: ContainerId): string | undefined {
  return /^(?:risk|execution)(?=_\d+$)/.exec(id)?.[0];
}

/** Notes what a container costs, as the user knows it; nothing where both figures are zero. */
export function setCost(cost: Cost): void {
  const isGiven = cost.megabytes > 0 || cost.milliseconds > 0;
  change("inspect", (inspect) => ({ ...inspect, cost: isGiven ? cost : undefined }));
}
