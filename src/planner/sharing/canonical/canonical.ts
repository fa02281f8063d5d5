import type { MovingRange } from "../../../text/source-range.ts";
import { spellScalar } from "../../../yaml/python-spelling.ts";
import { keyText, textKey, type MapEntry, type MapValue, type Value } from "../../../yaml/value.ts";

const ignored = ["combination_id", "combination_index", "target_portfolio"].map(textKey);
/** Top-level keys that belong to one combination and so never affect sharing, as in the seed. */
export const ignoredKeys: ReadonlySet<string> = new Set(ignored);

/** The canonical text of a configuration, or why and where Python refuses to hash it. */
export type Canonical =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string; readonly range: MovingRange };

/** The mapping without the keys that the hash ignores. */
export function withoutIgnored(config: MapValue): MapValue {
  if (!ignored.some((key) => config.entries.has(key))) return config;
  const entries = new Map(config.entries);
  for (const key of ignored) entries.delete(key);
  return { ...config, entries };
}

/**
 * The canonical text of a value: what Python's `json.dumps(value, sort_keys=True)` prints, or its
 * refusal. Two configurations share a container when these texts are equal (spec page 1).
 *
 * So `1` and `1.0` differ, non-ASCII is escaped, keys are sorted by code point before keys that are
 * no text become text. Texts of lists and mappings are remembered.
 */
export function canonicalText(value: Value): Canonical {
  switch (value.type) {
    case "int":
    case "float":
    case "bool":
    case "null":
      return { ok: true, text: spellScalar(value) };
    case "text":
      return { ok: true, text: quote(value.value) };
    case "date":
      return refuse(value, `it holds a date, ${value.value}; quote it`);
    case "binary":
      return refuse(value, "it holds bytes (`!!binary`)");
    case "set":
      return refuse(value, "it holds a set (`!!set`)");
    case "list":
    case "map": {
      const remembered = canonicalByValue.get(value);
      const text = remembered ?? (value.type === "list" ? listText(value.items) : mapText(value));
      if (!remembered) canonicalByValue.set(value, text);
      return text;
    }
  }
}

/**
 * What equality means: the canonical text, or for what Python cannot hash a structural text of ours,
 * which no canonical text can equal because no JSON begins with an exclamation mark.
 */
export function equalityText(value: Value): string {
  const canonical = canonicalText(value);
  return canonical.ok ? canonical.text : `!${structuralText(value)}`;
}

/** `equalityText` of a mapping made for this one question: only its parts are remembered. */
export function passingText(value: Value): string {
  const canonical = value.type === "map" ? mapText(value) : canonicalText(value);
  return canonical.ok ? canonical.text : `!${structuralText(value)}`;
}

const canonicalByValue = new WeakMap<Value, Canonical>();

function refuse({ range }: Value, reason: string): Canonical {
  return { ok: false, reason, range };
}

function listText(items: readonly Value[]): Canonical {
  const texts: string[] = [];
  for (const item of items) {
    const text = canonicalText(item);
    if (!text.ok) return text;
    texts.push(text.text);
  }
  return { ok: true, text: `[${texts.join(", ")}]` };
}

function mapText(map: MapValue): Canonical {
  const entries = Array.from(map.entries.values());
  const [first] = entries;
  const kind = first && kindOf(first.key);
  if (entries.some(({ key }) => kindOf(key) !== kind)) {
    const odd = entries.find(({ key }) => key.type !== "text")?.key ?? map;
    return refuse(
      odd,
      `it mixes text keys and other keys (${keyText(odd)}), which Python cannot sort`,
    );
  }
  const texts: string[] = [];
  for (const { key, value } of inOrder(entries)) {
    const name = keySpelling(key);
    if (name === undefined) return refuse(key, `its key ${keyText(key)} is no text and no number`);
    const text = canonicalText(value);
    if (!text.ok) return text;
    texts.push(`${quote(name)}: ${text.text}`);
  }
  return { ok: true, text: `{${texts.join(", ")}}` };
}

/** Entries sorted by key; most stand in order already, and millions of mappings are spelled. */
function inOrder(entries: readonly MapEntry[]): readonly MapEntry[] {
  const isSorted = entries.every(({ key }, i) => {
    const before = entries[i - 1];
    return !before || compareKeys(before.key, key) <= 0;
  });
  return isSorted ? entries : entries.toSorted((a, b) => compareKeys(a.key, b.key));
}

/** Keys of one kind can be sorted together; integers, floats and booleans are all numbers. */
function kindOf(key: Value): string {
  return key.type === "int" || key.type === "float" || key.type === "bool" ? "number" : key.type;
}

function compareKeys(a: Value, b: Value): number {
  if (a.type === "text" && b.type === "text") return compareTexts(a.value, b.value);
  const [first, second] = [numberOf(a), numberOf(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

function numberOf(key: Value): bigint | number {
  if (key.type === "int" || key.type === "float") return key.value;
  return key.type === "bool" && key.value ? 1 : 0;
}

/**
 * By code point, as Python sorts: UTF-16 order differs where surrogate pairs meet U+E000 and above,
 * or halves of pairs that stand alone.
 */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let i = 0;
  while (i < length && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  if (i === length) return a.length - b.length;
  // the first difference may be the second half of a character
  const isHalf = i > 0 && (a.charCodeAt(i - 1) & 0xfc00) === 0xd800;
  return (isHalf ? pointAt(a, i - 1) - pointAt(b, i - 1) : 0) || pointAt(a, i) - pointAt(b, i);
}

function pointAt(text: string, offset: number): number {
  return text.codePointAt(offset) ?? 0;
}

function keySpelling(key: Value): string | undefined {
  switch (key.type) {
    case "text":
      return key.value;
    case "int":
    case "float":
    case "bool":
    case "null":
      return spellScalar(key);
    case "date":
    case "binary":
    case "set":
    case "list":
    case "map":
      return undefined;
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
  ["\f", "\\f"],
  ["\b", "\\b"],
]);

const special = /["\\]|[^ -~]/;

/** A text in JSON with everything but printable ASCII escaped, DEL too. */
function quote(text: string): string {
  if (!special.test(text)) return `"${text}"`;
  const escaped = text.replace(
    /["\\]|[^ -~]/g,
    (unit) => escapes.get(unit) ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return `"${escaped}"`;
}

function structuralText(value: Value): string {
  switch (value.type) {
    case "int":
    case "float":
    case "bool":
    case "null":
      return spellScalar(value);
    case "text":
      return quote(value.value);
    case "date":
    case "binary":
      return `!${value.type} ${quote(value.value)}`;
    case "list":
      return `[${value.items.map(structuralText).join(", ")}]`;
    case "set":
      return `!set [${value.items.map(structuralText).toSorted().join(", ")}]`;
    case "map": {
      const members = Array.from(
        value.entries.values(),
        (entry) => `${structuralText(entry.key)}: ${structuralText(entry.value)}`,
      );
      return `{${members.toSorted().join(", ")}}`;
    }
  }
}
