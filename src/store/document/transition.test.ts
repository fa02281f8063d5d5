import { describe, expect, it } from "vitest";
import type { Document } from "./document.ts";
import type { DocumentEvent, DocumentState } from "./session.ts";
import { announcedOpening, initialDocument, replacedBy, transition } from "./transition.ts";

const mine: Document = { text: "mine", reading: "pyyaml", name: "mine.yaml" };
const theirs: Document = { text: "theirs", reading: "1.2", name: "theirs.yaml" };
const link = { text: "linked", reading: "1.2" } as const;

/** A visit with a document of the user's own. */
const begin = (shared: Document = mine): DocumentState =>
  transition(initialDocument, { type: "reloaded", shared });

function after(state: DocumentState, ...events: readonly DocumentEvent[]): DocumentState {
  return events.reduce(transition, state);
}

const shown = ({ session }: DocumentState): Document => session.document;
const undoTo = (text: string, opening = 0): DocumentEvent => ({ type: "undone", text, opening });

describe("undo", () => {
  it.each([
    ["a picture or a file that carried its reading", { type: "opened", document: theirs }],
    ["a link", { type: "linked", document: link }],
  ] as const)("gives the own text its own reading and name back after %s", (_, opening) => {
    const opened = after(begin(), opening);
    expect(shown(opened).reading).toBe("1.2");
    const undone = after(opened, undoTo("mine"));
    expect(shown(undone)).toEqual(mine);
    expect(undone.session.status).toBe("own");
    const redone = after(undone, {
      type: "redone",
      text: shown(opened).text,
      opening: opened.session.opening,
    });
    expect(redone.session).toEqual(opened.session);
  });

  it("gives it back after a link was kept", () => {
    const kept = after(begin(), { type: "linked", document: link }, { type: "kept" });
    expect(kept.session).toMatchObject({ status: "own", document: link });
    expect(shown(after(kept, undoTo("mine")))).toEqual(mine);
    expect(shown(after(kept, { type: "takenBack" }))).toEqual(mine);
  });

  it("gives the reading back that was chosen last for each document", () => {
    const opened = after(
      begin(),
      { type: "opened", document: theirs },
      { type: "readingChosen", reading: "pyyaml" },
    );
    const undone = after(opened, undoTo("mine"), { type: "readingChosen", reading: "1.2" });
    const { opening } = opened.session;
    const redone = after(undone, { type: "redone", text: "theirs", opening });
    expect(shown(redone)).toEqual({ ...theirs, reading: "pyyaml" });
    expect(shown(after(redone, undoTo("mine")))).toEqual({ ...mine, reading: "1.2" });
  });

  it("brings a link back with the choice that it asks for, and what stands behind it", () => {
    const linked = after(begin(), { type: "linked", document: link });
    const discarded = after(linked, { type: "discarded" });
    const { opening } = linked.session;
    const back = after(discarded, { type: "undone", text: "linked", opening });
    expect(back.session).toMatchObject({ status: "linked", own: { document: mine } });
  });

  it("tells apart what was opened twice with the same text", () => {
    const again = after(begin(), { type: "opened", document: { ...mine, reading: "1.2" } });
    expect(shown(after(again, undoTo("mi"))).reading).toBe("pyyaml");
  });
});

it("opens a text with its reading and name as one revision", () => {
  const state = begin();
  expect(after(state, { type: "opened", document: theirs }).rev).toBe(state.rev + 1);
  expect(after(state, { type: "linked", document: link }).rev).toBe(state.rev + 1);
  expect(after(state, { type: "opened", document: mine })).toBe(state);
});

it("names nothing that was pasted over the whole text, and gives the name back with the text", () => {
  const pasted = after(
    begin(),
    { type: "edited", text: "foreign" },
    { type: "pasted", text: "foreign", over: "mine" },
  );
  expect(shown(pasted)).toEqual({ text: "foreign", reading: "pyyaml", name: undefined });
  expect(pasted.rev).toBe(begin().rev + 1);
  expect(shown(after(pasted, undoTo("mine")))).toEqual(mine);
  expect(replacedBy(pasted)?.left).toEqual(mine);
});

it("takes line ends and a byte order mark as the editors hold them, wherever a text comes from", () => {
  const text = "\uFEFFa: 1\r\nb: 2\rc: 3\n";
  const plain = "a: 1\nb: 2\nc: 3\n";
  for (const event of [
    { type: "opened", document: { ...theirs, text } },
    { type: "linked", document: { ...link, text } },
    { type: "otherWindowSaved", document: { ...theirs, text } },
    { type: "reloaded", shared: { ...theirs, text } },
  ] as const) {
    expect(shown(after(begin(), event)).text).toBe(plain);
  }
});

describe("another window", () => {
  const saved: DocumentEvent = { type: "otherWindowSaved", document: theirs };
  const edited = after(begin(), { type: "edited", text: "mine, edited" });

  it("is followed until something was edited here, and from then on asked about", () => {
    expect(shown(after(begin(), saved))).toEqual(theirs);
    const diverged = after(edited, saved);
    expect(diverged.session).toMatchObject({ status: "diverged", elsewhere: theirs, asked: true });
    expect(shown(diverged).text).toBe("mine, edited");
  });

  it("is not asked about while a link stands before the own document", () => {
    for (const linked of [
      after(edited, saved, { type: "linked", document: link }),
      after(edited, { type: "linked", document: link }, saved),
    ]) {
      expect(linked.session.status).toBe("linked");
      expect(after(linked, { type: "elsewhereTaken" })).toEqual(linked);
      expect(after(linked, { type: "mineKept" })).toEqual(linked);
      expect(after(linked, { type: "discarded" }).session).toMatchObject({
        status: "diverged",
        document: { text: "mine, edited" },
        elsewhere: theirs,
        asked: true,
      });
    }
  });

  it("is followed behind a link where nothing was edited", () => {
    const linked = after(begin(), { type: "linked", document: link }, saved);
    expect(shown(linked)).toMatchObject(link);
    const discarded = after(linked, { type: "discarded" });
    expect(shown(discarded)).toEqual(theirs);
    expect(shown(after(discarded, undoTo("mine")))).toEqual(mine);
  });
});

it("puts back what another window has saved behind a link that was kept, and undoes beyond it", () => {
  const kept = after(
    begin(),
    { type: "linked", document: link },
    { type: "otherWindowSaved", document: theirs },
    { type: "kept" },
  );
  expect(shown(after(kept, { type: "takenBack" }))).toEqual(theirs);
  expect(shown(after(kept, undoTo("mine")))).toEqual(mine);
  const typed: Document = { ...mine, text: "mine, typed there" };
  const again = after(
    begin(),
    { type: "linked", document: link },
    { type: "otherWindowSaved", document: typed },
    { type: "kept" },
    { type: "takenBack" },
  );
  expect(shown(again)).toEqual(typed);
});

it("takes a link back to the own document as it is by now", () => {
  const linked = after(begin(), { type: "linked", document: link });
  expect(after(linked, { type: "takenBack" }).session).toMatchObject({
    status: "own",
    document: mine,
    edited: false,
  });
  const saved = after(linked, { type: "otherWindowSaved", document: theirs });
  expect(shown(after(saved, { type: "takenBack" }))).toEqual(theirs);
});

it.each([
  ["follows", "own", undefined],
  ["edited", "diverged", true],
  ["apart", "diverged", false],
] as const)("begins again as a window that %s", (own, status, asked) => {
  const window = { document: mine, own };
  const begun = transition(initialDocument, { type: "reloaded", shared: theirs, window });
  expect(begun.session.status).toBe(status);
  expect(begun.session.status === "diverged" ? begun.session.asked : undefined).toBe(asked);
  expect(shown(begun)).toEqual(own === "follows" ? theirs : mine);
});

it("announces what was opened until it is edited, and no paste into the editor", () => {
  const opened = after(begin(), { type: "opened", document: theirs, note: "look" });
  expect(announcedOpening(opened)).toMatchObject({ note: "look", opened: theirs });
  expect(announcedOpening(after(opened, { type: "edited", text: "x" }))).toBeUndefined();
  expect(announcedOpening(after(opened, { type: "takenBack" }))).toBeUndefined();
  const pasted = after(begin(), { type: "pasted", text: "foreign", over: "mine" });
  expect(announcedOpening(pasted)).toBeUndefined();
});

it("keeps the reading of the oldest opening it still knows for all before", () => {
  let state = begin({ ...mine, reading: "1.2" });
  for (let n = 0; n < 60; n++) {
    const document: Document = { text: `${n}`, reading: "pyyaml", name: `${n}.yaml` };
    state = transition(state, { type: "opened", document });
  }
  expect(state.openings).toHaveLength(50);
  expect(shown(after(state, undoTo("mine")))).toEqual({
    text: "mine",
    reading: "pyyaml",
    name: "10.yaml",
  });
});
