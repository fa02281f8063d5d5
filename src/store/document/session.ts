import type { YamlReading } from "../../yaml/value.ts";
import type { Document } from "./document.ts";

/** The user's own document, alone or beside what another window has saved meanwhile. */
export type OwnSession =
  | {
      readonly status: "own";
      readonly document: Document;
      readonly opening: OpeningId;
      /** A window in which nothing was edited follows the others; one that was edited does not. */
      readonly edited: boolean;
    }
  | {
      readonly status: "diverged";
      readonly document: Document;
      readonly opening: OpeningId;
      readonly elsewhere: Document;
      /** Whether the user is still to choose; if not, the windows work apart. */
      readonly asked: boolean;
    };

/** Whose document is shown, and what stands behind it. */
export type DocumentSession =
  | OwnSession
  | {
      readonly status: "linked";
      readonly document: Document;
      readonly opening: OpeningId;
      /** What the user comes back to, untouched, unless they keep the document from the link. */
      readonly own: OwnSession;
    };

export type OpeningId = number;

/** One of the documents that were put in each other's place, for undo to come back to it whole. */
export type Opening = {
  readonly id: OpeningId;
  readonly by: "visit" | "opening" | "paste" | "link" | "keeping" | "window";
  /** As it came. */
  readonly opened: Document;
  /** As it was when another one took its place; its reading and name are what it comes back with. */
  readonly left: Document;
  /** What it has taken the place of, if that can be put back by a button. */
  readonly replaces: OpeningId | undefined;
  /** Whether it is shown in front of the user's own document. */
  readonly linked: boolean;
  /** What there is to see in it. */
  readonly note: string | undefined;
};

export type DocumentState = {
  readonly session: DocumentSession;
  /** Oldest first. */
  readonly openings: readonly Opening[];
  /** Counts the changes of text and reading; a result is current only if it answers the newest one. */
  readonly rev: number;
};

/** What one window has kept for itself before it was reloaded. */
export type WindowRecord = {
  readonly document: Document;
  /** What it had made of the document that all windows share. */
  readonly own: "follows" | "edited" | "apart";
};

export type DocumentEvent =
  /** The page begins, with what was kept of it. */
  | {
      readonly type: "reloaded";
      readonly shared: Document;
      readonly window?: WindowRecord | undefined;
      readonly linked?: Document | undefined;
    }
  /**
   * A keystroke, a piece that was pasted, a fix, a freeze: still the same document, and so is one that
   * was emptied and is written anew, which goes back into its file.
   */
  | { readonly type: "edited"; readonly text: string }
  /**
   * A paste in the place of the whole text, or into none: another document, which has no name. Its
   * reading stays, since a text does not say how it is to be read. `over` is what was there before.
   */
  | { readonly type: "pasted"; readonly text: string; readonly over: string }
  /** A file, an example, a drop, a paste beside the editor, a version of the history. */
  | { readonly type: "opened"; readonly document: Document; readonly note?: string | undefined }
  /** The document that the address carries. */
  | { readonly type: "linked"; readonly document: Omit<Document, "name"> }
  | { readonly type: "kept" | "discarded" }
  | { readonly type: "readingChosen"; readonly reading: YamlReading }
  /** The editor went through its own history, to a text of the opening that it belongs to. */
  | { readonly type: "undone" | "redone"; readonly text: string; readonly opening: OpeningId }
  /** What the document has replaced is asked for by a button, or where no editor undoes. */
  | { readonly type: "takenBack" }
  | { readonly type: "otherWindowSaved"; readonly document: Document }
  | { readonly type: "elsewhereTaken" | "mineKept" }
  /** The same text is to be planned again. */
  | { readonly type: "askedAgain" };

/** What is kept of a session between visits; what is absent stays as it was kept before. */
export type DocumentRecords = {
  /** What the next visit opens, in any window. */
  readonly shared?: Document;
  readonly window?: WindowRecord;
  /** What stands before the user's own document, in this window alone. */
  readonly linked?: Document;
};

/** What is to be kept of a session: nothing is written over what another window has saved before the user has chosen. */
export function recordsOf(session: DocumentSession): DocumentRecords {
  const { document } = session;
  switch (session.status) {
    case "linked":
      return { linked: document };
    case "own":
      return { shared: document, window: { document, own: session.edited ? "edited" : "follows" } };
    case "diverged":
      return session.asked
        ? { window: { document, own: "edited" } }
        : { shared: document, window: { document, own: "apart" } };
  }
}
