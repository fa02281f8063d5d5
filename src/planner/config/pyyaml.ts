import type { SourceRange } from "../diagnostic.ts";
import type { Value } from "./value.ts";

/** The tags that PyYAML's safe loader knows, without their common prefix. */
export type ScalarTag =
  | "bool"
  | "float"
  | "int"
  | "merge"
  | "null"
  | "timestamp"
  | "value"
  | "str"
  | "binary";

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
];

/** The tag that PyYAML gives a plain scalar by its looks. */
export function resolveTag(text: string): ScalarTag {
  return resolvers.find(([, looks]) => looks.test(text))?.[0] ?? "str";
}

/** Builds the value of a scalar as PyYAML's constructor for its tag does. */
export function constructScalar(tag: ScalarTag, text: string, range: SourceRange): Constructed {
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
  }
}

function constructBool(text: string, range: SourceRange): Constructed {
  const word = text.toLowerCase();
  if (["yes", "true", "on"].includes(word)) {
    return { ok: true, value: { type: "bool", value: true, range } };
  }
  if (["no", "false", "off"].includes(word)) {
    return { ok: true, value: { type: "bool", value: false, range } };
  }
  return { ok: false, reason: `"${text}" is no boolean` };
}

/** Python refuses to read, and to print, integers of more digits. */
const integerDigits = 4300;

function constructInt(text: string, range: SourceRange): Constructed {
  const written = text.replaceAll("_", "");
  const sign = written.startsWith("-") ? -1n : 1n;
  // Python's own int() and float() pass over white space
  const digits = written.replace(/^[-+]/, "").trim();
  const value = magnitudeOf(digits);
  if (value === undefined) return { ok: false, reason: `"${text}" is no integer` };
  if (value >= tooLarge) {
    return { ok: false, reason: `an integer of more than ${integerDigits} digits` };
  }
  return { ok: true, value: { type: "int", value: sign * value, range } };
}

const tooLarge = 10n ** BigInt(integerDigits);

function magnitudeOf(digits: string): bigint | undefined {
  if (digits === "0") return 0n;
  if (digits.startsWith("0b")) return radix(digits.slice(2), "0b", /^[01]+$/);
  if (digits.startsWith("0x")) return radix(digits.slice(2), "0x", /^[0-9a-fA-F]+$/);
  if (digits.startsWith("0")) return radix(digits, "0o", /^[0-7]+$/);
  if (digits.includes(":")) {
    const parts = digits.split(":").map((part) => radix(part, "", /^[0-9]+$/));
    let value = 0n;
    for (const part of parts) {
      if (part === undefined) return undefined;
      value = value * 60n + part;
    }
    return value;
  }
  return radix(digits, "", /^[0-9]+$/);
}

function radix(digits: string, prefix: string, allowed: RegExp): bigint | undefined {
  // far above the limit the digits are not worth converting, which takes quadratic time
  if (digits.length > 20_000) return tooLarge;
  return allowed.test(digits) ? BigInt(prefix + digits) : undefined;
}

function constructFloat(text: string, range: SourceRange): Constructed {
  const written = text.replaceAll("_", "").toLowerCase();
  const sign = written.startsWith("-") ? -1 : 1;
  const digits = written.replace(/^[-+]/, "").trim();
  const value = floatOf(digits);
  if (value === undefined) return { ok: false, reason: `"${text}" is no number` };
  return { ok: true, value: { type: "float", value: sign * value, range } };
}

const decimal = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/;

function floatOf(digits: string): number | undefined {
  if (digits === ".inf") return Infinity;
  if (digits === ".nan") return NaN;
  if (!digits.includes(":")) return decimal.test(digits) ? Number(digits) : undefined;
  let value = 0;
  let base = 1n;
  for (const part of digits.split(":").toReversed()) {
    if (!decimal.test(part)) return undefined;
    value += Number(part) * Number(base);
    base *= 60n;
  }
  return value;
}

const timestamp =
  /^(?<year>[0-9]{4})-(?<month>[0-9][0-9]?)-(?<day>[0-9][0-9]?)(?:(?:[Tt]|[ \t]+)(?<hour>[0-9][0-9]?):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(?:\.(?<fraction>[0-9]*))?(?:[ \t]*(?<zone>Z|(?<sign>[-+])(?<zoneHour>[0-9][0-9]?)(?::(?<zoneMinute>[0-9]{2}))?))?)?$/;

function constructTimestamp(text: string, range: SourceRange): Constructed {
  const parts = timestamp.exec(text)?.groups;
  if (!parts) return { ok: false, reason: `"${text}" is no date` };
  const number = (name: string): number => Number(parts[name] ?? 0);
  const [year, month, day] = [number("year"), number("month"), number("day")];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) {
    return { ok: false, reason: `"${text}" is an impossible date; quote it if it is a text` };
  }
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  if (parts["hour"] === undefined) return { ok: true, value: { type: "date", value: date, range } };
  const [hour, minute, second] = [number("hour"), number("minute"), number("second")];
  const zone = number("zoneHour") * 60 + number("zoneMinute");
  if (hour > 23 || minute > 59 || second > 59 || zone >= 24 * 60) {
    return { ok: false, reason: `"${text}" is an impossible time; quote it if it is a text` };
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

function constructBinary(text: string, range: SourceRange): Constructed {
  const digits = text.replace(/[^A-Za-z0-9+/=]/g, "");
  const data = digits.replace(/=.*$/, "");
  const wanted = (4 - (data.length % 4)) % 4;
  if (/[^\0-\x7f]/.test(text) || wanted === 3 || digits.length - data.length < wanted) {
    return { ok: false, reason: "`!!binary` without whole base64 data" };
  }
  return { ok: true, value: { type: "binary", value: digits, range } };
}
