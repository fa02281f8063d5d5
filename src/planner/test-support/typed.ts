import { spellFloat } from "../../yaml/python-spelling.ts";
import type { Value } from "../../yaml/value.ts";

/** A value as JSON that keeps the types apart, as the fixtures and the Python oracle write it. */
export function typedOf(value: Value): unknown {
  switch (value.type) {
    case "null":
      return null;
    case "bool":
    case "text":
      return value.value;
    case "int":
      return { int: String(value.value) };
    case "float":
      return { float: pythonRepr(value.value) };
    case "date":
      return value.value.includes("T") ? { datetime: value.value } : { date: value.value };
    case "binary":
      return { binary: value.value };
    case "set":
      return { set: value.items.map(typedOf).toSorted(byText) };
    case "list":
      return value.items.map(typedOf);
    case "map":
      return {
        map: Array.from(value.entries.values(), (entry) => [
          typedOf(entry.key),
          typedOf(entry.value),
        ]),
      };
  }
}

/** Sets have no order of their own. */
function byText(a: unknown, b: unknown): number {
  const [first, second] = [JSON.stringify(a), JSON.stringify(b)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** The same from a fixture or the oracle, without what JSON makes no difference of. */
export function normalTyped(python: unknown): unknown {
  if (Array.isArray(python)) return python.map(normalTyped);
  if (typeof python !== "object" || python === null) return python;
  const entries = Object.entries(python).map(([type, held]) => [type, normalTyped(held)] as const);
  const [[type, held] = ["", undefined]] = entries;
  if (type === "tuple") return held;
  if (type === "bytes") return { binary: Buffer.from(String(held), "hex").toString("base64") };
  if (type === "set" && Array.isArray(held)) return { set: held.toSorted(byText) };
  return { [type]: held };
}

function pythonRepr(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
  return spellFloat(value);
}
