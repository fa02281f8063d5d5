import { store, type InspectorTab } from "./store.ts";

/** Opens the inspector beside the graph at one of its tabs, or closes it. */
export function showInspector(inspector: InspectorTab | undefined): void {
  store.setState({ inspector });
}
