import * as z from "zod/mini";
import { setPanes } from "./document.ts";
import { setCost } from "./inspect.ts";
import { openDocument, setStorage, setTheme, store } from "./store.ts";

// zod probes `eval` otherwise, which the content security policy reports
z.config({ jitless: true });

/** What a browser keeps between visits. Fields that later versions add are optional. */
const savedSchema = z.object({
  version: z.literal(1),
  text: z.string(),
  reading: z.optional(z.enum(["pyyaml", "1.2"])),
  theme: z.optional(z.enum(["system", "light", "dark", "contrast"])),
  name: z.optional(z.string()),
  seen: z.optional(z.object({ fold: z.boolean(), hint: z.boolean() })),
  panes: z.optional(z.object({ left: z.number(), drawer: z.number() })),
  cost: z.optional(z.object({ megabytes: z.number(), milliseconds: z.number() })),
});
type Saved = z.infer<typeof savedSchema>;

const key = "sharing-planner/1";
/** A crash loses no more typing than this, in milliseconds. */
const saveDelay = 250;

/** Puts back what the last visit left, or opens `example`; a storage that refuses is no reason to fail. */
export function restore(storage: () => Storage, example: string, name?: string): void {
  const saved = read(storage);
  if (saved?.theme) setTheme(saved.theme);
  if (saved?.seen) store.setState({ seen: saved.seen });
  if (saved?.panes) setPanes(saved.panes);
  if (saved?.cost) setCost(saved.cost);
  if (saved) openDocument(saved.text, saved.reading ?? "pyyaml", saved.name);
  else openDocument(example, "pyyaml", name);
}

/** Opens what another window of this browser saves, for one that only shows it. */
export function followSaved(storage: () => Storage): void {
  addEventListener("storage", (event) => {
    const saved = event.key === key ? read(storage) : undefined;
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
export function startSaving(storage: () => Storage): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    write(storage);
  };
  store.subscribe((state, previous) => {
    const same =
      state.text === previous.text &&
      state.reading === previous.reading &&
      state.theme === previous.theme &&
      state.documentName === previous.documentName &&
      state.panes === previous.panes &&
      state.seen === previous.seen &&
      state.cost === previous.cost;
    // the first edit starts the clock: steady typing must not put the saving off
    if (!same) timer ??= setTimeout(save, saveDelay);
  });
  return save;
}

function read(storage: () => Storage): Saved | undefined {
  try {
    const written = storage().getItem(key);
    if (written === null) return undefined;
    const parsed = savedSchema.safeParse(JSON.parse(written));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    // what was written by another version or another hand is not worth a notice
    if (!(error instanceof SyntaxError)) setStorage("denied");
    return undefined;
  }
}

function write(storage: () => Storage): void {
  const { text, reading, theme, documentName: name, seen, panes, cost } = store.getState();
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
    storage().setItem(key, JSON.stringify(saved));
    setStorage("kept");
  } catch (error) {
    const isFull = error instanceof DOMException && error.name === "QuotaExceededError";
    setStorage(isFull ? "full" : "denied");
  }
}
