import { beforeEach, expect, it } from "vitest";
import { initialState } from "../state.ts";
import { store } from "../store.ts";
import { revealOffset } from "../view/window-layout.ts";
import { shownDocument } from "./document-record.ts";
import {
  editText,
  openDocument,
  refuseFile,
  takeBackOpening,
  tellDocument,
} from "./write-document.ts";

const shown = () => {
  const { text, name } = shownDocument(store.getState());
  return [text, name];
};
const rev = (): number => store.getState().document.rev;

beforeEach(() => {
  store.setState(initialState, true);
  const shared = { text: "example", reading: "pyyaml", name: "All shared" } as const;
  tellDocument({ type: "reloaded", shared });
});

it("opens another document as one revision, which is taken back with its name", () => {
  const before = rev();
  openDocument({ text: "mine", name: "grid.yaml" });
  expect([...shown(), rev()]).toEqual(["mine", "grid.yaml", before + 1]);
  expect(takeBackOpening()).toBe(true);
  expect(shown()).toEqual(["example", "All shared"]);
});

it("takes nothing back once the opened document was edited", () => {
  openDocument({ text: "mine", name: "grid.yaml" });
  editText("mine, edited");
  expect(takeBackOpening()).toBe(false);
  expect(shown()).toEqual(["mine, edited", "grid.yaml"]);
});

it("goes back through all that was opened, one by one, each with its name", () => {
  openDocument({ text: "mine", name: "grid.yaml" });
  openDocument({ text: "other", name: undefined });
  expect([takeBackOpening(), ...shown()]).toEqual([true, "mine", "grid.yaml"]);
  expect([takeBackOpening(), ...shown()]).toEqual([true, "example", "All shared"]);
  expect(takeBackOpening()).toBe(false);
});

it("takes nothing back where the document that was opened is the same", () => {
  const before = rev();
  openDocument({ text: "example", name: "All shared" });
  expect([takeBackOpening(), ...shown(), rev()]).toEqual([false, "example", "All shared", before]);
});

it("gives the name back where nothing but that has changed", () => {
  const before = rev();
  openDocument({ text: "example", name: "copy.yaml" });
  expect([...shown(), rev()]).toEqual(["example", "copy.yaml", before]);
  expect([takeBackOpening(), ...shown()]).toEqual([true, "example", "All shared"]);
});

it("takes back the later of two openings of one text", () => {
  openDocument({ text: "mine", name: "mine.yaml" });
  openDocument({ text: "other", name: "other.yaml" });
  openDocument({ text: "mine", name: "mine.yaml" });
  expect([takeBackOpening(), ...shown()]).toEqual([true, "other", "other.yaml"]);
});

it("takes line ends and a byte order mark as the editors hold them", () => {
  openDocument({ text: "\uFEFFa: 1\r\nb: 2\rc: 3\n", name: "grid.yaml" });
  expect(shown()).toEqual(["a: 1\nb: 2\nc: 3\n", "grid.yaml"]);
});

it("forgets why a file was refused at the next edit", () => {
  refuseFile("picture.png is no text file");
  editText("example, edited");
  expect(store.getState().document.refusal).toBeUndefined();
});

it("forgets a place in the text that another one has replaced", () => {
  revealOffset(3);
  editText("example, edited");
  expect(store.getState().view.reveal).toEqual({ offset: 3 });
  openDocument({ text: "mine", name: undefined });
  expect(store.getState().view.reveal).toBeUndefined();
});
