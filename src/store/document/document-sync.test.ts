import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { initialState } from "../state.ts";
import { store } from "../store.ts";
import { memoryStorage } from "../test-support/memory-storage.ts";
import { setTheme } from "../view/view-options.ts";
import { setPanes } from "../view/window-layout.ts";
import { documentElsewhere, shownDocument } from "./document-record.ts";
import { restore, startSaving } from "./document-sync.ts";
import { editText, openDocument, tellDocument } from "./write-document.ts";

beforeEach(() => {
  vi.useFakeTimers();
  store.setState(initialState, true);
});
afterEach(() => void vi.useRealTimers());

const key = "sharing-planner/1";
const example = { text: "example", reading: "pyyaml", name: undefined } as const;
const shown = () => shownDocument(store.getState());
const record = () => store.getState().document;
const takeElsewhere = (): void => tellDocument({ type: "elsewhereTaken" });
const keepMine = (): void => tellDocument({ type: "mineKept" });

function revisitAndSave(storage: Storage, session = storage) {
  revisit(() => storage);
  return startSaving(
    () => storage,
    () => session,
  );
}

const revisit = (storage: () => Storage, session?: () => Storage): void => {
  store.setState(initialState, true);
  restore(storage, example, session);
};

it("opens the example on the first visit", () => {
  restore(() => memoryStorage(), example);
  expect([shown(), record().rev]).toEqual([example, 1]);
});

it("gives a returning visitor text, reading and theme back", () => {
  const storage = memoryStorage();
  const kept = (): Storage => storage;
  startSaving(kept);
  editText("mine");
  tellDocument({ type: "readingChosen", reading: "1.2" });
  setTheme("dark");
  vi.advanceTimersByTime(300);
  revisit(kept);
  expect(shown()).toMatchObject({ text: "mine", reading: "1.2" });
  expect(store.getState().view.theme).toBe("dark");
});

it("gives the document's name and the width of the editor back", () => {
  const storage = memoryStorage();
  const { save: saveNow } = startSaving(() => storage);
  openDocument({ text: "mine", name: "grid.yaml" });
  setPanes({ left: 50, leftOpen: false });
  saveNow();
  revisit(() => storage);
  const { panes } = store.getState().view;
  expect([shown().name, panes.left, panes.leftOpen]).toEqual(["grid.yaml", 50, true]);
});

it("saves steady typing within 300 ms of each edit", () => {
  const storage = memoryStorage();
  startSaving(() => storage);
  for (let n = 0; n < 10; n++) {
    editText(`edit ${n}`);
    vi.advanceTimersByTime(100);
  }
  revisit(() => storage);
  expect(Number(shown().text.slice(5))).toBeGreaterThanOrEqual(7);
});

it("saves at once when the page is left", () => {
  const storage = memoryStorage();
  const { save: saveNow } = startSaving(() => storage);
  editText("last words");
  saveNow();
  revisit(() => storage);
  expect(shown().text).toBe("last words");
});

it("says so when the browser keeps nothing, and goes on", () => {
  const denied = (): Storage => {
    throw new DOMException("no", "SecurityError");
  };
  restore(denied, example);
  expect([shown(), record().storage]).toEqual([example, "denied"]);
});

it("says so when the storage is full, until it is not", () => {
  let full = true;
  const storage = memoryStorage();
  storage.setItem = () => {
    if (full) throw new DOMException("full", "QuotaExceededError");
  };
  startSaving(() => storage);
  editText("a");
  vi.advanceTimersByTime(300);
  expect(record().storage).toBe("full");
  full = false;
  editText("ab");
  vi.advanceTimersByTime(300);
  expect(record().storage).toBe("kept");
});

it.each(["", "{", "null", '{"version":999,"text":"x"}', '{"version":1,"text":7}', "[]"])(
  "opens the example when it cannot read what was kept, and puts it aside: %s",
  (written) => {
    const kept = new Map([[key, written]]);
    const storage = memoryStorage(kept);
    const { save } = revisitAndSave(storage);
    expect([shown(), record().storage]).toEqual([example, "kept"]);
    expect(record().refusal).toContain("put aside");
    expect(kept.get(key)).toBe(written);
    editText("mine");
    save();
    expect([...kept.values()].filter((value) => value === written)).toHaveLength(1);
    revisit(() => storage);
    expect(shown().text).toBe("mine");
  },
);

it("writes nothing over a record that it can neither read nor put aside", () => {
  const kept = new Map([[key, "{broken"]]);
  const storage = memoryStorage(kept);
  const { save } = revisitAndSave(storage, memoryStorage());
  storage.setItem = (at, value) => {
    if (at !== key) throw new DOMException("full", "QuotaExceededError");
    kept.set(at, value);
  };
  editText("mine");
  save();
  expect(kept.get(key)).toBe("{broken");
  expect(record().storage).toBe("full");
});

it("keeps a text whose settings make no sense", () => {
  const written = JSON.stringify({ version: 1, text: "mine", theme: "pink", panes: [] });
  restore(() => memoryStorage(new Map([[key, written]])), example);
  expect([shown().text, record().refusal]).toEqual(["mine", undefined]);
  expect(store.getState().view.theme).toBe("system");
});

it("tells which revision is kept, so that others can wait for it", () => {
  const storage = memoryStorage();
  const { save } = revisitAndSave(storage);
  editText("mine");
  expect(record().savedRev).toBeLessThan(record().rev);
  save();
  expect(record().savedRev).toBe(record().rev);
  revisit(() => storage);
  expect(record().savedRev).toBe(record().rev);
});

describe("a document from a link", () => {
  const linked = { text: "linked", reading: "1.2" } as const;
  const open = () => {
    const [storage, session] = [memoryStorage(), memoryStorage()];
    const saving = revisitAndSave(storage, session);
    editText("mine");
    saving.save();
    tellDocument({ type: "linked", document: linked });
    const reload = (): void =>
      revisit(
        () => storage,
        () => session,
      );
    return { ...saving, storage, reload };
  };

  it("stands before the own one after a reload, edits and all, and leaves it alone", () => {
    const { save, reload } = open();
    editText("linked, edited");
    save();
    reload();
    expect(record().session.status).toBe("linked");
    expect(shown()).toMatchObject({ text: "linked, edited", reading: "1.2" });
    tellDocument({ type: "discarded" });
    expect(shown()).toMatchObject({ text: "mine", reading: "pyyaml" });
  });

  it("is the own one after a reload once it was kept, over what is saved", () => {
    const { save, reload } = open();
    tellDocument({ type: "kept" });
    save();
    reload();
    expect(record().session.status).toBe("own");
    expect(shown()).toMatchObject(linked);
  });

  it("asks no question of another window before it is put away", () => {
    const { storage, save, follow } = open();
    storage.setItem(key, JSON.stringify({ version: 1, text: "theirs" }));
    follow();
    expect(record().session.status).toBe("linked");
    tellDocument({ type: "elsewhereTaken" });
    expect(shown().text).toBe("linked");
    tellDocument({ type: "discarded" });
    expect(record().session).toMatchObject({
      status: "diverged",
      document: { text: "mine" },
      elsewhere: { text: "theirs" },
    });
    save();
    expect(storage.getItem(key)).toContain("theirs");
  });
});

describe("beside another window", () => {
  const other = (text: string): string => JSON.stringify({ version: 1, text });
  const textIn = (kept: Map<string, string>): unknown =>
    Object(JSON.parse(kept.get(key) ?? "{}")).text;

  function open(text = "shared") {
    const kept = new Map([[key, other(text)]]);
    const [storage, session] = [memoryStorage(kept), memoryStorage()];
    restore(() => storage, example);
    const saving = startSaving(
      () => storage,
      () => session,
    );
    return { kept, session, storage, ...saving };
  }

  it("follows while nothing was edited here", () => {
    const { kept, follow } = open();
    kept.set(key, other("theirs"));
    follow();
    expect([shown().text, record().session.status]).toEqual(["theirs", "own"]);
    vi.advanceTimersByTime(1000);
    expect(textIn(kept)).toBe("theirs");
  });

  it("asks once it was edited, and writes over nothing meanwhile", () => {
    const { kept, save } = open();
    editText("mine");
    save();
    kept.set(key, other("theirs"));
    editText("mine, longer");
    // nobody has told this window; it sees for itself
    save();
    expect(textIn(kept)).toBe("theirs");
    expect(record()).toMatchObject({
      session: {
        document: { text: "mine, longer" },
        asked: true,
        elsewhere: { text: "theirs" },
      },
      storage: "kept",
    });
  });

  it("takes the other text, and follows from then on", () => {
    const { kept, save, follow } = open();
    editText("mine");
    kept.set(key, other("theirs"));
    save();
    takeElsewhere();
    expect([shown().text, record().session.status]).toEqual(["theirs", "own"]);
    kept.set(key, other("theirs, longer"));
    follow();
    expect(shown().text).toBe("theirs, longer");
  });

  it("keeps its own text if that is chosen, and asks no more", () => {
    const { kept, save, follow } = open();
    editText("mine");
    kept.set(key, other("theirs"));
    save();
    keepMine();
    vi.advanceTimersByTime(1000);
    expect(textIn(kept)).toBe("mine");
    kept.set(key, other("theirs, longer"));
    follow();
    expect(record().session).toMatchObject({ document: { text: "mine" }, asked: false });
    editText("mine, longer");
    save();
    expect(textIn(kept)).toBe("mine, longer");
  });

  it("writes nothing over the other text until it is edited, so that two such windows rest", () => {
    const { kept, save, follow } = open();
    editText("mine");
    kept.set(key, other("theirs"));
    save();
    keepMine();
    vi.advanceTimersByTime(1000);
    kept.set(key, other("theirs, longer"));
    follow();
    vi.advanceTimersByTime(1000);
    expect(textIn(kept)).toBe("theirs, longer");
    editText("mine, longer");
    vi.advanceTimersByTime(1000);
    expect(textIn(kept)).toBe("mine, longer");
  });

  it("shows after a reload what it showed before, with the question", () => {
    const { kept, save, session, storage } = open();
    editText("mine");
    kept.set(key, other("theirs"));
    save();
    revisit(
      () => storage,
      () => session,
    );
    expect(record().session).toMatchObject({ document: { text: "mine" }, asked: true });
  });

  it("is no other document if only a setting was changed there", () => {
    const { kept, save } = open();
    editText("mine");
    save();
    kept.set(key, JSON.stringify({ version: 1, text: "mine", theme: "dark" }));
    editText("mine, longer");
    save();
    expect(textIn(kept)).toBe("mine, longer");
    expect(documentElsewhere(store.getState())).toBeUndefined();
  });
});
