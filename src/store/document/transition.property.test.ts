import fc from "fast-check";
import { expect, it } from "vitest";
import type { Document } from "./document.ts";
import { recordsOf, type DocumentEvent, type DocumentState, type WindowRecord } from "./session.ts";
import { initialDocument, transition } from "./transition.ts";

/** What a text was opened as: it comes back as this, whole, however it is come back to. */
type Origin = {
  reading: Document["reading"];
  name: string | undefined;
  linked: boolean;
  readonly opened: string;
  left: string;
  readonly replaces: Origin | undefined;
};

/** One state of the editor's undo history; `opening` is what the page said of it. */
type Entry = { readonly text: string; origin: Origin; opening: number };

/**
 * A page as a user understands it: a list of all texts that were shown, each with what it was opened
 * as, and a place in that list. Independent of how the transition keeps them.
 */
type Page = {
  entries: Entry[];
  at: number;
  edited: boolean;
  elsewhere: Document | undefined;
  asked: boolean;
  /** What stands behind a link: how the own document would be shown. */
  behind: { document: Document; origin: Origin } | undefined;
  kept: { shared: Document; window: WindowRecord | undefined; linked: Document | undefined };
};

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ type: fc.constant("type"), n: fc.nat(9) }) },
    { weight: 3, arbitrary: fc.record({ type: fc.constantFrom("undo", "redo") }) },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constantFrom("open", "link", "elsewhere"),
        text: fc.constantFrom("a", "b", "c", undefined),
        reading: fc.constantFrom("pyyaml", "1.2"),
        name: fc.constantFrom("First", "a.yaml", undefined),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        type: fc.constantFrom("paste", "keep", "discard", "take", "mine", "back", "reload"),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        type: fc.constant("reading"),
        reading: fc.constantFrom("pyyaml", "1.2"),
      }),
    },
  ),
  { maxLength: 30 },
);

type Step = typeof steps extends fc.Arbitrary<(infer One)[]> ? One : never;

it("shows the text, reading and name last chosen, in 5,000 random sequences", () => {
  fc.assert(
    fc.property(steps, (given) => {
      const first: Document = { text: "first", reading: "pyyaml", name: "First" };
      let state = transition(initialDocument, { type: "reloaded", shared: first });
      const page = openPage({ shared: first, window: undefined, linked: undefined });
      let kept = { ...page.kept };
      for (const [n, step] of given.entries()) {
        const event = act(page, step, `${n}`);
        if (!event) continue;
        const before = state;
        if (event.type === "otherWindowSaved") kept.shared = event.document;
        state = transition(state, event.type === "reloaded" ? { ...event, ...kept } : event);
        if (event.type !== "otherWindowSaved") {
          kept = { ...kept, linked: undefined, ...recordsOf(state.session) };
          save(page);
        }
        current(page).opening = state.session.opening;
        expect(shownBy(state)).toEqual(shownOn(page));
        expect(kept).toEqual(page.kept);
        const { document } = state.session;
        const { text, reading } = before.session.document;
        const isOther = document.text !== text || document.reading !== reading;
        expect(state.rev - before.rev).toBe(isOther || event.type === "reloaded" ? 1 : 0);
      }
    }),
    { numRuns: 5000 },
  );
}, 60_000);

function shownBy({ session }: DocumentState) {
  const { document, status } = session;
  const own = status === "linked" ? session.own : session;
  return {
    document,
    linked: status === "linked",
    own: own.document,
    elsewhere: own.status === "diverged" ? [own.elsewhere, own.asked] : undefined,
  };
}

function shownOn(page: Page) {
  return {
    document: documentOf(page),
    linked: current(page).origin.linked,
    own: page.behind?.document ?? documentOf(page),
    elsewhere: page.elsewhere && [page.elsewhere, page.asked],
  };
}

function current({ entries, at }: Page): Entry {
  const entry = entries[at];
  if (!entry) throw new Error("nothing is shown");
  return entry;
}

function documentOf(page: Page): Document {
  const { text, origin } = current(page);
  return { text, reading: origin.reading, name: origin.name };
}

function openPage(kept: Page["kept"]): Page {
  const { shared, window, linked } = kept;
  const isSame =
    window?.document.text === shared.text && window.document.reading === shared.reading;
  const apart = window && window.own !== "follows" && !isSame ? window : undefined;
  const page: Page = {
    entries: [],
    at: -1,
    edited: false,
    elsewhere: apart && shared,
    asked: apart?.own === "edited",
    behind: undefined,
    kept,
  };
  const begun = apart?.document ?? shared;
  put(page, begun, originOf(begun, undefined));
  if (linked) showLink(page, linked);
  save(page);
  return page;
}

/** Shows a text after the one on screen; what could be redone is gone. */
function put(page: Page, { text, reading, name }: Document, origin: Origin): void {
  const before = page.entries[page.at];
  if (before && before.origin !== origin) before.origin.left = before.text;
  Object.assign(origin, { reading, name });
  // an editor has no step where no text differs
  const isStep = !before || before.text !== text;
  const entries = page.entries.slice(0, isStep ? page.at + 1 : page.at);
  page.entries = [...entries, { text, origin, opening: -1 }];
  page.at = page.entries.length - 1;
}

function originOf(
  { text, reading, name }: Document,
  replaces: Origin | undefined,
  linked = false,
): Origin {
  return { linked, opened: text, left: text, replaces, reading, name };
}

function showLink(page: Page, document: Document): void {
  const { origin } = current(page);
  page.behind ??= { document: documentOf(page), origin };
  put(page, document, originOf(document, origin, true));
}

/** Notes what the user has changed, unless it stands before their own document. */
function touch(page: Page): void {
  if (!page.behind && !page.elsewhere) page.edited = true;
}

function save(page: Page): void {
  const document = documentOf(page);
  if (page.behind) {
    page.kept = { ...page.kept, linked: document };
    return;
  }
  const own =
    page.elsewhere && !page.asked ? "apart" : page.elsewhere || page.edited ? "edited" : "follows";
  const shared = page.elsewhere && page.asked ? page.kept.shared : document;
  page.kept = { shared, window: { document, own }, linked: undefined };
}

/** Does a step to the page of the model, and says what the real one is told; nothing where it is impossible. */
function act(page: Page, step: Step, fresh: string): DocumentEvent | undefined {
  const shown = documentOf(page);
  const { origin } = current(page);
  switch (step.type) {
    case "type": {
      // now and then somebody types what was there before
      const text = step.n === 0 ? "a" : `${shown.text}${fresh}`;
      if (text === shown.text) return undefined;
      put(page, { ...shown, text }, origin);
      touch(page);
      return { type: "edited", text };
    }
    case "paste": {
      const text = `pasted ${fresh}`;
      const document = { ...shown, text, name: undefined };
      put(page, document, originOf(document, origin, origin.linked));
      touch(page);
      return { type: "pasted", text, over: shown.text };
    }
    case "open": {
      const document = documentIn(step, shown.text);
      if (isEqual(document, shown)) return undefined;
      if (document.text !== shown.text || document.reading !== shown.reading) touch(page);
      put(page, document, originOf(document, origin, origin.linked));
      return { type: "opened", document };
    }
    case "link": {
      const document = { ...documentIn(step, shown.text), name: undefined };
      if (document.text === shown.text && document.reading === shown.reading) return undefined;
      showLink(page, document);
      return { type: "linked", document };
    }
    case "reading": {
      if (step.reading === shown.reading) return undefined;
      origin.reading = step.reading;
      touch(page);
      return { type: "readingChosen", reading: step.reading };
    }
    case "undo":
    case "redo": {
      const entry = page.entries[page.at + (step.type === "undo" ? -1 : 1)];
      if (!entry) return undefined;
      origin.left = shown.text;
      page.at = page.entries.indexOf(entry);
      arriveAt(page, shown, origin);
      const type = step.type === "undo" ? "undone" : "redone";
      return { type, text: entry.text, opening: entry.opening };
    }
    case "back": {
      const to = origin.replaces;
      if (!to || shown.text !== origin.opened) return undefined;
      const document = { text: to.left, reading: to.reading, name: to.name };
      if (isEqual(document, shown)) return undefined;
      if (page.behind && !to.linked) act(page, { type: "discard" }, fresh);
      else {
        put(page, document, to);
        arriveAt(page, shown, origin);
      }
      return { type: "takenBack" };
    }
    case "keep": {
      const { behind } = page;
      if (!behind) return undefined;
      const before = arrivedAs(behind.document, behind.origin);
      before.left = behind.document.text;
      // what one opening has replaced at the same text is no entry of its own, and theirs too
      for (const entry of page.entries) {
        for (let from: Origin | undefined = entry.origin; from; from = from.replaces) {
          from.linked = false;
        }
      }
      put(page, shown, originOf(shown, before));
      Object.assign(page, { behind: undefined, elsewhere: undefined, edited: true });
      return { type: "kept" };
    }
    case "discard": {
      const { behind } = page;
      if (!behind) return undefined;
      page.behind = undefined;
      comeFromWindow(page, behind.document, behind.origin);
      return { type: "discarded" };
    }
    case "take": {
      if (page.behind || !page.elsewhere) return undefined;
      comeFromWindow(page, page.elsewhere, origin);
      Object.assign(page, { elsewhere: undefined, edited: false });
      return { type: "elsewhereTaken" };
    }
    case "mine":
      if (page.behind || !page.elsewhere) return undefined;
      page.asked = false;
      return { type: "mineKept" };
    case "elsewhere":
      return hear(page, documentIn(step, shown.text));
    case "reload":
      Object.assign(page, openPage(page.kept));
      return { type: "reloaded", shared: page.kept.shared };
  }
}

/** Comes to a text of another origin by the editor's history: from a link to the own document, or back. */
function arriveAt(page: Page, shown: Document, from: Origin): void {
  const { origin } = current(page);
  if (origin.linked && !page.behind) {
    page.behind = { document: shown, origin: from };
  } else if (!origin.linked && page.behind) {
    const { document } = page.behind;
    page.behind = undefined;
    const now = documentOf(page);
    if (now.text !== document.text || now.reading !== document.reading) touch(page);
  } else {
    const now = documentOf(page);
    if (now.text !== shown.text || now.reading !== shown.reading) touch(page);
  }
}

function comeFromWindow(page: Page, document: Document, origin: Origin): void {
  put(page, document, arrivedAs(document, origin));
}

/** What another window has saved is the same document still unless it is read or called otherwise. */
function arrivedAs(document: Document, origin: Origin): Origin {
  const isSame = origin.reading === document.reading && origin.name === document.name;
  return isSame ? origin : originOf(document, undefined);
}

function hear(page: Page, document: Document): DocumentEvent {
  page.kept.shared = document;
  const own = page.behind?.document ?? documentOf(page);
  const isSame = own.text === document.text && own.reading === document.reading;
  if (isSame) {
    if (page.elsewhere) Object.assign(page, { elsewhere: undefined, edited: false });
  } else if (page.elsewhere) page.elsewhere = document;
  else if (page.edited) Object.assign(page, { elsewhere: document, asked: true });
  else if (page.behind) page.behind.document = document;
  else comeFromWindow(page, document, current(page).origin);
  return { type: "otherWindowSaved", document };
}

function documentIn(
  step: Pick<Document, "reading" | "name"> & { readonly text: string | undefined },
  shown: string,
): Document {
  return { text: step.text ?? shown, reading: step.reading, name: step.name };
}

const isEqual = (a: Document, b: Document): boolean =>
  a.text === b.text && a.reading === b.reading && a.name === b.name;
