import { beforeEach, expect, it } from "vitest";
import { paneLimits, refuseFile, replaceDocument, setPanes, takeBackOpening } from "./document.ts";
import { initialState } from "./state.ts";
import { editText, openDocument, store } from "./store.ts";

const shown = () => {
  const { text, documentName } = store.getState();
  return [text, documentName];
};

beforeEach(() => {
  store.setState(initialState, true);
  openDocument("example", "pyyaml", "All shared");
});

it("opens another document as one revision, which is taken back with its name", () => {
  const { rev } = store.getState();
  replaceDocument("mine", "grid.yaml");
  expect([...shown(), store.getState().rev]).toEqual(["mine", "grid.yaml", rev + 1]);
  expect(takeBackOpening()).toBe(true);
  expect(shown()).toEqual(["example", "All shared"]);
});

it("takes nothing back once the opened document was edited", () => {
  replaceDocument("mine", "grid.yaml");
  editText("mine, edited");
  expect(takeBackOpening()).toBe(false);
  expect(shown()).toEqual(["mine, edited", "grid.yaml"]);
});

it("gives a document its name back however its text comes back", () => {
  replaceDocument("mine", "grid.yaml");
  replaceDocument("other", undefined);
  editText("mine");
  expect(shown()).toEqual(["mine", "grid.yaml"]);
  editText("example");
  expect(shown()).toEqual(["example", "All shared"]);
});

it("takes line ends and a byte order mark as the editors hold them", () => {
  replaceDocument("\uFEFFa: 1\r\nb: 2\rc: 3\n", "grid.yaml");
  expect(shown()).toEqual(["a: 1\nb: 2\nc: 3\n", "grid.yaml"]);
});

it("forgets why a file was refused at the next edit", () => {
  refuseFile("picture.png is no text file");
  editText("example, edited");
  expect(store.getState().refusal).toBeUndefined();
});

it("keeps the parts of the window within their limits", () => {
  setPanes({ left: 99, drawer: 1 });
  expect(store.getState().panes).toMatchObject({
    left: paneLimits.left[1],
    drawer: paneLimits.drawer[0],
    leftOpen: true,
  });
});
