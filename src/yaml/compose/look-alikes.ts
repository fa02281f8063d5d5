/**
 * Characters that a reader takes for others: each a class and what it looks like. Pasted from word
 * processors, chats and documents, or typed by another keyboard.
 */
const asciiOf: readonly (readonly [RegExp, string])[] = [
  [/[\u2010-\u2015\u2212\ufe58\ufe63]/gu, "-"],
  [/[\u201c-\u201f\u00ab\u00bb\u2033]/gu, '"'],
  [/[\u2018-\u201b\u2039\u203a\u2032]/gu, "'"],
  [/[\u3001\u060c\u066c\ufe50]/gu, ","],
  [/[\u066b]/gu, "."],
  [/[\u066a\ufe6a]/gu, "%"],
];
/** Cyrillic and Greek letters that no eye tells from Latin ones, each before its double. */
const letters = new Map(
  "аaеeоoрpсcуyхxіiјjѕsһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSοoνvΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX"
    .match(/../gu)
    ?.map(([odd = "", latin = ""]) => [odd, latin] as const),
);
const fullWidth = /[\uff01-\uff5e]/gu;
const otherDigit = /(?![0-9])\p{Nd}/gu;

/** A text with its signs and digits as ASCII has them; letters stay. */
export function foldSigns(text: string): string {
  const signs = asciiOf.reduce((folded, [odd, ascii]) => folded.replace(odd, ascii), text);
  return signs.replace(fullWidth, narrow).replace(otherDigit, digitOf);
}

/** A word with its letters as ASCII has them, where they only look so. */
export function foldLetters(text: string): string {
  return Array.from(text.replace(fullWidth, narrow), (one) => letters.get(one) ?? one).join("");
}

function narrow(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) - 0xfee0);
}

/** The digit's value: digits of a script follow each other, zero first. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String((code - zero) % 10);
}

const separated = /^([-+]?)(\d{1,3}(?:([,' _])\d{3})(?:\3\d{3})*)(\.\d+)?$/;

/**
 * The numbers that a text is meant to be, spelled so that all readings agree; none for other texts.
 * Thousands with separators, decimal commas, percent and currency signs: all of them are text.
 */
export function numbersMeant(text: string): readonly string[] {
  const percent = /^(.*\d)\s*%$/.exec(text);
  if (percent) {
    const [number] = numbersMeant(percent[1] ?? "");
    return number === undefined ? [] : [hundredthOf(number), number];
  }
  const money =
    /^([-+]?)\s?\p{Sc}\s?(\d.*)$/u.exec(text) ?? /^([-+]?)(\d.*\d|\d)\s?\p{Sc}$/u.exec(text);
  if (money) return numbersMeant(`${money[1] ?? ""}${money[2] ?? ""}`);
  if (/^[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text)) return [spelled(text)];
  const [, sign = "", integer = "", separator, decimals = ""] = separated.exec(text) ?? [];
  if (separator !== undefined && !/^0\d*,/.test(integer)) {
    return [spelled(sign + integer.replaceAll(separator, "") + decimals)];
  }
  const comma = /^([-+]?)(\d{1,3}(?:\.\d{3})+|\d+),(\d+)$/.exec(text);
  if (!comma) return [];
  return [spelled(`${comma[1] ?? ""}${(comma[2] ?? "").replaceAll(".", "")}.${comma[3] ?? ""}`)];
}

/** Without a plus and zeros before the first digit, which would make it octal; without an exponent. */
function spelled(number: string): string {
  const written = /[eE]/.test(number) ? decimalsOf(Number(number)) : number;
  return written.replace(/^\+/, "").replace(/^(-?)0+(?=\d)/, "$1");
}

function hundredthOf(number: string): string {
  return decimalsOf(Number((Number(number) / 100).toPrecision(15)));
}

function decimalsOf(number: number): string {
  const text = String(number);
  if (!text.includes("e")) return text;
  const fixed = number.toFixed(20).replace(/0+$/, "");
  return Math.abs(number) < 1 ? fixed : String(BigInt(Math.round(number)));
}
