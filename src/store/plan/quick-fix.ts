import type { Diagnostic } from "../../planner/diagnostic.ts";
import type { Fix } from "../../text/diagnostic.ts";
import { editAsAnswered } from "./edit-as-answered.ts";
import type { StampedAnalysis } from "./plan-record.ts";

/** A fix with what it mends, as the page shows it beside an answer. */
type ShownFix = {
  readonly fix: Fix;
  readonly of: Diagnostic;
  readonly shown: Pick<StampedAnalysis, "rev" | "text">;
};

/** Makes a quick fix, or the same one in what the text has become since it was shown. */
export function applyFix(shownFix: ShownFix): Promise<void> {
  const { fix, of } = shownFix;
  return editAsAnswered({
    name: `fix ${of.code} ${of.range.start} ${fix.title}`,
    find: (analysis) => sameFix(shownFix, analysis)?.edits,
    refusal: `“${fix.title.replaceAll("`", "")}” is not done: the text has changed, and it does not fit any more.`,
  });
}

/** The fix of the same name for the same problem, which says the same or is of the same field: the nearest. */
function sameFix({ fix, of, shown }: ShownFix, now: StampedAnalysis): Fix | undefined {
  if (now.rev === shown.rev) return fix;
  const grown = now.text.length - shown.text.length;
  // what stands before an edit keeps its place from the start, what stands after it from the end
  const distance = ({ range }: Diagnostic): number => {
    const moved = range.start - of.range.start;
    return Math.min(Math.abs(moved), Math.abs(moved - grown));
  };
  const [nearest] = now.diagnostics
    .filter(
      ({ code, path, message }) => code === of.code && (path === of.path || message === of.message),
    )
    .toSorted((a, b) => distance(a) - distance(b))
    .flatMap(({ fixes }) => fixes.filter(({ title }) => title === fix.title));
  return nearest;
}
