import { spellScalar } from "../../../yaml/python-spelling.ts";
import { showControls } from "../../../yaml/quote-value.ts";
import type { Value } from "../../../yaml/value.ts";

/** A configuration as a screen shows it: the same JSON, with escapes for what would turn its order. */
export function shownText(value: Value): string {
  return showControls(configText(value));
}

/** A configuration as JSON, numbers spelled as in the canonical text and keys in written order. */
export function configText(value: Value): string {
  switch (value.type) {
    case "map": {
      const members = Array.from(
        value.entries.values(),
        (entry) => `${JSON.stringify(keySpelling(entry.key))}: ${configText(entry.value)}`,
      );
      return `{${members.join(", ")}}`;
    }
    case "list":
    case "set":
      return `[${value.items.map(configText).join(", ")}]`;
    case "date":
    case "binary":
    case "text":
      return JSON.stringify(value.value);
    case "float":
      return Number.isFinite(value.value) ? spellScalar(value) : `"${spellScalar(value)}"`;
    case "int":
    case "bool":
    case "null":
      return spellScalar(value);
  }
}

function keySpelling(key: Value): string {
  if (key.type === "text" || key.type === "date" || key.type === "binary") return key.value;
  if (key.type === "map" || key.type === "list" || key.type === "set") return configText(key);
  return spellScalar(key);
}
