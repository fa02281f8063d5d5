import type { Panes, Seen, DrawerTab } from "./state.ts";
import { editText, store } from "./store.ts";

/** So many openings can be undone with their names; each keeps two texts. */
const keptOpenings = 10;

/** Puts another document in the place of this one, as one step that undo takes back; `note` says what to see. */
export function replaceDocument(text: string, name: string | undefined, note?: string): void {
  const { text: before, documentName } = store.getState();
  const after = withPlainLineEnds(text);
  const opening = {
    before: { text: before, name: documentName },
    after: { text: after, name },
    note,
  };
  store.setState(({ openings }) => ({
    openings: [...openings, opening].slice(-keptOpenings),
    documentName: name,
    refusal: undefined,
    // a place in the old text means nothing in the new one
    reveal: undefined,
  }));
  editText(after);
}

/** Puts back what the document opened last has replaced, if it was not edited since. */
export function takeBackOpening(): boolean {
  const { openings, text } = store.getState();
  const opening = openings.findLast(
    ({ before, after }) => after.text === text && before.text !== text,
  );
  if (!opening) return false;
  editText(opening.before.text);
  return true;
}

/** Says why a file is not opened; the document stays as it is. */
export function refuseFile(refusal: string | undefined): void {
  store.setState({ refusal });
}

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

/** As the editors hold a text, so that offsets mean the same to all; the plan is no other. */
function withPlainLineEnds(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}
