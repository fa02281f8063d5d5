import { isSameDocument, withPlainLineEnds, type Document } from "./document.ts";
import type {
  DocumentEvent,
  DocumentSession,
  DocumentState,
  Opening,
  OpeningId,
  OwnSession,
} from "./session.ts";

/** So many openings come back whole; what is undone beyond them keeps the reading of the oldest. */
const keptOpenings = 50;

/** The text, reading and name that a user looks at before anything was opened. */
const nothing: Document = { text: "", reading: "pyyaml", name: undefined };

export const initialDocument: DocumentState = {
  session: { status: "own", document: nothing, opening: 0, edited: false },
  openings: [openingOf(0, nothing, { by: "visit" })],
  rev: 0,
};

/**
 * What an event makes of the document. Text, reading and name change together or not at all, as one
 * revision; nothing else writes them.
 */
export function transition(state: DocumentState, event: DocumentEvent): DocumentState {
  const { session } = state;
  switch (event.type) {
    case "reloaded":
      return reload(state, event);
    case "edited":
      if (event.text === session.document.text) return state;
      return show(state, edit(session, { ...session.document, text: event.text }));
    case "readingChosen":
      if (event.reading === session.document.reading) return state;
      return show(state, edit(session, { ...session.document, reading: event.reading }));
    case "pasted": {
      if (event.text === event.over) return state;
      const pasted = { ...session.document, text: event.text, name: undefined };
      return open(state, pasted, { by: "paste", left: { ...session.document, text: event.over } });
    }
    case "opened": {
      const document = plain(event.document);
      return isEqual(document, session.document)
        ? state
        : open(state, document, { by: "opening", note: event.note });
    }
    case "linked": {
      const document = plain({ ...event.document, name: undefined });
      return isSameDocument(document, session.document) ? state : link(state, document);
    }
    case "kept":
      return session.status === "linked" ? keep(state, session.document, session.own) : state;
    case "discarded":
      return session.status === "linked" ? arrive(state, session.own) : state;
    case "undone":
    case "redone":
      return step(state, event.text, event.opening);
    case "takenBack": {
      const before = replacedBy(state);
      if (!before) return state;
      // the own document may have changed in another window since
      if (session.status === "linked" && !before.linked) return arrive(state, session.own);
      return step(state, before.left.text, before.id);
    }
    case "otherWindowSaved":
      return hear(state, plain(event.document));
    case "elsewhereTaken": {
      if (session.status !== "diverged") return state;
      const { opening, elsewhere } = session;
      return arrive(state, { status: "own", document: elsewhere, opening, edited: false });
    }
    case "mineKept":
      return session.status === "diverged" ? show(state, { ...session, asked: false }) : state;
    case "askedAgain":
      return { ...state, rev: state.rev + 1 };
  }
}

/** The document that a button puts back: the one replaced last, if nothing was edited since. */
export function replacedBy({ session, openings }: DocumentState): Opening | undefined {
  const { document, opening } = session;
  const shown = openings.find(({ id }) => id === opening);
  if (!shown || document.text !== shown.opened.text) return undefined;
  const before = openings.find(({ id }) => id === shown.replaces);
  return before && !isEqual(before.left, document) ? before : undefined;
}

const isEqual = (a: Document, b: Document): boolean => isSameDocument(a, b) && a.name === b.name;

/** The opening that the user is told of, with the way back: until it is edited. */
export function announcedOpening(state: DocumentState): Opening | undefined {
  const shown = state.openings.find(({ id }) => id === state.session.opening);
  const isAnnounced = shown?.by === "opening" || shown?.by === "keeping";
  return isAnnounced && replacedBy(state) ? shown : undefined;
}

/** Shows a session; a new revision if the planner sees the difference. */
function show(state: DocumentState, session: DocumentSession): DocumentState {
  const { document, opening } = state.session;
  const isLeft = session.opening !== opening;
  return {
    session,
    openings: isLeft ? withLeft(state.openings, opening, document) : state.openings,
    rev: isSameDocument(session.document, document) ? state.rev : state.rev + 1,
  };
}

/** Puts another document in the place of the one on screen, in the same standing. */
function open(
  state: DocumentState,
  document: Document,
  { left = state.session.document, ...how }: OpeningOptions & { readonly left?: Document },
): DocumentState {
  const { session } = state;
  const opening = openingOf(nextId(state), document, {
    replaces: session.opening,
    linked: session.status === "linked",
    ...how,
  });
  const shown = show(state, edit({ ...session, opening: opening.id }, document));
  return withOpening(
    { ...shown, openings: withLeft(shown.openings, session.opening, left) },
    opening,
  );
}

/** Shows a document in front of the user's own, and of whatever is to be decided about that. */
function link(state: DocumentState, document: Document): DocumentState {
  const { session } = state;
  const own = session.status === "linked" ? session.own : session;
  const opening = openingOf(nextId(state), document, {
    by: "link",
    replaces: session.opening,
    linked: true,
  });
  return withOpening(
    show(state, { status: "linked", document, opening: opening.id, own }),
    opening,
  );
}

/** Makes the document from a link the user's own, over what is saved; theirs can be put back. */
function keep(state: DocumentState, document: Document, own: OwnSession): DocumentState {
  const [noted, behind] = withArrival(state, own);
  const opening = openingOf(nextId(noted), document, { by: "keeping", replaces: behind.opening });
  const session = { status: "own", document, opening: opening.id, edited: true } as const;
  const kept = withOpening(show(noted, session), opening);
  // what came by the link is theirs from here on, whichever of it they undo to
  const openings = kept.openings.map((one) => ({ ...one, linked: false }));
  return { ...kept, openings: withLeft(openings, behind.opening, behind.document) };
}

/** Goes to a text of an opening, and comes back to its reading, its name and its standing. */
function step(state: DocumentState, text: string, id: OpeningId): DocumentState {
  const { session, openings } = state;
  const target = openings.find((opening) => opening.id === id) ?? openings[0];
  if (!target || target.id === session.opening) {
    return show(state, edit(session, { ...session.document, text }));
  }
  const document = { ...target.left, text };
  const place = { document, opening: target.id };
  if (!target.linked) {
    const own = session.status === "linked" ? session.own : session;
    return show(state, { ...edit(own, document), opening: target.id });
  }
  if (session.status === "linked") return show(state, { ...session, ...place });
  return show(state, { status: "linked", ...place, own: session });
}

/** Hears what another window has saved, which is also what the next visit opens. */
function hear(state: DocumentState, saved: Document): DocumentState {
  const { session } = state;
  return session.status === "linked"
    ? { ...state, session: { ...session, own: beside(session.own, saved) } }
    : arrive(state, beside(session, saved));
}

/** Follows what is saved where nothing was edited, and asks where something was. */
function beside(own: OwnSession, saved: Document): OwnSession {
  const { document, opening } = own;
  const isSame = isSameDocument(saved, document);
  if (own.status === "diverged") {
    return isSame
      ? { status: "own", document, opening, edited: false }
      : { ...own, elsewhere: saved };
  }
  if (isSame) return own;
  return own.edited
    ? { status: "diverged", document, opening, elsewhere: saved, asked: true }
    : { ...own, document: saved };
}

/** Shows the user's own document as another window may have left it. */
function arrive(state: DocumentState, own: OwnSession): DocumentState {
  const [noted, arrived] = withArrival(state, own);
  return show(noted, arrived);
}

/**
 * Notes an opening for what another window has saved under another name or reading; only its text
 * being another is typing that arrives from there, and no other document each time.
 */
function withArrival(
  state: DocumentState,
  own: OwnSession,
): readonly [state: DocumentState, own: OwnSession] {
  const { reading, name } = own.document;
  const before =
    own.opening === state.session.opening
      ? state.session.document
      : state.openings.find(({ id }) => id === own.opening)?.left;
  if (before?.reading === reading && before.name === name) return [state, own];
  const opening = openingOf(nextId(state), own.document, { by: "window" });
  return [withOpening(state, opening), { ...own, opening: opening.id }];
}

/** Begins with what was kept: what all windows share, what this one had made of it, and a link before both. */
function reload(
  { rev }: DocumentState,
  { shared, window, linked }: Extract<DocumentEvent, { readonly type: "reloaded" }>,
): DocumentState {
  const elsewhere = plain(shared);
  const mine = window && window.own !== "follows" ? plain(window.document) : elsewhere;
  const begun: DocumentState = {
    session: isSameDocument(mine, elsewhere)
      ? { status: "own", document: elsewhere, opening: 0, edited: false }
      : {
          status: "diverged",
          document: mine,
          opening: 0,
          elsewhere,
          asked: window?.own === "edited",
        },
    openings: [openingOf(0, mine, { by: "visit" })],
    rev: rev + 1,
  };
  return linked ? { ...link(begun, plain(linked)), rev: rev + 1 } : begun;
}

/** The session with another document, which the user has made. */
function edit(session: OwnSession, document: Document): OwnSession;
function edit(session: DocumentSession, document: Document): DocumentSession;
function edit(session: DocumentSession, document: Document): DocumentSession {
  if (session.status !== "own") return { ...session, document };
  const edited = session.edited || !isSameDocument(document, session.document);
  return { ...session, document, edited };
}

type OpeningOptions = Pick<Opening, "by"> & Partial<Pick<Opening, "replaces" | "linked" | "note">>;

function openingOf(id: OpeningId, document: Document, how: OpeningOptions): Opening {
  return {
    id,
    opened: document,
    left: document,
    replaces: undefined,
    linked: false,
    note: undefined,
    ...how,
  };
}

const nextId = ({ openings }: DocumentState): OpeningId => (openings.at(-1)?.id ?? 0) + 1;

function withOpening(state: DocumentState, opening: Opening): DocumentState {
  return { ...state, openings: [...state.openings, opening].slice(-keptOpenings) };
}

function withLeft(openings: readonly Opening[], id: OpeningId, left: Document): readonly Opening[] {
  return openings.map((opening) => (opening.id === id ? { ...opening, left } : opening));
}

const plain = (document: Document): Document => ({
  ...document,
  text: withPlainLineEnds(document.text),
});
