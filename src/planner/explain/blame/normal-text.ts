import type { Value } from "../../../yaml/value.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";

/** How two values can be the same to a reader and different to Python. */
export type Likeness = "number spelling" | "number as text" | "order of a list";

/**
 * A text that is equal for values which only look different: `1000` and `1000.0`, `0.001` and
 * `"0.001"`, a list in another order.
 */
export function normalText(value: Value): string {
  switch (value.type) {
    case "int":
      return numberText(value.value);
    case "float":
      return Number.isInteger(value.value) ? numberText(BigInt(value.value)) : `#${value.value}`;
    case "text":
      return numeric(value.value) ?? equalityText(value);
    case "list":
      return `[${value.items.map(normalText).toSorted().join()}]`;
    case "map":
    case "bool":
    case "null":
    case "date":
    case "binary":
    case "set":
      return equalityText(value);
  }
}

/** What makes two values differ whose normal texts are equal. */
export function likenessOf(a: Value, b: Value): Likeness {
  if (a.type === "list" || b.type === "list") return "order of a list";
  return a.type === "text" || b.type === "text" ? "number as text" : "number spelling";
}

function numeric(text: string): string | undefined {
  if (!/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text) || text.length > 300) {
    return undefined;
  }
  if (/^[-+]?\d+$/.test(text)) return numberText(BigInt(text.replace(/^\+/, "")));
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  return Number.isInteger(number) ? numberText(BigInt(number)) : `#${number}`;
}

function numberText(value: bigint): string {
  return `#${value}`;
}
