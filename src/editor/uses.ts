import type { DocumentUses } from "../planner/explain/uses/uses.ts";
import { currentUses } from "../store/plan/plan-selectors.ts";
import { store } from "../store/store.ts";
import { revealOffset } from "../store/view/window-layout.ts";
import { placeIn } from "./markers.ts";
import { monaco } from "./monaco.ts";

const owner = "uses";

/**
 * Fades what nobody reads, and says at what is beaten, to whoever points at it, what stands in its
 * place. Gives what ends it.
 */
export function showUses(
  editor: monaco.editor.IStandaloneCodeEditor,
  model: monaco.editor.ITextModel,
): () => void {
  const beaten = editor.createDecorationsCollection();
  const reveal = editor.addCommand(0, (_accessor: unknown, offset: unknown) => {
    if (typeof offset === "number") revealOffset(offset);
  });

  function show({ unread, overridden }: DocumentUses): void {
    const faded = unread.listed.map(({ range }) => ({
      ...placeIn(model, range),
      severity: monaco.MarkerSeverity.Hint,
      tags: [monaco.MarkerTag.Unnecessary],
      message: "Read by neither planner nor backtest.",
    }));
    monaco.editor.setModelMarkers(model, owner, faded);
    beaten.set(
      overridden.map(({ range, winner }) => ({
        range: placeIn(model, range),
        options: { hoverMessage: beatenBy(model.getPositionAt(winner.start), winner.start) },
      })),
    );
  }

  function beatenBy({ lineNumber }: monaco.Position, offset: number): monaco.IMarkdownString {
    const place = `line ${lineNumber}`;
    const link =
      reveal === null
        ? place
        : `[${place}](command:${reveal}?${encodeURIComponent(JSON.stringify([offset]))})`;
    return {
      value: `Overridden in every combination: ${link} stands in its place.`,
      isTrusted: { enabledCommands: reveal === null ? [] : [reveal] },
    };
  }

  // of a text that is not planned yet the old ones move along
  const showCurrent = (): void => {
    const uses = currentUses(store.getState());
    if (uses) show(uses);
  };
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.plan.analysis?.uses !== previous.plan.analysis?.uses) showCurrent();
  });
  showCurrent();
  return () => {
    unsubscribe();
    beaten.clear();
  };
}
