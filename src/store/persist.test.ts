import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { replaceDocument, setPanes } from "./document.ts";
import { keepMine, takeElsewhere } from "./link.ts";
import { restore, restoreWindow, startSaving } from "./persist.ts";
import { initialState } from "./state.ts";
import { editText, setReading, setTheme, store } from "./store.ts";

beforeEach(() => {
  vi.useFakeTimers();
  store.setState(initialState, true);
});
afterEach(() => void vi.useRealTimers());

function memory(kept = new Map<string, string>()): Storage {
  return {
    length: 0,
    clear: () => kept.clear(),
    key: () => null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

const key = "sharing-planner/1";

function revisitAndSave(storage: Storage, session = storage) {
  revisit(() => storage);
  return startSaving(
    () => storage,
    () => session,
  );
}

const revisit = (storage: () => Storage): void => {
  store.setState(initialState, true);
  restore(storage, "example");
};

it("opens the example on the first visit", () => {
  restore(() => memory(), "example");
  expect(store.getState()).toMatchObject({ text: "example", rev: 1, reading: "pyyaml" });
});

it("gives a returning visitor text, reading and theme back", () => {
  const storage = memory();
  const kept = (): Storage => storage;
  startSaving(kept);
  editText("mine");
  setReading("1.2");
  setTheme("dark");
  vi.advanceTimersByTime(300);
  revisit(kept);
  expect(store.getState()).toMatchObject({ text: "mine", reading: "1.2", theme: "dark" });
});

it("gives the document's name and the width of the editor back", () => {
  const storage = memory();
  const { save: saveNow } = startSaving(() => storage);
  replaceDocument("mine", "grid.yaml");
  setPanes({ left: 50, leftOpen: false });
  saveNow();
  revisit(() => storage);
  const { documentName, panes } = store.getState();
  expect([documentName, panes.left, panes.leftOpen]).toEqual(["grid.yaml", 50, true]);
});

it("saves steady typing within 300 ms of each edit", () => {
  const storage = memory();
  startSaving(() => storage);
  for (let n = 0; n < 10; n++) {
    editText(`edit ${n}`);
    vi.advanceTimersByTime(100);
  }
  revisit(() => storage);
  expect(Number(store.getState().text.slice(5))).toBeGreaterThanOrEqual(7);
});

it("saves at once when the page is left", () => {
  const storage = memory();
  const { save: saveNow } = startSaving(() => storage);
  editText("last words");
  saveNow();
  revisit(() => storage);
  expect(store.getState().text).toBe("last words");
});

it("says so when the browser keeps nothing, and goes on", () => {
  const denied = (): Storage => {
    throw new DOMException("no", "SecurityError");
  };
  restore(denied, "example");
  expect(store.getState()).toMatchObject({ text: "example", storage: "denied" });
});

it("says so when the storage is full, until it is not", () => {
  let full = true;
  const storage = memory();
  storage.setItem = () => {
    if (full) throw new DOMException("full", "QuotaExceededError");
  };
  startSaving(() => storage);
  editText("a");
  vi.advanceTimersByTime(300);
  expect(store.getState().storage).toBe("full");
  full = false;
  editText("ab");
  vi.advanceTimersByTime(300);
  expect(store.getState().storage).toBe("kept");
});

it.each(["", "{", "null", '{"version":999,"text":"x"}', '{"version":1,"text":7}', "[]"])(
  "opens the example when it cannot read what was kept, and puts it aside: %s",
  (written) => {
    const kept = new Map([[key, written]]);
    const storage = memory(kept);
    const { save } = revisitAndSave(storage);
    expect(store.getState()).toMatchObject({ text: "example", storage: "kept" });
    expect(store.getState().refusal).toContain("put aside");
    expect(kept.get(key)).toBe(written);
    editText("mine");
    save();
    expect([...kept.values()].filter((value) => value === written)).toHaveLength(1);
    revisit(() => storage);
    expect(store.getState().text).toBe("mine");
  },
);

it("writes nothing over a record that it can neither read nor put aside", () => {
  const kept = new Map([[key, "{broken"]]);
  const storage = memory(kept);
  const { save } = revisitAndSave(storage, memory());
  storage.setItem = (at, value) => {
    if (at !== key) throw new DOMException("full", "QuotaExceededError");
    kept.set(at, value);
  };
  editText("mine");
  save();
  expect(kept.get(key)).toBe("{broken");
  expect(store.getState().storage).toBe("full");
});

it("keeps a text whose settings make no sense", () => {
  const written = JSON.stringify({ version: 1, text: "mine", theme: "pink", panes: [] });
  restore(() => memory(new Map([[key, written]])), "example");
  expect(store.getState()).toMatchObject({ text: "mine", theme: "system", refusal: undefined });
});

describe("beside another window", () => {
  const other = (text: string): string => JSON.stringify({ version: 1, text });
  const textIn = (kept: Map<string, string>): unknown =>
    Object(JSON.parse(kept.get(key) ?? "{}")).text;

  function open(text = "shared") {
    const kept = new Map([[key, other(text)]]);
    const [storage, session] = [memory(kept), memory()];
    restore(() => storage, "example");
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
    expect(store.getState()).toMatchObject({ text: "theirs", elsewhere: undefined });
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
    expect(store.getState()).toMatchObject({
      text: "mine, longer",
      elsewhere: { asked: true, document: { text: "theirs" } },
      storage: "kept",
    });
  });

  it("takes the other text, and follows from then on", () => {
    const { kept, save, follow } = open();
    editText("mine");
    kept.set(key, other("theirs"));
    save();
    takeElsewhere();
    expect(store.getState()).toMatchObject({ text: "theirs", elsewhere: undefined });
    kept.set(key, other("theirs, longer"));
    follow();
    expect(store.getState().text).toBe("theirs, longer");
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
    expect(store.getState()).toMatchObject({ text: "mine", elsewhere: { asked: false } });
    editText("mine, longer");
    save();
    expect(textIn(kept)).toBe("mine, longer");
  });

  it("shows after a reload what it showed before, with the question", () => {
    const { kept, save, session, storage } = open();
    editText("mine");
    kept.set(key, other("theirs"));
    save();
    revisit(() => storage);
    restoreWindow(() => session);
    expect(store.getState()).toMatchObject({ text: "mine", elsewhere: { asked: true } });
  });

  it("is no other document if only a setting was changed there", () => {
    const { kept, save } = open();
    editText("mine");
    save();
    kept.set(key, JSON.stringify({ version: 1, text: "mine", theme: "dark" }));
    editText("mine, longer");
    save();
    expect(textIn(kept)).toBe("mine, longer");
    expect(store.getState().elsewhere).toBeUndefined();
  });
});
