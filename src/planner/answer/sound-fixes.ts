import type { Fix } from "../../text/diagnostic.ts";
import { applyEdits } from "../../text/source-range.ts";
import type { Diagnostic } from "../diagnostic.ts";

/** A text with what there is to say about it, and how another text is diagnosed. */
type Diagnosed = {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly diagnose: (edited: string) => readonly Diagnostic[];
};

/**
 * Whether a fix keeps what it promises: what it mends is gone afterwards, and no other error came. Most
 * fixes do as they are made; of those that let the planner read what it passed over only planning the
 * edited text tells.
 */
export function isSound(fix: Fix, of: Diagnostic, before: Diagnosed): boolean {
  const after = before.diagnose(applyEdits(before.text, fix.edits));
  if (isBroken(before.diagnostics)) {
    // nothing is known of what stands behind the place where reading broke off
    const place = movedBy(fix, of.range.start);
    return !after.some(({ code, range }) => code === of.code && range.start <= place);
  }
  const isSame = ({ code, path }: Diagnostic): boolean => code === of.code && path === of.path;
  const left = after.filter(isSame).length;
  const instead = errorsInstead[of.code] ?? [];
  const counted = after.filter(({ code }) => !instead.includes(code));
  return (
    left < before.diagnostics.filter(isSame).length && !hasMoreErrors(before.diagnostics, counted)
  );
}

/** What an error about a whole document stands for: afterwards its fields without values say so themselves. */
const errorsInstead: Readonly<Partial<Record<Diagnostic["code"], readonly string[]>>> = {
  "foreign-sweep": ["axis-incomplete", "axis-continuous"],
};

function isBroken(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code }) => code === "tab" || code === "syntax");
}

/** Where an offset of the text stands after edits. */
function movedBy({ edits }: Fix, offset: number): number {
  return edits.reduce(
    (place, { range, text }) =>
      range.end <= offset ? place + text.length - (range.end - range.start) : place,
    offset,
  );
}

/** Errors are told apart by their code alone: what is renamed or moved takes its own along. */
function hasMoreErrors(before: readonly Diagnostic[], after: readonly Diagnostic[]): boolean {
  const counts = new Map<string, number>();
  const count = (diagnostics: readonly Diagnostic[], by: number): void => {
    for (const { severity, code } of diagnostics) {
      if (severity === "error") counts.set(code, (counts.get(code) ?? 0) + by);
    }
  };
  count(before, -1);
  count(after, 1);
  return [...counts.values()].some((more) => more > 0);
}
