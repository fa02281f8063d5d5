import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { replaceDocument, setPanes } from "./document.ts";
import { restore, startSaving } from "./persist.ts";
import { editText, initialState, setReading, setTheme, store } from "./store.ts";

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
  const saveNow = startSaving(() => storage);
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
  const saveNow = startSaving(() => storage);
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

it.each(["", "{", "null", '{"version":2,"text":"x"}', '{"version":1,"text":7}', "[]"])(
  "opens the example when it cannot read what was kept: %s",
  (written) => {
    const storage = memory(new Map([["sharing-planner/1", written]]));
    restore(() => storage, "example");
    expect(store.getState()).toMatchObject({ text: "example", storage: "kept" });
  },
);
