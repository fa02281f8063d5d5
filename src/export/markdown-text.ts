import { beginningOf } from "../text/clip-text.ts";

/** The longest piece of the user's text in a document; the rest is left out. */
const longest = 300;

/**
 * The user's text as code, whatever it holds: nothing in it is markup, a mention or a link, and it
 * stays in its cell of a table. Characters that nobody sees are spelled out.
 */
export function codeSpan(text: string): string {
  const shown = visible(text).replaceAll("|", "\\|");
  const runs = Array.from(shown.matchAll(/`+/g), ([run]) => run.length);
  const fence = "`".repeat(shortest(runs));
  if (shown === "") return "(empty)";
  const pad = /^`|`$|^ .* $/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** The length of a fence that no run of backticks has. */
function shortest(runs: readonly number[]): number {
  let length = 1;
  while (runs.includes(length)) length++;
  return length;
}

/**
 * A message with its names in backticks as a line of Markdown. The user's text may hold backticks
 * itself, so every piece is safe whether it lands inside or outside of them.
 */
export function messageText(message: string): string {
  const pieces = message.split("`");
  let shown = "";
  for (const [i, piece] of pieces.entries()) {
    const inside = i % 2 === 1;
    if (!inside) shown += plainText(piece);
    else if (i === pieces.length - 1) shown += `\\\`${plainText(piece)}`;
    // two spans side by side would be read as one
    else shown += (shown.endsWith("`") ? " " : "") + codeSpan(piece);
  }
  return shown;
}

/** Text in which nothing is markup, a link, a mention or a reference. */
export function plainText(text: string): string {
  return visible(text)
    .replace(/[\\`*_{}[\]<>|~&$!()]/g, (sign) => `\\${sign}`)
    .replace(/[@#]/g, (sign) => `${sign}<!-- -->`)
    .replaceAll("://", ":\\//")
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}\\.`);
}

/** The first of some texts, and an ellipsis where there are more. */
export function joinFirst(texts: readonly string[], most: number, separator: string): string {
  return [...texts.slice(0, most), ...(texts.length > most ? ["…"] : [])].join(separator);
}

/** Control and format characters: line breaks, zero-width ones, those that turn the writing around. */
const unseen = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

function visible(text: string): string {
  const short = text.length > longest ? `${beginningOf(text, longest)}…` : text;
  return short.replace(unseen, (unit) => {
    const code = unit.codePointAt(0) ?? 0;
    return unit === "\n" ? " ↵ " : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
