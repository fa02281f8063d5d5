import { shownDocument } from "../document/document-record.ts";
import { askPlanner } from "../plan/plan-questions.ts";
import { change, store } from "../store.ts";
import type { Pinned } from "./inspect-record.ts";

/** Pins a document; the one in the editor is compared with it from then on. */
export function pinDocument(pinned: Pinned): void {
  change("inspect", (inspect) => ({ ...inspect, pinned, comparison: undefined }));
}

/** Pins the document as it is now: what is edited afterwards is compared with it. */
export function pinThis(): void {
  const { text, reading, name = "the text before" } = shownDocument(store.getState());
  pinDocument({ text, reading, name });
}

export function unpin(): void {
  change("inspect", (inspect) => ({ ...inspect, pinned: undefined, comparison: undefined }));
}

/** Compares the plan of a revision with the pinned one's; `undefined` where the planner cannot. */
export async function compareWithPinned(rev: number, pinned: Pinned): Promise<boolean> {
  const { text, reading } = pinned;
  const answer = await askPlanner({ kind: "compare", text, reading }, rev);
  if (answer?.kind !== "compare") return false;
  const { comparison, view } = answer;
  if (store.getState().plan.lastPlan?.rev !== rev) return true;
  change("inspect", (inspect) =>
    inspect.pinned === pinned
      ? { ...inspect, comparison: { rev, pinned, comparison, view } }
      : inspect,
  );
  return true;
}
