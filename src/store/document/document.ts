import type { YamlReading } from "../../yaml/value.ts";

/** All that a user authors: a text, how it is read, and what it is called outside of itself. */
export type Document = {
  readonly text: string;
  readonly reading: YamlReading;
  /** A file or an example; a text that was typed or pasted has no name. */
  readonly name: string | undefined;
};

/** Whether two documents are the same to the planner. */
export function isSameDocument(
  a: Pick<Document, "text" | "reading">,
  b: Pick<Document, "text" | "reading">,
): boolean {
  return a.text === b.text && a.reading === b.reading;
}

/** As the editors hold a text, so that offsets mean the same to all; the plan is no other. */
export function withPlainLineEnds(text: string): string {
  return text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
}
