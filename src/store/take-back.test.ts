import { beforeEach, expect, it } from "vitest";
import { replaceDocument, takeBackOpening } from "./document.ts";
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

it("takes nothing back where the document that was opened has the same text", () => {
  replaceDocument("example", "copy.yaml");
  expect(takeBackOpening()).toBe(false);
  expect(store.getState().text).toBe("example");
});

it("takes back the opening before one that changed nothing", () => {
  replaceDocument("mine", "mine.yaml");
  replaceDocument("mine", "again.yaml");
  expect(takeBackOpening()).toBe(true);
  expect(shown()).toEqual(["example", "All shared"]);
});

it("takes back the last of several openings, then the one before", () => {
  replaceDocument("first", "first.yaml");
  replaceDocument("second", "second.yaml");
  expect(takeBackOpening()).toBe(true);
  expect(shown()).toEqual(["first", "first.yaml"]);
  expect(takeBackOpening()).toBe(true);
  expect(shown()).toEqual(["example", "All shared"]);
});

it("takes back the later of two openings of one text", () => {
  replaceDocument("mine", "mine.yaml");
  replaceDocument("other", "other.yaml");
  replaceDocument("mine", "mine.yaml");
  expect(takeBackOpening()).toBe(true);
  expect(shown()).toEqual(["other", "other.yaml"]);
});

it.each([9, 10, 11])("gives the name back after %i openings, of the last ten alone", (count) => {
  for (let n = 0; n < count; n++) replaceDocument(`text ${n}`, `file ${n}`);
  editText("example");
  expect(shown()[1] === "All shared").toBe(count <= 10);
  editText(`text ${count - 1}`);
  expect(shown()).toEqual([`text ${count - 1}`, `file ${count - 1}`]);
});
