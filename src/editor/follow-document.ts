import { shownDocument } from "../store/document/document-record.ts";
import { tellDocument } from "../store/document/write-document.ts";
import { store } from "../store/store.ts";
import { monaco } from "./monaco.ts";
import { createOpeningMarks } from "./opening-marks.ts";

type Editor = monaco.editor.IStandaloneCodeEditor;
type Model = monaco.editor.ITextModel;

/**
 * Keeps the text of the editor and the document the same: tells the document what is typed, pasted and
 * undone, and puts in what was opened as one step that can be undone. The model begins with the oldest
 * opening. Gives what ends it.
 */
export function followDocument(editor: Editor, model: Model): () => void {
  const marks = putOpenings(editor, model);
  let version = model.getAlternativeVersionId();
  /** What the last change has taken the place of. */
  let over = model.getValue();

  const change = model.onDidChangeContent(({ isUndoing, isRedoing }) => {
    const last = version;
    version = model.getAlternativeVersionId();
    const text = model.getValue();
    const shown = shownDocument(store.getState());
    if (isUndoing || isRedoing) {
      const opening = marks.at(version);
      return tellDocument({ type: isUndoing ? "undone" : "redone", text, opening });
    }
    over = shown.text;
    // else the document was there before the editor
    if (text !== shown.text) tellDocument({ type: "edited", text });
    marks.add(last, version, store.getState().document.session.opening);
  });
  const paste = editor.onDidPaste(({ range }) => {
    const isWhole = model.getFullModelRange().equalsRange(range);
    if (isWhole) tellDocument({ type: "pasted", text: model.getValue(), over });
  });
  const unsubscribe = store.subscribe((state, previous) => {
    // the caret, which is of no concern here, is told of before the change that has moved it
    const { session } = state.document;
    if (session === previous.document.session) return;
    const { document, opening } = session;
    if (document.text !== model.getValue()) {
      replaceText(editor, model, document.text);
      if (opening !== previous.document.session.opening) showStart(editor);
    } else if (marks.at(version) !== opening) marks.add(version, version, opening);
  });
  // line ends are Monaco's from here on: offsets must mean the same to both
  tellDocument({ type: "edited", text: model.getValue() });
  return () => {
    unsubscribe();
    change.dispose();
    paste.dispose();
  };
}

/** Puts in what was opened before the editor was there, so that it can be undone in it too. */
function putOpenings(editor: Editor, model: Model): ReturnType<typeof createOpeningMarks> {
  const { openings, session } = store.getState().document;
  const oldest = openings[0]?.id ?? session.opening;
  const marks = createOpeningMarks(model.getAlternativeVersionId(), oldest);
  function put(text: string, opening: number): void {
    const last = model.getAlternativeVersionId();
    // an edit that changes nothing would be a step to undo
    if (text !== model.getValue()) replaceText(editor, model, text);
    marks.add(last, model.getAlternativeVersionId(), opening);
  }
  for (const { id, opened, left } of openings) {
    put(opened.text, id);
    if (id !== session.opening) put(left.text, id);
  }
  put(session.document.text, session.opening);
  return marks;
}

/** Puts another text in as one step that can be undone, touching only what differs. */
function replaceText(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
  text: string,
): void {
  const old = model.getValue();
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old[start] === text[start]) start++;
  let tail = 0;
  while (tail < shorter - start && old[old.length - 1 - tail] === text[text.length - 1 - tail]) {
    tail++;
  }
  const range = monaco.Range.fromPositions(
    model.getPositionAt(start),
    model.getPositionAt(old.length - tail),
  );
  editor.pushUndoStop();
  editor.executeEdits("store", [{ range, text: text.slice(start, text.length - tail) }]);
  editor.pushUndoStop();
}

/** Shows another document from its beginning, not where the last one was read. */
function showStart(editor: monaco.editor.IStandaloneCodeEditor): void {
  editor.setPosition({ lineNumber: 1, column: 1 });
  editor.setScrollTop(0);
}
