import { currentDiagnostics } from "../store/plan/plan-selectors.ts";
import { store } from "../store/store.ts";
import type { Look } from "../store/view/view-record.ts";
import { offerAssistance } from "./assistance.ts";
import { codeTheme } from "./code-theme.ts";
import { followDocument } from "./follow-document.ts";
import { leaveByTab } from "./leave-by-tab.ts";
import { showLenses } from "./lenses.ts";
import { linkGraph } from "./linking.ts";
import { offerFixes, showMarkers } from "./markers.ts";
import { monaco } from "./monaco.ts";
import { showUses } from "./uses.ts";

export type CodeEditor = {
  /** Goes on where the plain editor was: with its selection, its scroll and the focus. */
  takeOver(start: number, end: number, scrollTop: number): void;
  setLook(look: Look): void;
  close(): void;
};

offerFixes();
offerAssistance();
insertBlocksVerbatim();

/** Opens Monaco on the document; each follows the other from then on. */
export function openCodeEditor(place: HTMLElement, look: Look): CodeEditor {
  const { openings, session } = store.getState().document;
  const oldest = openings[0]?.opened ?? session.document;
  const model = monaco.editor.createModel(oldest.text, "yaml");
  const editor = monaco.editor.create(place, { ...options, model, theme: codeTheme(look) });
  const unfollow = followDocument(editor, model);
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.view.reveal && state.view.reveal !== previous.view.reveal)
      revealOffset(state.view.reveal.offset);
    const diagnostics = currentDiagnostics(state);
    // while the planner works Monaco moves the old markers along with the text
    if (
      state.plan.analysis !== previous.plan.analysis &&
      state.plan.analysis?.rev === state.document.rev
    ) {
      showMarkers(model, diagnostics);
    }
  });
  showMarkers(model, currentDiagnostics(store.getState()));
  const unlink = linkGraph(editor, model);
  const endLenses = showLenses(editor, model);
  const endUses = showUses(editor, model);
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
      unfollow();
      unsubscribe();
      unlink();
      endLenses();
      endUses();
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
