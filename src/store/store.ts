import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import { initialState, type AppState } from "./state.ts";

/**
 * The state of the page. There is one, and it is imported, not handed down by a React context: a page
 * has one document, and half of those who read and write it are no components (Monaco's providers,
 * commands, the storage, workers). All that the app remembers is in here, clients included, so
 * `initialState` put in as a whole is an app that has just begun; tests do so.
 */
export const store = createStore<AppState>(() => initialState);

export const useApp = <Selected>(selector: (state: AppState) => Selected): Selected =>
  useStore(store, selector);

/** Changes one record; the others stay the same objects. */
export function change<Name extends keyof AppState>(
  name: Name,
  how: (record: AppState[Name]) => AppState[Name],
): void {
  store.setState((state) => {
    const record = how(state[name]);
    return record === state[name] ? state : { ...state, [name]: record };
  });
}
