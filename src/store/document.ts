import type { Panes, Seen, DrawerTab } from "./state.ts";
import { store } from "./store.ts";

/** Notes that newcomers have been shown something, so that they are not shown it again. */
export function markSeen(what: keyof Seen): void {
  const { seen } = store.getState();
  if (!seen[what]) store.setState({ seen: { ...seen, [what]: true } });
}

/** How far the parts of the window can be moved: the editor's width in per cent, the drawer's height. */
export const paneLimits = { left: [22, 60], drawer: [160, 2000] } as const;

/** Divides the window anew. */
export function setPanes(change: Partial<Panes>): void {
  store.setState((state) => {
    const panes = { ...state.panes, ...change };
    const left = within(panes.left, paneLimits.left);
    return { panes: { ...panes, left, drawer: within(panes.drawer, paneLimits.drawer) } };
  });
}

/** Opens the drawer under the graph at one of its tabs; where that is shown already, closes it if asked. */
export function showDrawer(drawerTab: DrawerTab, toggling = false): void {
  store.setState(({ panes, drawerTab: shown }) => ({
    drawerTab,
    panes: { ...panes, drawerOpen: !(toggling && panes.drawerOpen && shown === drawerTab) },
  }));
}

function within(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value));
}
