import type { AppState, LocalDocument } from "./state.ts";
import { store } from "./store.ts";

type Linked = Pick<AppState, "text" | "reading" | "topology" | "completions">;

/** The document on screen, as it is put back later. */
export function localDocument(): LocalDocument {
  const { text, reading, documentName: name } = store.getState();
  return { text, reading, name };
}

/** Shows a document from a link in front of the user's own, which stays as it is until "keep". */
export function openLink({ text, reading, topology, completions }: Linked): void {
  const state = store.getState();
  if (state.text !== text || state.reading !== reading) {
    const behindLink = state.behindLink ? { ...state.behindLink } : localDocument();
    const rev = state.rev + 1;
    store.setState({ behindLink, text, reading, rev, documentName: undefined, refusal: undefined });
  }
  store.setState({ topology, completions });
}

/** Makes the document from the link the user's own; undo brings the one before back. */
export function keepLink(): void {
  store.setState(({ behindLink, openings, text, documentName }) => ({
    behindLink: undefined,
    openings: behindLink
      ? [
          ...openings,
          {
            before: { text: behindLink.text, name: behindLink.name },
            after: { text, name: documentName },
            note: undefined,
            kept: true,
          },
        ]
      : openings,
  }));
}

/** Puts the user's own document back, as it was `saved` last. */
export function discardLink(saved: LocalDocument | undefined): void {
  const local = saved ?? store.getState().behindLink;
  store.setState((state) => ({ behindLink: undefined, ...(local ? opened(local, state) : {}) }));
}

/** Puts what another window has saved in the place of this one's document. */
export function takeElsewhere(): void {
  store.setState((state) =>
    state.elsewhere ? { elsewhere: undefined, ...opened(state.elsewhere.document, state) } : state,
  );
}

/** Goes on with this window's document; from now on the windows work apart. */
export function keepMine(): void {
  store.setState(({ elsewhere }) =>
    elsewhere ? { elsewhere: { ...elsewhere, asked: false } } : {},
  );
}

// in one change with the choice: nothing in between is an edit
const opened = ({ text, reading, name }: LocalDocument, { rev }: AppState): Partial<AppState> => ({
  text,
  reading,
  documentName: name,
  rev: rev + 1,
});
