import { setCost } from "../inspect/selection.ts";
import { store } from "../store.ts";
import { setTheme, setView } from "../view/view-options.ts";
import { setPanes } from "../view/window-layout.ts";
import { isSameDocument, type Document } from "./document.ts";
import { parseSaved, spellSaved, type Saved } from "./saved-record.ts";
import { recordsOf, type DocumentSession } from "./session.ts";
import { noteDocument, refuseFile, tellDocument } from "./write-document.ts";

type Keeper = () => Storage;

/** The document that the next visit opens, for all windows of the browser. */
const key = "sharing-planner/1";
/** What one window has shown last, to be there again when it is reloaded. */
const windowKey = "sharing-planner/window/1";
/** Where a window keeps its edits of a document from a link, beside the user's own document. */
const linkKey = "sharing-planner/link/1";
/** A crash loses no more typing than this, in milliseconds. */
const saveDelay = 250;
/** Where a record goes that could not be read, since nothing is written over it. */
const asideKey = (at: string): string => `${at}/broken/${Date.now()}`;

/**
 * Puts back what the last visit left, or opens `example`; with a `session` also what this window
 * itself has shown. A storage that refuses is no reason to fail.
 */
export function restore(storage: Keeper, example: Document, session?: Keeper): void {
  const record = read(storage, key);
  const saved = savedIn(record);
  const { panes, cost, ...view } = saved?.settings ?? {};
  setView(view);
  if (cost) setCost(cost);
  if (panes) setPanes(panes);
  const window = session && savedIn(read(session, windowKey));
  tellDocument({
    type: "reloaded",
    shared: saved?.document ?? example,
    window: window && { document: window.document, own: window.own },
    linked: session && savedIn(read(session, linkKey))?.document,
  });
  if (saved) noteDocument({ savedRev: store.getState().document.rev });
  if (record === "unreadable") {
    refuseFile("What was kept of your last visit cannot be read. It is put aside, not deleted.");
  }
}

/** Opens what another window of this browser saves, for one that only shows it. */
export function followSaved(storage: Keeper): void {
  addEventListener("storage", (event) => {
    const saved = event.key === key ? savedIn(read(storage, key)) : undefined;
    if (!saved) return;
    if (saved.settings.theme) setTheme(saved.settings.theme);
    tellDocument({ type: "otherWindowSaved", document: saved.document });
  });
}

/**
 * Saves the document shortly after every edit. `save` saves now, as when the page is left; `follow`
 * looks for what another window has saved.
 *
 * A window in which nothing was edited follows the others. One that was edited writes over nothing
 * that another one has saved: until the user has chosen, its text is kept for this window alone.
 */
export function startSaving(storage: Keeper, session = storage) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastSaved: Document | undefined = savedIn(read(storage, key))?.document;
  const save = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    try {
      write();
      noteDocument({ storage: "kept", savedRev: store.getState().document.rev });
    } catch (error) {
      noteDocument({ storage: refusalOf(error) });
    }
  };

  function look(): void {
    const saved = savedIn(find(storage, key));
    if (!saved || (lastSaved && isSameDocument(saved.document, lastSaved))) return;
    lastSaved = saved.document;
    tellDocument({ type: "otherWindowSaved", document: saved.document });
    const { document } = store.getState();
    if (isUnedited(document.session)) noteDocument({ savedRev: document.rev });
  }

  function follow(): void {
    try {
      look();
    } catch {
      // the next edit says so
    }
  }

  function write(): void {
    // another window may have saved without this one having heard of it yet
    look();
    const { session: standing } = store.getState().document;
    const { shared, window, linked } = recordsOf(standing);
    if (linked) put(session, linkKey, savedOf(linked, "edited"));
    if (window) put(session, windowKey, savedOf(window.document, window.own));
    if (shared) {
      put(storage, key, savedOf(shared, window?.own ?? "follows"));
      lastSaved = shared;
    }
    // only now is nothing lost with it
    if (!linked) session().removeItem(linkKey);
  }

  store.subscribe((state, previous) => {
    const [standing, before] = [state.document.session, previous.document.session];
    // chosen over what is saved
    if (isKept(standing, before)) lastSaved = savedIn(read(storage, key))?.document;
    const isSame =
      isKeptAlready(standing, before) &&
      state.view.theme === previous.view.theme &&
      state.view.panes === previous.view.panes &&
      state.view.seen === previous.view.seen &&
      state.inspect.cost === previous.inspect.cost;
    // the first edit starts the clock: steady typing must not put the saving off
    if (!isSame) timer ??= setTimeout(save, saveDelay);
  });
  return { save, follow };
}

const isUnedited = (session: DocumentSession): boolean =>
  session.status === "own" && !session.edited;

/**
 * Whether a change of the session is none of this window's own: it follows another one, or hears of it.
 * Two windows that work apart would else write over each other without end.
 */
function isKeptAlready(session: DocumentSession, before: DocumentSession): boolean {
  const isFollowing = isUnedited(session) && isUnedited(before);
  const isShownAlike = session.status === before.status && session.document === before.document;
  return isFollowing || (isShownAlike && isAsked(session) === isAsked(before));
}

const isAsked = (session: DocumentSession): boolean =>
  session.status === "diverged" && session.asked;

/** Whether a document from a link was made the user's own. */
function isKept(session: DocumentSession, before: DocumentSession): boolean {
  const isChosen = before.status === "linked" && session.status !== "linked";
  return isChosen && isSameDocument(session.document, before.document);
}

function savedOf(document: Document, own: Saved["own"]): Saved {
  const { view, inspect } = store.getState();
  const { theme, seen, panes } = view;
  const { cost } = inspect;
  const { left, drawer } = panes;
  const { text, reading, name } = document;
  return {
    document: { text, reading, name },
    settings: { theme, seen, panes: { left, drawer }, ...(cost ? { cost } : {}) },
    own,
  };
}

/** What a storage holds: a record, none, or one of which nothing can be said. */
type StoredRecord = Saved | "nothing" | "unreadable";

const savedIn = (record: StoredRecord): Saved | undefined =>
  typeof record === "string" ? undefined : record;

function find(storage: Keeper, at: string): StoredRecord {
  const written = storage().getItem(at);
  return written === null ? "nothing" : (parseSaved(written) ?? "unreadable");
}

function read(storage: Keeper, at: string): StoredRecord {
  try {
    return find(storage, at);
  } catch (error) {
    noteDocument({ storage: refusalOf(error) });
    return "nothing";
  }
}

function refusalOf(error: unknown): "full" | "denied" {
  return error instanceof DOMException && error.name === "QuotaExceededError" ? "full" : "denied";
}

/** Writes a record; one that could not be read is put aside first. */
function put(storage: Keeper, at: string, saved: Saved): void {
  const kept = storage();
  const written = kept.getItem(at);
  if (written !== null && !parseSaved(written)) kept.setItem(asideKey(at), written);
  kept.setItem(at, spellSaved(saved));
}
