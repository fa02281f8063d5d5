import type { Row } from "./table/rows.ts";

/** What tells the fraction of a number in a file; the other one of the two groups its digits. */
export type Decimal = "." | ",";

/** How the numbers of a file are written, or which of its cells can be read in two ways. */
export type Numerals =
  | { readonly status: "told"; readonly decimal: Decimal; readonly notes: readonly string[] }
  | { readonly status: "unclear"; readonly row: Row; readonly message: string };

const plain = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/** Powers of ten that the digits of a number are divided by. */
const powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

/**
 * A finite number in plain digits, or NaN. Most have at most 15 digits and a point: both the digits and
 * the power of ten are exact then, and their quotient is rounded once, as `Number` rounds.
 */
export function readPlain(text: string): number {
  let digits = 0;
  let places = 0;
  let point = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) digits = digits * 10 + code - 48;
    else if (code === 46 && point === -1) point = i;
    else return readSlowly(text);
  }
  if (point !== -1) places = text.length - 1 - point;
  const isShort = text.length > (point === -1 ? 0 : 1) && text.length <= 16;
  return isShort && digits <= 1e15 ? digits / (powers[places] ?? Number.NaN) : readSlowly(text);
}

function readSlowly(text: string): number {
  const value = plain.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}

/** Whether a cell that is no plain number may be one with a decimal comma, groups, a currency or a unit. */
export function isFormatted(text: string): boolean {
  return text.length <= longestNumber && !plain.test(text) && formatted.test(text);
}

/** No number is longer; more characters would take the pattern long. */
const longestNumber = 40;

const formatted = /^[$€£¥]? ?[+-]?[\d.,'’ \u00A0\u202F]*\d[.,]?\d* ?[kmb%]?[$€£¥]?$/i;
const units: ReadonlyMap<string, number> = new Map([
  ["k", 1e3],
  ["m", 1e6],
  ["b", 1e9],
]);

/**
 * Tells decimal commas from decimal points by what only one of them allows, in any cell of the file:
 * `1,5` has a fraction, `1,234.5` and `1,234,567` have groups. `1,234` alone is 1234 to some and
 * 1.234 to others, and refused.
 */
export function tellNumerals(
  rows: readonly Row[],
  cellsOf: (row: Row) => readonly string[],
): Numerals {
  const sign: { [Sign in Decimal]?: { readonly row: Row; readonly text: string } } = {};
  let either: { readonly row: Row; readonly text: string } | undefined;
  for (const row of rows) {
    for (const text of cellsOf(row)) {
      if (text.length > longestNumber) continue;
      const decimal = decimalOf(stripped(text).digits);
      if (decimal === "either") either ??= { row, text };
      else if (decimal) sign[decimal] ??= { row, text };
    }
  }
  const [point, comma] = [sign["."], sign[","]];
  if (point && comma) {
    const message = `"${comma.text}" has a decimal comma, and "${point.text}" in line ${point.row.line} a decimal point`;
    return { status: "unclear", row: comma.row, message };
  }
  if (comma)
    return { status: "told", decimal: ",", notes: [`commas are decimal, as in ${comma.text}`] };
  if (!point && either) {
    const [whole, fraction] = [either.text.replace(",", ""), either.text.replace(",", ".")];
    const message = `"${either.text}" is ${whole} to some and ${fraction} to others: write it without a comma`;
    return { status: "unclear", row: either.row, message };
  }
  const notes = either ? [`commas group digits, as in ${either.text}`] : [];
  return { status: "told", decimal: ".", notes };
}

/** Which sign must be decimal for a number to be one; nothing where it shows none. */
function decimalOf(digits: string): Decimal | "either" | undefined {
  if (/^\d*\.(?:\d{0,2}|\d{4,})$|^(?:0|\d{4,})\.\d{3}$|,\d{3}\.\d*$|,\d{3},\d{3}/.test(digits))
    return ".";
  if (/^\d*,(?:\d{0,2}|\d{4,})$|^(?:0|\d{4,}),\d{3}$|\.\d{3},\d*$|\.\d{3}\.\d{3}/.test(digits))
    return ",";
  return /^\d{1,3},\d{3}$/.test(digits) ? "either" : undefined;
}

/** The number that a cell shows where a sign is decimal, or NaN: groups have three digits each. */
export function readNumeral(text: string, decimal: Decimal): number {
  const group = decimal === "." ? "," : ".";
  const simple = text.includes(group) ? Number.NaN : readPlain(text.replace(",", "."));
  if (!Number.isNaN(simple)) return simple;
  const { digits, factor } = stripped(text);
  if (!digits.includes(group)) return readPlain(digits.replace(",", ".")) * factor;
  const [whole = "", fraction] = digits.split(decimal);
  const groups = whole.split(group);
  const isGrouped =
    /^[+-]?\d{1,3}$/.test(groups[0] ?? "") && groups.slice(1).every((part) => /^\d{3}$/.test(part));
  if (!isGrouped || digits.split(decimal).length > 2) return Number.NaN;
  return readPlain(`${groups.join("")}.${fraction ?? ""}`) * factor;
}

/** A number without its currency, its blanks and apostrophes between digits, and its unit. */
function stripped(text: string): { readonly digits: string; readonly factor: number } {
  const bare = text
    .replace(/^[$€£¥] ?| ?[$€£¥]$/, "")
    .replaceAll(/(?<=\d)[ '’\u00A0\u202F](?=\d{3})/g, "");
  const unit = units.get(bare.at(-1)?.toLowerCase() ?? "");
  return unit === undefined
    ? { digits: bare, factor: 1 }
    : { digits: bare.slice(0, -1).trimEnd(), factor: unit };
}
