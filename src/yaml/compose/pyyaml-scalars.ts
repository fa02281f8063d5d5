import type { MovingRange } from "../../text/source-range.ts";
import { shorten } from "../quote-value.ts";
import type { Value } from "../value.ts";

/** The tags that PyYAML's safe loader knows for scalars, without their common prefix. */
export const scalarTags = [
  "bool",
  "float",
  "int",
  "merge",
  "null",
  "timestamp",
  "value",
  "yaml",
  "str",
  "binary",
] as const;
export type ScalarTag = (typeof scalarTags)[number];

/** What a scalar becomes, or in plain words why Python refuses it. */
export type Constructed =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly reason: string };

// PyYAML's resolver: the first expression that matches, in this order, decides the tag
const resolvers: readonly (readonly [ScalarTag, RegExp])[] = [
  ["bool", /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/],
  [
    "float",
    /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  ],
  [
    "int",
    /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)$/,
  ],
  ["merge", /^<<$/],
  ["null", /^(?:~|null|Null|NULL|)$/],
  [
    "timestamp",
    /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)$/,
  ],
  ["value", /^=$/],
  ["yaml", /^[!&*]$/],
];

/** The tag that PyYAML gives a plain scalar by its looks. */
export function resolveTag(text: string): ScalarTag {
  // what begins otherwise is text, as most is; an expression is tried on the rest only
  if (!/^(?:[-+.0-9yYnNtTfFoO~<=!&*]|$)/.test(text)) return "str";
  // the end that Python's expressions look for may have a line break after it
  const looks = text.endsWith("\n") ? text.slice(0, -1) : text;
  return resolvers.find(([, expression]) => expression.test(looks))?.[0] ?? "str";
}

/** Builds the value of a scalar as PyYAML's constructor for its tag does. */
export function constructScalar(tag: ScalarTag, text: string, range: MovingRange): Constructed {
  switch (tag) {
    case "str":
      return { ok: true, value: { type: "text", value: text, range } };
    case "null":
      return { ok: true, value: { type: "null", range } };
    case "bool":
      return constructBool(text, range);
    case "int":
      return constructInt(text, range);
    case "float":
      return constructFloat(text, range);
    case "timestamp":
      return constructTimestamp(text, range);
    case "binary":
      return constructBinary(text, range);
    case "merge":
      return { ok: false, reason: "`<<` stands where no key is; quote it" };
    case "value":
      return { ok: false, reason: "a bare `=` has a meaning of its own; quote it" };
    case "yaml":
      return { ok: false, reason: `a bare \`${text}\` is no value; quote it without a tag` };
  }
}

function constructBool(text: string, range: MovingRange): Constructed {
  const word = text.toLowerCase();
  if (["yes", "true", "on"].includes(word)) {
    return { ok: true, value: { type: "bool", value: true, range } };
  }
  if (["no", "false", "off"].includes(word)) {
    return { ok: true, value: { type: "bool", value: false, range } };
  }
  return { ok: false, reason: `\`${shorten(text)}\` is no boolean` };
}

/** Python refuses to read, and to print, integers of more digits. */
const integerDigits = 4300;
const tooLarge = 10n ** BigInt(integerDigits);

function constructInt(text: string, range: MovingRange): Constructed {
  const written = text.replaceAll("_", "");
  const value = integerOf(written.replace(/^[-+]/, ""));
  if (value === undefined) {
    return { ok: false, reason: `\`${shorten(text)}\` is no integer; quote it if it is a text` };
  }
  if (value >= tooLarge || value <= -tooLarge) {
    return { ok: false, reason: "an integer of more than 4,300 digits" };
  }
  return {
    ok: true,
    value: { type: "int", value: written.startsWith("-") ? -value : value, range },
  };
}

/** The integer that PyYAML sees in the digits after a sign: `0b` and `0x`, octal, base 60, decimal. */
function integerOf(digits: string): bigint | undefined {
  if (digits === "0") return 0n;
  if (digits.startsWith("0b")) return pythonInt(digits.slice(2), 2);
  if (digits.startsWith("0x")) return pythonInt(digits.slice(2), 16);
  if (digits.startsWith("0")) return pythonInt(digits, 8);
  if (!digits.includes(":")) return pythonInt(digits, 10);
  const parts = digits.split(":");
  // so many parts are beyond the limit of digits, and adding them up takes quadratic time
  if (parts.length > integerDigits) return tooLarge;
  let value = 0n;
  for (const part of parts) {
    const digit = pythonInt(part, 10);
    if (digit === undefined) return undefined;
    value = value * 60n + digit;
  }
  return value;
}

const integers = {
  2: { looks: /^([-+]?)(?:0[bB])?([01]+)$/, prefix: "0b" },
  8: { looks: /^([-+]?)(?:0[oO])?([0-7]+)$/, prefix: "0o" },
  10: { looks: /^([-+]?)([0-9]+)$/, prefix: "" },
  16: { looks: /^([-+]?)(?:0[xX])?([0-9a-fA-F]+)$/, prefix: "0x" },
} as const;

/** Python's own `int(text, base)`: white space around it, another sign and a prefix are allowed. */
function pythonInt(text: string, base: keyof typeof integers): bigint | undefined {
  const { looks, prefix } = integers[base];
  const [, sign, digits] = looks.exec(stripped(text)) ?? [];
  if (digits === undefined) return undefined;
  // far above the limit the digits are not worth converting, which takes quadratic time
  if (digits.length > (base === 10 ? integerDigits : 20_000)) return tooLarge;
  const value = BigInt(prefix + digits);
  return sign === "-" ? -value : value;
}

function stripped(text: string): string {
  return text.replace(/^[ \t-\r]+|[ \t-\r]+$/g, "");
}

function constructFloat(text: string, range: MovingRange): Constructed {
  const written = text.replaceAll("_", "").toLowerCase();
  const value = floatOf(written.replace(/^[-+]/, ""));
  if (value === undefined) {
    return { ok: false, reason: `\`${shorten(text)}\` is no number; quote it if it is a text` };
  }
  return {
    ok: true,
    value: { type: "float", value: written.startsWith("-") ? -value : value, range },
  };
}

function floatOf(digits: string): number | undefined {
  if (digits === ".inf") return Infinity;
  if (digits === ".nan") return NaN;
  if (!digits.includes(":")) return pythonFloat(digits);
  let value = 0;
  let exact = 1n;
  let base = 1;
  for (const part of digits.split(":").toReversed()) {
    const digit = pythonFloat(part);
    if (digit === undefined || base === Infinity) return undefined;
    value += digit * base;
    exact *= 60n;
    base = Number(exact);
  }
  return value;
}

/** Python's own `float(text)`. */
function pythonFloat(text: string): number | undefined {
  const written = stripped(text);
  const [, sign, word] = /^([-+]?)(inf|infinity|nan)$/.exec(written) ?? [];
  if (word !== undefined) return word === "nan" ? NaN : sign === "-" ? -Infinity : Infinity;
  const decimal = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/;
  return decimal.test(written) ? Number(written) : undefined;
}

const timestamp =
  /^(?<year>[0-9]{4})-(?<month>[0-9][0-9]?)-(?<day>[0-9][0-9]?)(?:(?:[Tt]|[ \t]+)(?<hour>[0-9][0-9]?):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]*))?(?:[ \t]*(?<zone>Z|(?<sign>[-+])(?<zoneHour>[0-9][0-9]?)(?::(?<zoneMinute>[0-9]{2}))?))?)?$/;

function constructTimestamp(text: string, range: MovingRange): Constructed {
  const parts = timestamp.exec(text.replace(/\n$/, ""))?.groups;
  if (!parts) return { ok: false, reason: `\`${shorten(text)}\` is no date` };
  const number = (name: string): number => Number(parts[name] ?? 0);
  const [year, month, day] = [number("year"), number("month"), number("day")];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
    return { ok: false, reason: `\`${text}\` is an impossible date; quote it if it is a text` };
  }
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (parts["hour"] === undefined) return { ok: true, value: { type: "date", value: date, range } };
  const [hour, minute, second] = [number("hour"), number("minute"), number("second")];
  const zone = number("zoneHour") * 60 + number("zoneMinute");
  if (hour > 23 || minute > 59 || second > 59 || zone >= 24 * 60) {
    return { ok: false, reason: `\`${text}\` is an impossible time; quote it if it is a text` };
  }
  const fraction = (parts["fraction"] ?? "").slice(0, 6).padEnd(6, "0");
  const micro = Number(fraction) === 0 ? "" : `.${fraction}`;
  const offset = zoneText(parts["zone"], parts["sign"], zone);
  const time = `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}${micro}${offset}`;
  return { ok: true, value: { type: "date", value: `${date}T${time}`, range } };
}

function zoneText(zone: string | undefined, sign: string | undefined, minutes: number): string {
  if (zone === undefined) return "";
  const shown = minutes === 0 ? "+" : (sign ?? "+");
  return `${shown}${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, "0");
}

function constructBinary(text: string, range: MovingRange): Constructed {
  const digits = base64Of(text);
  if (digits === undefined) return { ok: false, reason: "`!!binary` without whole base64 data" };
  return { ok: true, value: { type: "binary", value: digits, range } };
}

/** The digits that Python's decoder takes from a text, which passes over everything else. */
function base64Of(text: string): string | undefined {
  if (/[^\0-\x7f]/.test(text)) return undefined;
  let digits = "";
  let padding = 0;
  for (const [sign] of text.matchAll(/[A-Za-z0-9+/=]/g)) {
    if (sign !== "=") {
      digits += sign;
      padding = 0;
    } else if (digits.length % 4 >= 2 && (digits.length % 4) + ++padding >= 4) {
      return withoutSpareBits(digits).padEnd(digits.length + padding, "=");
    }
  }
  return digits.length % 4 === 0 ? digits : undefined;
}

const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The digits with the bits of the last one at 0 that belong to no byte: the same bytes, one text. */
function withoutSpareBits(digits: string): string {
  const spare = digits.length % 4 === 2 ? 16 : 4;
  const last = base64.indexOf(digits.slice(-1));
  return digits.slice(0, -1) + base64.charAt(last - (last % spare));
}
