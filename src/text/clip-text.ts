/**
 * The beginning of a text, of at most so many characters. Of a sign that takes two of them (an emoji)
 * never half: alone it would be drawn as a question mark.
 */
export function beginningOf(text: string, most: number): string {
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
}

/** A text of at most so many characters, the last of them an ellipsis where it is cut. */
export function clipText(text: string, most: number): string {
  return text.length > most ? `${beginningOf(text, most - 1)}…` : text;
}
