import { applyEdits, type TextEdit } from "../../text/source-range.ts";
import { shownDocument } from "../document/document-record.ts";
import { editText, noteDocument } from "../document/write-document.ts";
import type { AppState } from "../state.ts";
import { store } from "../store.ts";
import type { StampedAnalysis } from "./plan-record.ts";
import { isPlanning } from "./plan-selectors.ts";

type Edits = readonly TextEdit[] | undefined;

/** A button that edits the text as the planner says. */
export type EditButton = {
  /** Tells it from the others beside the same answer. */
  readonly name: string;
  /** The edits that are asked for, by the answer to the text on screen. */
  readonly find: (analysis: StampedAnalysis) => Edits | Promise<Edits>;
  /** Why there are none, in words for the user. */
  readonly refusal: string;
};

/**
 * Edits the text as a pressed button says. Where the text is ahead of its plan, the next answer is
 * awaited: edits of the one before would fall on the wrong characters. A press that comes to nothing
 * says why.
 */
export async function editAsAnswered({ name, find, refusal }: EditButton): Promise<void> {
  const { document, plan } = store.getState();
  const pressed = { button: name, rev: plan.analysis?.rev };
  // the rest of a double click
  if (document.pressed?.button === name && document.pressed.rev === pressed.rev) return;
  noteDocument({ pressed });
  const edits = await findEdits(find, pressed.rev, document.session.opening);
  if (edits) return editText(applyEdits(shownDocument(store.getState()).text, edits));
  const why = hasGivenUp(store.getState())
    ? "The planner does not answer: nothing is edited."
    : refusal;
  noteDocument({ refusal: why, pressed: undefined });
}

/** Edits of the text that is on screen by then; none in a document that was opened meanwhile. */
async function findEdits(
  find: EditButton["find"],
  pressedRev: number | undefined,
  opening: number,
): Promise<Edits> {
  const isLeft = ({ document }: AppState): boolean => document.session.opening !== opening;
  const state = await stateOnce(
    (now) => isAnswered(now, pressedRev) || hasGivenUp(now) || isLeft(now),
  );
  const { analysis } = state.plan;
  if (!analysis || isPlanning(state) || isLeft(state)) return undefined;
  const edits = await find(analysis);
  // the text may have gone on while the planner was asked
  const isOfText = analysis.rev === store.getState().document.rev;
  return isOfText ? edits : findEdits(find, pressedRev, opening);
}

/** Whether the answer to the text on screen is the one of the button, or has all that buttons are made of. */
function isAnswered(state: AppState, pressedRev: number | undefined): boolean {
  const { analysis } = state.plan;
  if (!analysis || isPlanning(state)) return false;
  return (
    analysis.rev === pressedRev || (analysis.advised && analysis.view.explanation !== undefined)
  );
}

const hasGivenUp = ({ plan: { trouble } }: AppState): boolean =>
  trouble !== undefined && !trouble.retrying && !trouble.recovered;

/** The state of the page as soon as something holds of it. */
function stateOnce(holds: (state: AppState) => boolean): Promise<AppState> {
  const now = store.getState();
  if (holds(now)) return Promise.resolve(now);
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!holds(state)) return;
      stop();
      resolve(state);
    });
  });
}
