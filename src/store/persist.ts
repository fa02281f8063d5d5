import { setPanes } from "./document.ts";
import { setCost } from "./inspect.ts";
import { localDocument } from "./link.ts";
import { isSaved, type Saved } from "./saved.ts";
import { openDocument, setStorage, setTheme, store, type LocalDocument } from "./store.ts";

const key = "sharing-planner/1";
/** Where a window keeps its edits of a document from a link, beside the user's own document. */
const linkKey = "sharing-planner/link/1";
/** A crash loses no more typing than this, in milliseconds. */
const saveDelay = 250;

/** Puts back what the last visit left, or opens `example`; a storage that refuses is no reason to fail. */
export function restore(storage: () => Storage, example: string, name?: string): void {
  const saved = read(storage, key);
  if (saved) show(saved);
  else openDocument(example, "pyyaml", name);
}

/** Puts back what a window held of a link that was not kept when it was reloaded. */
export function restoreLink(session: () => Storage): void {
  const saved = read(session, linkKey);
  if (!saved) return;
  const behindLink = localDocument();
  show(saved);
  store.setState({ behindLink });
}

/** The document that the next visit would open, which another window may have changed. */
export function readSaved(storage: () => Storage): LocalDocument | undefined {
  const saved = read(storage, key);
  return saved && { text: saved.text, reading: saved.reading ?? "pyyaml", name: saved.name };
}

function show(saved: Saved): void {
  if (saved.theme) setTheme(saved.theme);
  const { seen, panes, cost } = saved;
  // by field: another version may have kept more in them
  if (seen) store.setState({ seen: { fold: seen.fold, hint: seen.hint } });
  if (panes) setPanes({ left: panes.left, drawer: panes.drawer });
  if (cost) setCost({ megabytes: cost.megabytes, milliseconds: cost.milliseconds });
  openDocument(saved.text, saved.reading ?? "pyyaml", saved.name);
}

/** Opens what another window of this browser saves, for one that only shows it. */
export function followSaved(storage: () => Storage): void {
  addEventListener("storage", (event) => {
    const saved = event.key === key ? read(storage, key) : undefined;
    if (!saved) return;
    if (saved.theme) setTheme(saved.theme);
    const { text, reading } = store.getState();
    if (saved.text !== text || (saved.reading ?? "pyyaml") !== reading) {
      openDocument(saved.text, saved.reading ?? "pyyaml", saved.name);
    }
  });
}

/**
 * Saves the document shortly after every edit, and at once when the page is left.
 * Gives the function that saves now.
 */
export function startSaving(storage: () => Storage, session = storage): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    write(storage, session);
  };
  store.subscribe((state, previous) => {
    const same =
      state.text === previous.text &&
      state.reading === previous.reading &&
      state.theme === previous.theme &&
      state.documentName === previous.documentName &&
      state.panes === previous.panes &&
      state.seen === previous.seen &&
      state.cost === previous.cost &&
      state.behindLink === previous.behindLink;
    // the first edit starts the clock: steady typing must not put the saving off
    if (!same) timer ??= setTimeout(save, saveDelay);
  });
  return save;
}

function read(storage: () => Storage, at: string): Saved | undefined {
  try {
    const written = storage().getItem(at);
    if (written === null) return undefined;
    const parsed: unknown = JSON.parse(written);
    return isSaved(parsed) ? parsed : undefined;
  } catch (error) {
    // what was written by another version or another hand is not worth a notice
    if (!(error instanceof SyntaxError)) setStorage("denied");
    return undefined;
  }
}

function write(storage: () => Storage, session: () => Storage): void {
  const state = store.getState();
  const { text, reading, theme, documentName: name, seen, panes, cost, behindLink } = state;
  const { left, drawer } = panes;
  const saved: Saved = {
    version: 1,
    text,
    reading,
    theme,
    name,
    seen,
    panes: { left, drawer },
    cost,
  };
  try {
    const written = JSON.stringify(saved);
    if (behindLink) session().setItem(linkKey, written);
    else {
      storage().setItem(key, written);
      // only now is nothing lost with it
      session().removeItem(linkKey);
    }
    setStorage("kept");
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    setStorage(isFull ? "full" : "denied");
  }
}
