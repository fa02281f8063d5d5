import { refuseFile, setPanes } from "./document.ts";
import { localDocument } from "./link.ts";
import { isSameDocument, parseSaved, spellSaved, type Saved } from "./saved.ts";
import type { LocalDocument } from "./state.ts";
import { openDocument, setStorage, store } from "./store.ts";

type Keeper = () => Storage;

/** The document that the next visit opens, for all windows of the browser. */
const key = "sharing-planner/1";
/** What one window has shown last, to be there again when it is reloaded. */
const windowKey = "sharing-planner/window/1";
/** Where a window keeps its edits of a document from a link, beside the user's own document. */
const linkKey = "sharing-planner/link/1";
/** A crash loses no more typing than this, in milliseconds. */
const saveDelay = 250;

/** Records that could not be read: nothing is written over them before they are put aside. */
const unread = new Map<string, string>();

/** Puts back what the last visit left, or opens `example`; a storage that refuses is no reason to fail. */
export function restore(storage: Keeper, example: string, name?: string): void {
  const saved = read(storage, key);
  if (saved) show(saved);
  else openDocument(example, "pyyaml", name);
  if (unread.has(key)) {
    refuseFile("What was kept of your last visit cannot be read. It is put aside, not deleted.");
  }
}

/** Puts back what this window itself showed when it was reloaded, where another one has saved since. */
export function restoreWindow(session: Keeper): void {
  const own = read(session, windowKey);
  if (own && own.own !== "follows" && !isSameDocument(own.document, store.getState())) {
    const document = localDocument();
    showDocument(own.document);
    store.setState({ elsewhere: { document, asked: own.own === "edited" } });
  }
  const linked = read(session, linkKey);
  if (!linked) return;
  const behindLink = localDocument();
  showDocument(linked.document);
  store.setState({ behindLink });
}

/** The document that the next visit would open, which another window may have changed. */
export function readSaved(storage: Keeper): LocalDocument | undefined {
  return read(storage, key)?.document;
}

/** Opens what another window of this browser saves, for one that only shows it. */
export function followSaved(storage: Keeper): void {
  addEventListener("storage", (event) => {
    const saved = event.key === key ? read(storage, key) : undefined;
    if (!saved) return;
    if (saved.settings.theme) store.setState({ theme: saved.settings.theme });
    if (!isSameDocument(saved.document, store.getState())) showDocument(saved.document);
  });
}

function show({ document, settings: { panes, ...settings } }: Saved): void {
  store.setState(settings);
  if (panes) setPanes(panes);
  showDocument(document);
}

function showDocument({ text, reading, name }: LocalDocument): void {
  openDocument(text, reading, name);
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
  let known: LocalDocument | undefined = readSaved(storage);
  let edited = store.getState().elsewhere !== undefined;
  let following = false;
  const save = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    try {
      write();
      setStorage("kept");
    } catch (error) {
      const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
      setStorage(isFull ? "full" : "denied");
    }
  };

  function look(): void {
    const saved = find(storage, key);
    if (!saved || (known && isSameDocument(saved.document, known))) return;
    known = saved.document;
    const { behindLink, elsewhere } = store.getState();
    if (behindLink) store.setState({ behindLink: known });
    else if (isSameDocument(known, store.getState())) store.setState({ elsewhere: undefined });
    else if (edited) {
      store.setState({ elsewhere: { document: known, asked: elsewhere?.asked ?? true } });
    } else {
      following = true;
      showDocument(known);
      following = false;
    }
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
    const { behindLink, elsewhere } = store.getState();
    const own = elsewhere?.asked === false ? "apart" : edited ? "edited" : "follows";
    const saved = savedOf(own);
    if (behindLink) return put(session, linkKey, saved);
    put(session, windowKey, saved);
    if (!elsewhere?.asked) {
      put(storage, key, saved);
      known = saved.document;
    }
    // only now is nothing lost with it
    session().removeItem(linkKey);
  }

  store.subscribe((state, previous) => {
    const sameText = isSameDocument(state, previous);
    if (!state.behindLink && previous.behindLink) {
      // chosen over what is saved, or put back as it is
      edited = sameText;
      known = readSaved(storage);
    } else if (!state.elsewhere && previous.elsewhere) edited = false;
    else if (!sameText && !following && !state.behindLink) edited = true;
    const same =
      sameText &&
      state.theme === previous.theme &&
      state.documentName === previous.documentName &&
      state.panes === previous.panes &&
      state.seen === previous.seen &&
      state.cost === previous.cost &&
      state.elsewhere === previous.elsewhere &&
      state.behindLink === previous.behindLink;
    // the first edit starts the clock: steady typing must not put the saving off
    if (!same && !following) timer ??= setTimeout(save, saveDelay);
  });
  return { save, follow };
}

function savedOf(own: Saved["own"]): Saved {
  const { theme, seen, cost, panes } = store.getState();
  const { left, drawer } = panes;
  return {
    document: localDocument(),
    settings: { theme, seen, panes: { left, drawer }, ...(cost ? { cost } : {}) },
    own,
  };
}

function find(storage: Keeper, at: string): Saved | undefined {
  const written = storage().getItem(at);
  const saved = written === null ? undefined : parseSaved(written);
  if (written !== null && !saved) unread.set(at, written);
  else unread.delete(at);
  return saved;
}

function read(storage: Keeper, at: string): Saved | undefined {
  try {
    return find(storage, at);
  } catch {
    setStorage("denied");
    return undefined;
  }
}

function put(storage: Keeper, at: string, saved: Saved): void {
  const aside = unread.get(at);
  if (aside !== undefined) {
    storage().setItem(`${at}/broken/${Date.now()}`, aside);
    unread.delete(at);
  }
  storage().setItem(at, spellSaved(saved));
}
