import { copyRange, type SourceRange } from "../../text/source-range.ts";
import type { TextValue } from "../../yaml/value.ts";

/**
 * Where a stretch of a text's value stands in the document: exactly in a plain or quoted scalar that
 * is written as it reads, else the whole scalar, since escapes and folded lines move what follows.
 */
export function rangeInDocument(
  { value, range }: TextValue,
  source: string,
  inside: SourceRange,
): SourceRange {
  const written = source.slice(range.start, range.end);
  const [quote = ""] = /^["']/.exec(written) ?? [];
  if (written !== quote + value + quote || value === "") return copyRange(range);
  const start = range.start + quote.length;
  return { start: start + inside.start, end: start + inside.end };
}
