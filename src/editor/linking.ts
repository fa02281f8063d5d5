import type { AppState } from "../store/state.ts";
import { store } from "../store/store.ts";
import { setCaret } from "../store/view/view-options.ts";
import styles from "./linking.module.css";
import { monaco } from "./monaco.ts";

/**
 * Links the text with the graph: says where the caret stands while the editor has the focus, and shows
 * where the selected card is written. Gives what ends it.
 */
export function linkGraph(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
): () => void {
  const written = editor.createDecorationsCollection();

  function tellCaret(): void {
    const position = editor.getPosition();
    const focused = editor.hasTextFocus() && position !== null;
    setCaret(focused ? model.getOffsetAt(position) : undefined);
  }

  function show({ view: { sources }, document }: AppState): void {
    // of another text the offsets would fall on the wrong lines
    if (!sources || sources.rev !== document.rev) return written.clear();
    const places = sources.ranges.map(({ start, end }) =>
      monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
    );
    written.set(
      places.map((range) => ({
        range,
        options: {
          isWholeLine: true,
          className: styles.written ?? null,
          linesDecorationsClassName: styles.edge ?? null,
        },
      })),
    );
    const [first] = places.toSorted(monaco.Range.compareRangesUsingStarts);
    if (first) editor.revealRangeInCenterIfOutsideViewport(first);
  }

  const listeners = [
    editor.onDidChangeCursorPosition(tellCaret),
    editor.onDidFocusEditorText(tellCaret),
    editor.onDidBlurEditorText(tellCaret),
  ];
  const unsubscribe = store.subscribe((state, previous) => {
    if (
      state.view.sources !== previous.view.sources ||
      state.document.rev !== previous.document.rev
    )
      show(state);
  });
  tellCaret();
  return () => {
    unsubscribe();
    for (const listener of listeners) listener.dispose();
    setCaret(undefined);
  };
}
