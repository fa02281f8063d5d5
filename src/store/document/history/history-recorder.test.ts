import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { initialState } from "../../state.ts";
import { store } from "../../store.ts";
import { shownDocument } from "../document-record.ts";
import { editText, openDocument, tellDocument } from "../write-document.ts";
import { restoreVersion, startRecording } from "./history-recorder.ts";
import type { Version } from "./history.ts";

const mine = { text: "mine", reading: "pyyaml", name: "mine.yaml" } as const;
const theirs = { text: "theirs", reading: "1.2", name: "theirs.yaml" } as const;
const link = { text: "linked", reading: "1.2" } as const;

beforeEach(() => {
  // a browser that keeps nothing: the history is this window's alone
  vi.stubGlobal("addEventListener", () => {});
  vi.stubGlobal("removeEventListener", () => {});
  vi.stubGlobal("BroadcastChannel", function quiet() {
    return { addEventListener() {}, postMessage() {} };
  });
  store.setState(initialState, true);
  tellDocument({ type: "reloaded", shared: mine });
});
afterEach(() => vi.unstubAllGlobals());

const shown = () => shownDocument(store.getState());
const recorded = (): readonly string[] =>
  (store.getState().document.history?.versions ?? []).map(({ text }) => text);

it("restores a version with its reading and name as one revision, and undo brings the own back", () => {
  const { reading, text } = theirs;
  const version: Version = {
    id: "a",
    time: 1,
    name: "Agreed",
    documentName: undefined,
    text,
    reading,
    plan: { kind: "unknown" },
  };
  const { rev } = store.getState().document;
  restoreVersion(version, 10);
  expect(shown()).toEqual({ text, reading, name: "Agreed" });
  expect(store.getState().document.rev).toBe(rev + 1);
  expect(recorded()).toEqual(["theirs", "mine"]);
  tellDocument({ type: "undone", text: "mine", opening: 0 });
  expect(shown()).toEqual(mine);
});

describe("what gives way to another document is kept", () => {
  let time = 100;
  let stop = (): void => {};
  beforeEach(async () => {
    stop = await startRecording(mine, () => (time += 1));
  });
  afterEach(() => stop());

  it("where one is opened, a link is shown, and where either is undone", () => {
    openDocument(theirs);
    expect(recorded()).toEqual(["mine"]);
    tellDocument({ type: "linked", document: link });
    expect(recorded()).toEqual(["theirs", "mine"]);
    tellDocument({ type: "discarded" });
    expect(recorded()).toEqual(["linked", "theirs", "mine"]);
    tellDocument({ type: "undone", text: "mine", opening: 0 });
    expect(recorded().toSorted()).toEqual(["linked", "mine", "theirs"]);
  });

  it("not where it is only edited or pasted over: that is kept once it rests", () => {
    editText("mine, edited");
    tellDocument({ type: "pasted", text: "foreign", over: "mine, edited" });
    expect(recorded()).toEqual([]);
  });

  it("where another window has saved something else: this one's, and theirs if it is not taken", () => {
    editText("mine, edited");
    tellDocument({ type: "otherWindowSaved", document: theirs });
    expect(recorded()).toEqual(["mine, edited"]);
    tellDocument({ type: "mineKept" });
    expect(recorded()).toEqual(["theirs", "mine, edited"]);
  });
});
