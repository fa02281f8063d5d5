import type { Diagnostic } from "../planner/diagnostic.ts";
import { lastDiagnostics } from "../store/plan/plan-selectors.ts";
import { store } from "../store/store.ts";
import type { Fix, Severity } from "../text/diagnostic.ts";
import type { SourceRange } from "../text/source-range.ts";
import { monaco } from "./monaco.ts";

const owner = "planner";

const severities: Readonly<Record<Severity, monaco.MarkerSeverity>> = {
  error: monaco.MarkerSeverity.Error,
  warning: monaco.MarkerSeverity.Warning,
  info: monaco.MarkerSeverity.Info,
  hint: monaco.MarkerSeverity.Info,
};

/** Underlines the diagnostics in the text they belong to. */
export function showMarkers(
  model: monaco.editor.ITextModel,
  diagnostics: readonly Diagnostic[],
): void {
  monaco.editor.setModelMarkers(
    model,
    owner,
    diagnostics.map(({ severity, code, message, range, related = [] }) => ({
      ...placeIn(model, visible(model, range)),
      severity: severities[severity],
      code,
      message,
      relatedInformation: related.map((other) => ({
        ...placeIn(model, other.range),
        resource: model.uri,
        message: other.message,
      })),
    })),
  );
}

/** Offers the fixes of the diagnostics under the caret or the pointer as Monaco's quick fixes. */
export function offerFixes(): void {
  monaco.languages.registerCodeActionProvider("yaml", {
    provideCodeActions(model, asked) {
      // of another text the edits would fall on the wrong characters
      const { plan, document } = store.getState();
      if (plan.analysis?.rev !== document.rev) return { actions: [], dispose() {} };
      const actions = lastDiagnostics(store.getState())
        .filter(({ range }) => monaco.Range.areIntersectingOrTouching(placeIn(model, range), asked))
        .flatMap(({ fixes }) => fixes.map((fix) => toAction(model, fix)));
      return { actions, dispose() {} };
    },
  });
}

function toAction(model: monaco.editor.ITextModel, fix: Fix): monaco.languages.CodeAction {
  return {
    title: fix.title,
    kind: "quickfix",
    edit: {
      edits: fix.edits.map(({ range, text }) => ({
        resource: model.uri,
        versionId: model.getVersionId(),
        textEdit: { range: placeIn(model, range), text },
      })),
    },
  };
}

/** Where a stretch of the text stands, in lines and columns. */
export function placeIn(
  model: monaco.editor.ITextModel,
  { start, end }: SourceRange,
): monaco.IRange {
  const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
  return {
    startLineNumber: from.lineNumber,
    startColumn: from.column,
    endLineNumber: to.lineNumber,
    endColumn: to.column,
  };
}

/** An empty range cannot be underlined: the character before it stands for it. */
function visible(model: monaco.editor.ITextModel, { start, end }: SourceRange): SourceRange {
  if (start < end) return { start, end };
  return start < model.getValueLength()
    ? { start, end: start + 1 }
    : { start: Math.max(0, start - 1), end };
}
