import { currentDiagnostics } from "../store/selectors.ts";
import type { Look } from "../store/state.ts";
import { editText, store } from "../store/store.ts";
import { offerCompletion, offerHover } from "./assistance.ts";
import { codeTheme } from "./code-theme.ts";
import { leaveByTab } from "./leave-by-tab.ts";
import { showLenses } from "./lenses.ts";
import { linkGraph } from "./linking.ts";
import { offerFixes, showMarkers } from "./markers.ts";
import { monaco } from "./monaco.ts";

export type CodeEditor = {
  /** Goes on where the plain editor was: with its selection, its scroll and the focus. */
  takeOver(start: number, end: number, scrollTop: number): void;
  setLook(look: Look): void;
  close(): void;
};

offerFixes();
offerCompletion();
offerHover();
insertBlocksVerbatim();

/** Opens Monaco on the store's text; each follows the other from then on. */
export function openCodeEditor(place: HTMLElement, look: Look): CodeEditor {
  const { openings, text } = store.getState();
  const model = monaco.editor.createModel(openings[0]?.before.text ?? text, "yaml");
  const editor = monaco.editor.create(place, { ...options, model, theme: codeTheme(look) });
  // what was opened in the plain editor can be undone in this one too
  const versions = openings.flatMap(({ before, after }) => [before.text, after.text]);
  for (const version of [...versions, text]) replaceText(editor, model, version);
  // line ends and a byte order mark are Monaco's from here on: offsets must mean the same to both
  editText(model.getValue());

  let begun = openings.at(-1);
  model.onDidChangeContent(() => editText(model.getValue()));
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.text !== previous.text && state.text !== model.getValue()) {
      replaceText(editor, model, state.text);
      const newest = state.openings.at(-1);
      if (newest !== begun) showStart(editor);
      begun = newest;
    }
    if (state.reveal && state.reveal !== previous.reveal) revealOffset(state.reveal.offset);
    const diagnostics = currentDiagnostics(state);
    // while the planner works Monaco moves the old markers along with the text
    if (state.analysis !== previous.analysis && state.analysis?.rev === state.rev) {
      showMarkers(model, diagnostics);
    }
  });
  showMarkers(model, currentDiagnostics(store.getState()));
  const unlink = linkGraph(editor, model);
  const endLenses = showLenses(editor, model);
  leaveByTab(editor);

  function revealOffset(offset: number): void {
    const position = model.getPositionAt(offset);
    editor.setPosition(position);
    editor.revealPositionInCenterIfOutsideViewport(position);
    editor.focus();
  }

  return {
    takeOver(start, end, scrollTop) {
      const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
      editor.setSelection(monaco.Range.fromPositions(from, to));
      editor.setScrollTop(scrollTop);
      editor.focus();
    },
    setLook: (next) => monaco.editor.setTheme(codeTheme(next)),
    close() {
      unsubscribe();
      unlink();
      endLenses();
      editor.dispose();
      model.dispose();
    },
  };
}

/**
 * Lets text that arrives in one piece (dictation, an input method, a tool) come in as it is. Monaco
 * would type it key by key and indent every line once more; a key pressed still indents.
 */
function insertBlocksVerbatim(): void {
  monaco.editor.addCommand({
    id: "type",
    run(_: unknown, { text }: { readonly text: string }) {
      const focused = monaco.editor.getEditors().find((editor) => editor.hasTextFocus());
      const isBlock = text.length > 1 && text.includes("\n");
      focused?.trigger("keyboard", isBlock ? "paste" : "type", { text });
    },
  });
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

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  ariaLabel: "Configuration (YAML). Escape, then Tab leaves the text.",
  automaticLayout: true,
  fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontLigatures: false,
  fontSize: 13,
  lineHeight: 20,
  padding: { top: 12, bottom: 12 },
  lineNumbersMinChars: 4,
  lineDecorationsWidth: 20,
  glyphMargin: false,
  folding: false,
  minimap: { enabled: false },
  overviewRulerLanes: 0,
  hideCursorInOverviewRuler: true,
  renderLineHighlight: "line",
  renderLineHighlightOnlyWhenFocus: true,
  scrollBeyondLastLine: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10, useShadows: false },
  smoothScrolling: false,
  stickyScroll: { enabled: false },
  tabSize: 2,
  insertSpaces: true,
  detectIndentation: false,
  unusualLineTerminators: "off",
  fixedOverflowWidgets: true,
  wordBasedSuggestions: "off",
  quickSuggestions: { other: true, strings: true, comments: false },
  acceptSuggestionOnEnter: "smart",
  suggest: { showWords: false, showIcons: false, showStatusBar: false },
  guides: { indentation: false },
};
