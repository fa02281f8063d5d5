import { openText } from "../data/bars-file/open-text.ts";
import type { ReadBars } from "../data/bars-file/read-rows.ts";

/** Reads a text as a file of bars, in UTF-8. */
export function textBars(text: string): ReadBars {
  return openText(new TextEncoder().encode(text));
}

/** A text as a session takes a file of bars. */
export function textFile(name: string, text: string) {
  return { name, digest: text, readBars: textBars(text) };
}
