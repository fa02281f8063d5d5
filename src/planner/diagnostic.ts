import { diagnosticTable } from "./diagnostic-table.ts";

/** A stretch of the text, in UTF-16 offsets; `end` is exclusive and never past the text. */
export type SourceRange = { readonly start: number; readonly end: number };

/** One replacement in the text; an insertion has an empty range. */
export type TextEdit = { readonly range: SourceRange; readonly text: string };

/** A one-click fix: a title in the imperative and edits that do not overlap. */
export type Fix = { readonly title: string; readonly edits: readonly TextEdit[] };

export type Severity = "error" | "warning" | "info" | "hint";

export type DiagnosticCode = keyof typeof diagnosticTable;

/** What is wrong, or surprising, in the user's text: a value, never an exception. */
export type Diagnostic = {
  readonly severity: Severity;
  /** Blocking: no plan can be trusted, so the last good one stays on screen, marked as stale. */
  readonly blocking: boolean;
  readonly code: DiagnosticCode;
  readonly message: string;
  /** Dotted path of the subject from the document's root, `strategies[0].parameters.x`; "" is the root. */
  readonly path: string;
  readonly range: SourceRange;
  /** Other places that the message speaks of, for example the first of two duplicate keys. */
  readonly related?: readonly { readonly range: SourceRange; readonly message: string }[];
  readonly fixes: readonly Fix[];
};

type Words = {
  readonly [Code in DiagnosticCode]: Parameters<(typeof diagnosticTable)[Code]["message"]>;
};
/** The table as a mapped type: so TypeScript knows that a code and its words belong together. */
const table: {
  readonly [Code in DiagnosticCode]: {
    readonly severity: Severity;
    readonly blocking: boolean;
    readonly message: (...words: Words[Code]) => string;
  };
} = diagnosticTable;

/** A range that stays where it is. */
export function copyRange({ start, end }: SourceRange): SourceRange {
  return { start, end };
}

/** The same diagnostic after its whole subject has moved by so many characters. */
export function moveDiagnostic(diagnostic: Diagnostic, by: number): Diagnostic {
  if (by === 0) return diagnostic;
  const move = <Ranged extends { readonly range: SourceRange }>(one: Ranged): Ranged => ({
    ...one,
    range: { start: one.range.start + by, end: one.range.end + by },
  });
  return {
    ...move(diagnostic),
    ...(diagnostic.related && { related: diagnostic.related.map(move) }),
    fixes: diagnostic.fixes.map(({ title, edits }) => ({ title, edits: edits.map(move) })),
  };
}

/** Makes the diagnostic `code`; severity, blocking and wording come from the one table of codes. */
export function problem<Code extends DiagnosticCode>(
  code: Code,
  at: { readonly path: string; readonly range: SourceRange },
  words: Words[Code],
  more: Pick<Diagnostic, "related"> & { readonly fixes?: readonly Fix[] } = {},
): Diagnostic {
  const { severity, blocking, message } = table[code];
  const { related } = more;
  return {
    severity,
    blocking,
    code,
    message: message(...words),
    path: at.path,
    // copied, since a value's range moves along when the text around it is edited
    range: copyRange(at.range),
    ...(related && { related: related.map((one) => ({ ...one, range: copyRange(one.range) })) }),
    fixes: (more.fixes ?? []).map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ ...edit, range: copyRange(edit.range) })),
    })),
  };
}
