/** Marks that turn the direction of what follows them, out of the text that they stand in. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
// a half of a surrogate pair alone, and what XML 1.0 has no letters for
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** Nothing in it to be replaced: most texts are so, and a sheet has hundreds. */
const harmless = /^[\u0020-\u007e\u00a1-\u00ff\u202f→−…]*$/;

/** A text as one line that any XML reader takes: what it cannot hold is replaced by U+FFFD. */
export function plainLine(text: string): string {
  if (harmless.test(text) && !text.includes("  ")) return text;
  return text
    .replace(illegal, "\ufffd")
    .replace(turning, "\ufffd")
    .replace(/[\s\u0085\u2028\u2029]+/g, (space) => (space === "\u202f" ? space : " "));
}

/** A plain line as the content of an element or of an attribute in double quotes. */
export function escapeXml(line: string): string {
  return line
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
