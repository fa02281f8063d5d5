import { askPlanner } from "./ask.ts";
import { shownDocument } from "./document/document-record.ts";
import type { Pinned } from "./state.ts";
import { store } from "./store.ts";

/** Pins a document; the one in the editor is compared with it from then on. */
export function pinDocument(pinned: Pinned): void {
  store.setState({ pinned, comparison: undefined });
}

/** Pins the document as it is now: what is edited afterwards is compared with it. */
export function pinThis(): void {
  const { text, reading, name = "the text before" } = shownDocument(store.getState());
  pinDocument({ text, reading, name });
}

export function unpin(): void {
  store.setState({ pinned: undefined, comparison: undefined });
}

/** Compares the plan of a revision with the pinned one's; `undefined` where the planner cannot. */
export async function compareWithPinned(rev: number, pinned: Pinned): Promise<boolean> {
  const { text, reading } = pinned;
  const answer = await askPlanner({ kind: "compare", text, reading }, rev);
  if (answer?.kind !== "compare") return false;
  store.setState((state) =>
    state.pinned === pinned && state.lastPlan?.rev === rev
      ? { comparison: { rev, pinned, comparison: answer.comparison, view: answer.view } }
      : state,
  );
  return true;
}
