import { store } from "../store.ts";
import { setView } from "./view-options.ts";
import type { DrawerTab, Panes, Seen, Tab } from "./view-record.ts";

/** Notes that newcomers have been shown something, so that they are not shown it again. */
export function markSeen(what: keyof Seen): void {
  const { seen } = store.getState().view;
  if (!seen[what]) setView({ seen: { ...seen, [what]: true } });
}

/** How far the parts of the window can be moved: the editor's width in per cent, the drawer's height. */
export const paneLimits = { left: [22, 60], drawer: [160, 2000] } as const;

/** Divides the window anew. */
export function setPanes(change: Partial<Panes>): void {
  const panes = { ...store.getState().view.panes, ...change };
  const left = within(panes.left, paneLimits.left);
  setView({ panes: { ...panes, left, drawer: within(panes.drawer, paneLimits.drawer) } });
}

/** Opens the drawer under the graph at one of its tabs; where that is shown already, closes it if asked. */
export function showDrawer(drawerTab: DrawerTab, toggling = false): void {
  const { panes, drawerTab: shown } = store.getState().view;
  const drawerOpen = !(toggling && panes.drawerOpen && shown === drawerTab);
  setView({ drawerTab, panes: { ...panes, drawerOpen } });
}

export function showTab(tab: Tab): void {
  setView({ tab });
}

/** Asks the editor to put the caret at an offset and take the focus. */
export function revealOffset(offset: number): void {
  const { panes } = store.getState().view;
  setView({ reveal: { offset }, tab: "code", panes: { ...panes, leftOpen: true } });
}

function within(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value));
}
