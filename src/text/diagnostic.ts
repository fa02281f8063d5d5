import { copyRange, type AnyRange, type SourceRange, type TextEdit } from "./source-range.ts";

/** A one-click fix: a title in the imperative and edits that do not overlap. */
export type Fix = { readonly title: string; readonly edits: readonly TextEdit[] };

export type Severity = "error" | "warning" | "info" | "hint";

/** What is wrong, or surprising, in the user's text: a value, never an exception. */
export type Diagnostic<Code extends string> = {
  readonly severity: Severity;
  /** Blocking: no plan can be trusted, so the last good one stays on screen, marked as stale. */
  readonly blocking: boolean;
  readonly code: Code;
  readonly message: string;
  /** Dotted path of the subject from the document's root, `strategies[0].parameters.x`; "" is the root. */
  readonly path: string;
  readonly range: SourceRange;
  /** Other places that the message speaks of, for example the first of two duplicate keys. */
  readonly related?: readonly Related[];
  readonly fixes: readonly Fix[];
};

type Related = { readonly range: SourceRange; readonly message: string };

/** One code: how grave it is, whether a plan can still be trusted, and its wording. */
export type DiagnosticEntry<Words extends readonly string[]> = {
  readonly severity: Severity;
  readonly blocking: boolean;
  readonly message: (...words: Words) => string;
};

const entry =
  (severity: Severity, blocks: boolean) =>
  <Words extends readonly string[]>(
    message: (...words: Words) => string,
  ): DiagnosticEntry<Words> => ({ severity, blocking: blocks, message });

/** A plan cannot be trusted. */
export const blocking = entry("error", true);
/** Wrong, but the plan stands. */
export const error = entry("error", false);
/** A named limit: what is beyond it is not planned. */
export const limit = entry("error", true);
export const warning = entry("warning", false);
export const info = entry("info", false);
export const hint = entry("hint", false);

/** Where a diagnostic stands. Ranges are copied, since those of values move with the text. */
type At = { readonly path: string; readonly range: AnyRange };
type More = {
  readonly related?: readonly {
    readonly range: AnyRange;
    readonly message: string;
  }[];
  readonly fixes?: readonly Fix[];
};

/** Gives the function that makes a room's diagnostics: severity and wording come from its one table. */
export function createProblem<Words extends Readonly<Record<string, readonly string[]>>>(table: {
  readonly [Code in keyof Words]: DiagnosticEntry<Words[Code]>;
}) {
  return <Code extends keyof Words & string>(
    code: Code,
    { path, range }: At,
    words: Words[Code],
    { related, fixes = [] }: More = {},
  ): Diagnostic<keyof Words & string> => {
    const { severity, blocking: blocks, message } = table[code];
    return {
      severity,
      blocking: blocks,
      code,
      message: message(...words),
      path,
      range: copyRange(range),
      ...(related && { related: related.map((one) => ({ ...one, range: copyRange(one.range) })) }),
      fixes,
    };
  };
}

/** The same diagnostic after its whole subject has moved by so many characters. */
export function moveDiagnostic<Code extends string>(
  diagnostic: Diagnostic<Code>,
  by: number,
): Diagnostic<Code> {
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
