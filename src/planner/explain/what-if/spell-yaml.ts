import { spellFloat } from "../../../yaml/python-spelling.ts";
import { keyText, type Value } from "../../../yaml/value.ts";

/**
 * A value as YAML on one line, spelled so that all readings agree: floats with a dot, text in double
 * quotes. `undefined` for what has no such spelling.
 */
function spellYaml(value: Value): string | undefined {
  switch (value.type) {
    case "int":
    case "bool":
      return String(value.value);
    case "float":
      return spellNumber(value.value);
    case "text":
      return quote(value.value);
    case "null":
      return "null";
    case "list":
      return spellAll(value.items.map(spellYaml), "[", "]");
    case "map": {
      const members = Array.from(value.entries.values(), (entry) => {
        const key = spellKey(entry.key);
        const inner = spellYaml(entry.value);
        return key === undefined || inner === undefined ? undefined : `${key}: ${inner}`;
      });
      return spellAll(members, "{", "}");
    }
    case "date":
    case "binary":
    case "set":
      return undefined;
  }
}

/** The spelling of a value as it is in the text, where that means the same everywhere, else a new one. */
export function respell(text: string, value: Value): string | undefined {
  const written = text.slice(value.range.start, value.range.end);
  const isPlain = /^[\w.+-]+$/.test(written) && value.type !== "text";
  return isPlain ? written : spellYaml(value);
}

/** A key on one line: plain where that is certain to be text. */
export function spellKey(key: Value): string | undefined {
  if (key.type !== "text") {
    return key.type === "int" ? keyText(key) : undefined;
  }
  return isPlainWord(key.value) ? key.value : quote(key.value);
}

/** Whether a text is a word that every reading takes for a text without quotes, too. */
export function isPlainWord(text: string): boolean {
  return /^[A-Za-z_][\w.-]*$/.test(text) && !reserved.test(text);
}

const reserved = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

function spellAll(parts: readonly (string | undefined)[], open: string, close: string) {
  return parts.includes(undefined) ? undefined : `${open}${parts.join(", ")}${close}`;
}

/** A float as every reading takes it for one, with a dot. */
export function spellNumber(value: number): string {
  if (Number.isNaN(value)) return ".nan";
  if (!Number.isFinite(value)) return value > 0 ? ".inf" : "-.inf";
  const text = spellFloat(value);
  return text.includes("e") && !text.includes(".") ? text.replace("e", ".0e") : text;
}

/** In double quotes, with everything but printable ASCII escaped. */
function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
