import type { Document } from "./document.ts";
import type { Version } from "./history/history.ts";
import type { DocumentState } from "./session.ts";
import { initialDocument } from "./transition.ts";

/** What reads and writes the history in this browser. */
export type HistoryKeeper = {
  load(): Promise<void>;
  keep(versions: readonly Version[]): void;
};

/** The document on screen, and what is known of its being kept. */
export type DocumentRecord = DocumentState & {
  /** The revision that is kept in this browser, if only for this window. */
  readonly savedRev: number;
  readonly storage: "kept" | "denied" | "full";
  /** Why a file or a link was not opened, or a text not changed. */
  readonly refusal: string | undefined;
  /** The button for an edit that was pressed last, beside the answer to which text: twice is once. */
  readonly pressed: { readonly button: string; readonly rev: number | undefined } | undefined;
  /** The versions kept so far, once they are read, and why they are gone with this window. */
  readonly history:
    | { readonly versions: readonly Version[]; readonly trouble: "denied" | "full" | undefined }
    | undefined;
  readonly historyKeeper: HistoryKeeper | undefined;
};

export const initialDocumentRecord: DocumentRecord = {
  ...initialDocument,
  savedRev: 0,
  storage: "kept",
  refusal: undefined,
  pressed: undefined,
  history: undefined,
  historyKeeper: undefined,
};

type WithDocument = { readonly document: DocumentRecord };

/** The document that is shown, whosever it is. */
export const shownDocument = ({ document }: WithDocument): Document => document.session.document;

/** What another window has saved while this one was edited, until the user has chosen, and after. */
export const documentElsewhere = ({ document }: WithDocument): Document | undefined =>
  document.session.status === "diverged" ? document.session.elsewhere : undefined;
