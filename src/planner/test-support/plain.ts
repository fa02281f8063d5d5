import { createHash } from "node:crypto";

/** A value as Python would hold it, without places in a text: what the slow path works on. */
export type Plain =
  | { readonly is: "int"; readonly value: bigint }
  | { readonly is: "float"; readonly value: number }
  | { readonly is: "text"; readonly value: string }
  | { readonly is: "bool"; readonly value: boolean }
  | { readonly is: "null" }
  | { readonly is: "list"; readonly items: readonly Plain[] }
  | PlainMap;

export type PlainEntry = readonly [key: string, value: Plain];
/** A mapping with text keys in written order, none of them twice. */
export type PlainMap = { readonly is: "map"; readonly entries: readonly PlainEntry[] };

type Leaf = Exclude<Plain, { readonly is: "list" | "map" }>;
export const int = (value: number | bigint): Leaf => ({ is: "int", value: BigInt(value) });
export const float = (value: number): Leaf => ({ is: "float", value });
export const text = (value: string): Leaf => ({ is: "text", value });
export const map = (entries: readonly PlainEntry[] = []): PlainMap => ({ is: "map", entries });

/** Python's `{**a, **b}`, with mappings merged deeply. */
export function deepMerge(a: PlainMap, b: PlainMap): PlainMap {
  let merged = a;
  for (const [key, value] of b.entries) merged = put(merged, [key], value);
  return merged;
}

/** Writes a value at a path, making mappings on the way; a mapping is merged into a mapping. */
export function put(
  into: PlainMap,
  [key = "", ...rest]: readonly string[],
  value: Plain,
): PlainMap {
  const old = get(into, key);
  const oldMap = old?.is === "map" ? old : map();
  let written = value;
  if (rest.length > 0) written = put(oldMap, rest, value);
  else if (value.is === "map") written = deepMerge(oldMap, value);
  return old
    ? map(into.entries.map((entry) => (entry[0] === key ? [key, written] : entry)))
    : map([...into.entries, [key, written]]);
}

export function get(from: PlainMap, key: string): Plain | undefined {
  return from.entries.find(([name]) => name === key)?.[1];
}

/** What `json.dumps(value, sort_keys=True)` prints; without `sorted` the keys stay as written. */
export function pythonText(value: Plain, sorted = true): string {
  switch (value.is) {
    case "int":
      return value.value.toString();
    case "float":
      return floatText(value.value);
    case "text":
      return quote(value.value);
    case "bool":
      return value.value ? "true" : "false";
    case "null":
      return "null";
    case "list":
      return `[${value.items.map((item) => pythonText(item, sorted)).join(", ")}]`;
    case "map": {
      const entries = sorted ? value.entries.toSorted(byCodePoint) : value.entries;
      const printed = entries.map(([key, item]) => `${quote(key)}: ${pythonText(item, sorted)}`);
      return `{${printed.join(", ")}}`;
    }
  }
}

/** The seed's `_config_hash`: what is compared, and its label. */
export function seedHash(config: PlainMap): { readonly canonical: string; readonly hash: string } {
  const ignored = ["combination_id", "combination_index", "target_portfolio"];
  const clean = map(config.entries.filter(([key]) => !ignored.includes(key)));
  const canonical = pythonText(clean);
  return { canonical, hash: createHash("md5").update(canonical).digest("hex").slice(0, 8) };
}

function byCodePoint([a]: PlainEntry, [b]: PlainEntry): number {
  const left = Array.from(a, (point) => point.codePointAt(0) ?? 0);
  const right = Array.from(b, (point) => point.codePointAt(0) ?? 0);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function quote(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Python's `repr` of a float: the shortest digits, an exponent below 1e-4 and from 1e16. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  const sign = value < 0 ? "-" : "";
  const [mantissa = "", power = "0"] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
    const size = String(Math.abs(exponent)).padStart(2, "0");
    return `${sign}${digits[0]}${fraction}e${exponent < 0 ? "-" : "+"}${size}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.padEnd(exponent + 1, "0");
  return `${sign}${whole.slice(0, exponent + 1)}.${whole.slice(exponent + 1) || "0"}`;
}
