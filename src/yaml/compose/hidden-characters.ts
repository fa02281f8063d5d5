import { shorten } from "../quote-value.ts";

/** White space that YAML takes for a letter: no-break, thin, ideographic and the like. */
export const oddSpaces = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu;

// zero-width and bidirectional characters, soft hyphens, and a byte order mark that is not at the start
const invisible =
  /\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/gu;

/**
 * Characters without a look in a value. Between letters of other scripts and between pictures they
 * are part of the writing; beside what ASCII has, or at an end, nobody means them.
 */
export const hidden =
  /(?<=^|[!-~])(?:\u034f|[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0])+|(?:\u034f|[\u00ad\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0])+(?=[!-~]|$)/gu;

/**
 * Controls that turn the direction of writing. The three marks stand in writing from right to left
 * as commas do; beside other letters nobody means them.
 */
export const turning =
  /[\u202a-\u202e\u2066-\u2069]|(?<![\u0590-\u08ff\ufb1d-\ufefc])[\u061c\u200e\u200f](?![\u0590-\u08ff\ufb1d-\ufefc])/gu;

/** The first character of a text that an expression finds. */
export function firstOf(text: string, characters: RegExp): string | undefined {
  return text.match(characters)?.[0];
}

/** The first character without a look, of a key also white space that is none to YAML. */
export function firstInvisible(key: string): string | undefined {
  return firstOf(key, invisible) ?? firstOf(key, oddSpaces);
}

/** A text with names in place of what nobody sees. */
export function visible(text: string): string {
  const named = (character: string) => `[${codePoint(character)}]`;
  return shorten(text.replace(invisible, named).replace(oddSpaces, named));
}

/** The name of a character: `U+00A0`. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
