import { fontWidths, letters } from "./font-widths.ts";

export type Font = keyof typeof fontWidths;

/** Other programs draw with fonts of their own, which may be wider. */
const safety = 1.1;
/** For letters that the bundled fonts lack: as wide as the widest that a font usually has for them. */
const unknownWidth = 1000;
const pictureWidth = 1500;

const position = new Map(Array.from(letters, (letter, n) => [letter, n]));

/** Whether every letter of a text is in the table, so that its width is known and not guessed. */
export function isMeasured(text: string): boolean {
  for (const letter of text) if (!position.has(letter) && letter !== "→") return false;
  return true;
}

/** The most room that a text takes at a type size, in any font that stands in for the bundled one. */
export function widthOf(text: string, font: Font, size: number): number {
  let thousandths = 0;
  for (const letter of text) thousandths += letterWidth(letter, font);
  return (thousandths * size * safety) / 1000;
}

/** How wide it is in the bundled font itself: for what stands beside it and may move. */
export const likelyWidth = (text: string, font: Font, size: number): number =>
  widthOf(text, font, size) / safety;

function letterWidth(letter: string, font: Font): number {
  const known = fontWidths[font][position.get(letter) ?? -1];
  if (known !== undefined) return known;
  return letter > "\uffff" ? pictureWidth : unknownWidth;
}

/** A text cut with an ellipsis to the room there is, between letters and never before an accent. */
export function fitText(text: string, room: number, font: Font, size: number): string {
  // no room holds more than this many letters, and a text may have a million
  const start = text.slice(0, longest);
  if (start.length === text.length && widthOf(text, font, size) <= room) return text;
  const wanted = room - widthOf("…", font, size);
  let [kept, used] = ["", 0];
  let whole = "";
  for (const letter of start) {
    if (!joining.test(letter)) whole = kept;
    used += (letterWidth(letter, font) * size * safety) / 1000;
    if (used > wanted) break;
    kept += letter;
  }
  return wanted < 0 ? "" : `${(used > wanted ? whole : kept).trimEnd()}…`;
}

const longest = 600;
const joining = /^(?:\p{M}|\u200d)/u;
