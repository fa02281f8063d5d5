import "monaco-editor/features/diffEditor/register";
import type { Look } from "../store/view/view-record.ts";
import { codeTheme } from "./code-theme.ts";
import { monaco } from "./monaco.ts";

/** Shows two texts side by side, only to be read. Gives what closes it. */
export function openDifference(
  place: HTMLElement,
  before: string,
  after: string,
  look: Look,
): () => void {
  const models = {
    original: monaco.editor.createModel(before, "yaml"),
    modified: monaco.editor.createModel(after, "yaml"),
  };
  const editor = monaco.editor.createDiffEditor(place, {
    automaticLayout: true,
    readOnly: true,
    theme: codeTheme(look),
    fontFamily: "'JetBrains Mono Variable', ui-monospace, monospace",
    fontSize: 13,
    lineHeight: 20,
    minimap: { enabled: false },
    overviewRulerLanes: 0,
    renderOverviewRuler: false,
    scrollBeyondLastLine: false,
    useInlineViewWhenSpaceIsLimited: true,
  });
  // one of the editor's own making would outlive it, and fail when its texts are gone before it has compared them
  const viewModel = editor.createViewModel(models);
  editor.setModel(viewModel);
  return () => {
    editor.dispose();
    viewModel.dispose();
    models.original.dispose();
    models.modified.dispose();
  };
}
