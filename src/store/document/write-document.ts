import { change, store } from "../store.ts";
import { setView } from "../view/view-options.ts";
import type { ViewRecord } from "../view/view-record.ts";
import { shownDocument, type DocumentRecord } from "./document-record.ts";
import type { Document } from "./document.ts";
import type { DocumentEvent, DocumentState } from "./session.ts";
import { replacedBy, transition } from "./transition.ts";

/** Tells the document what happened. This alone writes the text, how it is read and what it is called. */
export function tellDocument(event: DocumentEvent): void {
  store.setState((state) => {
    const { document, view } = state;
    const next = transition(document, event);
    const refusal = refusalAfter(event, document, next);
    if (next === document && refusal === document.refusal) return state;
    return {
      document: { ...document, ...next, refusal },
      // a place in the old text means nothing in the new one
      view:
        next.session.opening === document.session.opening ? view : { ...view, reveal: undefined },
    };
  });
}

/** Why something was not done is forgotten once the user does something else. */
function refusalAfter(
  event: DocumentEvent,
  { refusal, session }: DocumentRecord,
  next: Pick<DocumentRecord, "session">,
): string | undefined {
  if (event.type === "opened" || event.type === "linked") return undefined;
  const isOwnDoing = event.type !== "otherWindowSaved" && event.type !== "reloaded";
  const isEdited = next.session.document.text !== session.document.text;
  return isOwnDoing && isEdited ? undefined : refusal;
}

export function editText(text: string): void {
  tellDocument({ type: "edited", text });
}

/**
 * Puts another document in the place of this one, as one step that undo takes back; `note` says what
 * to see. One that does not say how it is read is read as this one is.
 */
export function openDocument(
  document: Omit<Document, "reading"> & Partial<Pick<Document, "reading">>,
  note?: string,
): void {
  const { reading } = shownDocument(store.getState());
  tellDocument({ type: "opened", document: { reading, ...document }, note });
}

type Linked = Pick<Document, "text" | "reading"> & Pick<ViewRecord, "topology" | "completions">;

/** Shows a document from a link in front of the user's own, drawn as whoever shared it saw it. */
export function openLink({ text, reading, topology, completions }: Linked): void {
  tellDocument({ type: "linked", document: { text, reading } });
  setView({ topology, completions });
}

/** Puts back what the document opened last has replaced; whether there was something to put back. */
export function takeBackOpening(): boolean {
  if (!replacedBy(store.getState().document)) return false;
  tellDocument({ type: "takenBack" });
  return true;
}

/** Says why a file is not opened, or an edit not made; the document stays as it is. */
export function refuseFile(refusal: string | undefined): void {
  noteDocument({ refusal });
}

/** Notes what became of keeping the document, which changes nothing about it. */
export function noteDocument(note: Partial<Omit<DocumentRecord, keyof DocumentState>>): void {
  change("document", (document) => ({ ...document, ...note }));
}
