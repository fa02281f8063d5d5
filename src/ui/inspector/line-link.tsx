import { revealOffset } from "../../store/view/window-layout.ts";
import type { LineTable } from "../../text/position.ts";
import type { SourceRange } from "../../text/source-range.ts";

/** Leads to a line of the text, while the text is the one that was planned. */
export function LineLink({
  range,
  lines,
}: {
  readonly range: SourceRange | undefined;
  readonly lines: LineTable | undefined;
}) {
  if (!range || !lines) return undefined;
  return (
    <button type="button" data-line onClick={() => revealOffset(range.start)}>
      line {lines.positionAt(range.start).line}
    </button>
  );
}
