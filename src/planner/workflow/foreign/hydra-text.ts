import type { MovingRange } from "../../../text/source-range.ts";
import { textKey, type MapEntry, type Value } from "../../../yaml/value.ts";
import type { NumberValue } from "../axes/range.ts";
import type { AxisValues } from "../workflow.ts";
import { valuesOf } from "./foreign-sweep.ts";
import { stepsBefore } from "./steps.ts";

/** What a text says in Hydra's language of overrides: one value, several, or several of a zip. */
export type HydraReading =
  | { readonly type: "value"; readonly value: Value }
  | { readonly type: "choice" | "zip"; readonly values: AxisValues }
  | { readonly type: "refused"; readonly reason: string };

const call = /^\s*([A-Za-z_]\w*)\s*\(([^]*)\)\s*$/;

/**
 * Reads a text as Hydra reads what stands behind an override's `=`: values between commas that are in
 * no quotes or brackets, `choice(…)`, `range(…)` without its stop, and the `zip(…)` of its plugins.
 * Values stand where the text stands.
 */
export function readHydraText(text: string, range: MovingRange): HydraReading {
  if (text === "") return { type: "value", value: { type: "text", value: text, range } };
  const parts = splitOutside(text, ",");
  if (!parts) return refused("its quotes or brackets do not close");
  const [, name, inside = ""] = parts.length === 1 ? (call.exec(text) ?? []) : [];
  if (name === "range") return readRange(inside, range);
  if (name === "choice" || name === "zip") {
    return readChoice(name === "zip" ? "zip" : "choice", splitOutside(inside, ","), range);
  }
  if (name !== undefined) return refused(reasonAgainst(name));
  if (parts.length > 1) return readChoice("choice", parts, range);
  const value = readElement(text, range);
  return typeof value === "string" ? refused(value) : { type: "value", value };
}

/** A text as one unquoted value: a number, true, false, null, or itself. */
export function readHydraScalar(text: string, range: MovingRange): Value {
  const word = text.toLowerCase();
  if (word === "null") return { type: "null", range };
  if (word === "true" || word === "false") return { type: "bool", value: word === "true", range };
  const digits = text.replaceAll("_", "");
  if (integer.test(text)) return { type: "int", value: BigInt(digits.replace("+", "")), range };
  if (float.test(text)) return { type: "float", value: floatOf(digits), range };
  return { type: "text", value: text.replace(/\\([\\, \t])/g, "$1"), range };
}

const unsigned = String.raw`(?:0|[1-9](?:_?\d)*)`;
const pointed = String.raw`(?:${unsigned}\.|${unsigned}?\.\d(?:_?\d)*)`;
const integer = new RegExp(`^[+-]?${unsigned}$`);
const float = new RegExp(
  String.raw`^[+-]?(?:${pointed}|(?:${unsigned}|${pointed})e[+-]?${unsigned}|inf|nan)$`,
  "i",
);

function floatOf(digits: string): number {
  const [, sign, word] = /^([+-]?)(inf|nan)$/i.exec(digits) ?? [];
  if (word === undefined) return Number(digits);
  return word.toLowerCase() === "nan" ? Number.NaN : Number(`${sign}Infinity`);
}

function refused(reason: string): HydraReading {
  return { type: "refused", reason };
}

function reasonAgainst(name: string): string {
  const why = new Map([
    ["interval", "has no finite list of values"],
    ["glob", "chooses among files that are not at hand"],
    ["tag", "speaks to a sweeper of its own"],
    ["shuffle", "has no order that can be told"],
    ["sort", "is not sorted here: write its values in their order"],
  ]).get(name);
  return `\`${name}(…)\` ${why ?? "is not understood"}`;
}

function readChoice(
  type: "choice" | "zip",
  parts: readonly string[] | undefined,
  range: MovingRange,
): HydraReading {
  const items: Value[] = [];
  for (const part of parts ?? []) {
    const item = readElement(part, range);
    if (typeof item === "string") return refused(item);
    items.push(item);
  }
  return items.length > 0 ? { type, values: valuesOf(items) } : refused("it has no values");
}

const rangeWords = ["start", "stop", "step"] as const;

/** `range(stop)`, `range(start, stop)` and `range(start, stop, step)`, by place or by name. */
function readRange(inside: string, range: MovingRange): HydraReading {
  const given: Partial<Record<(typeof rangeWords)[number], NumberValue>> = {};
  for (const [place, part] of (splitOutside(inside, ",") ?? []).entries()) {
    const [, name, written = ""] = /^\s*(?:(start|stop|step)\s*=)?([^]*)$/.exec(part) ?? [];
    const word = rangeWords.find((one) => one === name) ?? rangeWords[place];
    const number = readElement(written, range);
    const isNumber =
      typeof number !== "string" && (number.type === "int" || number.type === "float");
    if (!word || !isNumber || given[word]) return refused("`range(…)` takes up to three numbers");
    given[word] = number;
  }
  const { start, stop, step = whole(1n, range) } = given;
  if (!start) return refused("`range(…)` takes up to three numbers");
  const bounds = stop ? { start, stop } : { start: whole(0n, range), stop: start };
  const values = stepsBefore({ ...bounds, step }, range);
  return typeof values === "string" ? refused(values) : { type: "choice", values };
}

function whole(value: bigint, range: MovingRange): NumberValue {
  return { type: "int", value, range };
}

/** One value, or why it is none: quoted, a list, a mapping, or a plain scalar. */
function readElement(part: string, range: MovingRange): Value | string {
  const text = part.replace(/^\s+|(?<!\\)\s+$/g, "");
  const [first = ""] = text;
  if (text === "") return "it has an empty value between its commas";
  if (first === "'" || first === '"') {
    // closed at its end: what the split at quotes has left whole is one quoted text, or several
    const quoted = /^(?:'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*")$/.test(text);
    return quoted ? { type: "text", value: unquote(text), range } : "text stands beside its quotes";
  }
  if (first === "[") return readList(text, range);
  if (first === "{") return readMapping(text, range);
  if (call.test(text)) return "a function stands among its values";
  // interpolations are kept as they are written
  if (/["'[\]{}()]/.test(text.replace(/\$\{[^}]*\}/g, ""))) return "its quotes or brackets are odd";
  return readHydraScalar(text, range);
}

/** Backslashes are halved before a quote, the last one included, and kept elsewhere. */
function unquote(text: string): string {
  const beforeQuote = new RegExp(String.raw`\\+(?=${text[0]}|$)`, "g");
  return text.slice(1, -1).replace(beforeQuote, (run) => run.slice(0, run.length / 2));
}

function readList(text: string, range: MovingRange): Value | string {
  const items: Value[] = [];
  for (const part of insideOf(text)) {
    const item = readElement(part, range);
    if (typeof item === "string") return item;
    items.push(item);
  }
  return { type: "list", items, range };
}

function readMapping(text: string, range: MovingRange): Value | string {
  const entries = new Map<ReturnType<typeof textKey>, MapEntry>();
  for (const part of insideOf(text)) {
    const [name = "", ...rest] = splitOutside(part, ":") ?? [];
    const key = readElement(name, range);
    const value = readElement(rest.join(":"), range);
    if (typeof key === "string") return key;
    if (typeof value === "string") return value;
    const keyOfText = key.type === "text" ? key.value : name.trim();
    entries.set(textKey(keyOfText), { key: { type: "text", value: keyOfText, range }, value });
  }
  return { type: "map", entries, range };
}

/** What stands between commas in the brackets around a text; nothing in empty ones. */
function insideOf(text: string): readonly string[] {
  const inside = text.slice(1, -1);
  return inside.trim() === "" ? [] : (splitOutside(inside, ",") ?? [""]);
}

const closing = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

/** Deeper brackets are no value of a configuration. */
const deepest = 32;

/** Splits a text at a separator outside of quotes and brackets, `undefined` where these do not close. */
function splitOutside(text: string, separator: string): readonly string[] | undefined {
  const parts: string[] = [];
  const expected: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "\\") i += 1;
    else if (char === "'" || char === '"') {
      for (i += 1; i < text.length && text[i] !== char; i++) if (text[i] === "\\") i += 1;
      if (i >= text.length) return undefined;
    } else if (closing.has(char)) {
      if (expected.push(closing.get(char) ?? "") > deepest) return undefined;
    } else if (char === ")" || char === "]" || char === "}") {
      if (expected.pop() !== char) return undefined;
    } else if (char === separator && expected.length === 0) {
      parts.push(text.slice(from, i));
      from = i + 1;
    }
  }
  return expected.length > 0 ? undefined : [...parts, text.slice(from)];
}
