import { keyText, type Value } from "./value.ts";

/** The longest piece of the user's text inside a message. */
const longest = 60;

/** Text cut to what a message can hold; never inside a surrogate pair. */
export function shorten(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/**
 * A text as it can stand beside others on a screen: controls that turn the direction of writing are
 * spelled as escapes, or what follows them would be shown in another order than it is written.
 */
export function showControls(text: string): string {
  return text.replace(
    /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** A value as a message quotes it: `1000`, `0.1`, `"abc"`, `[1, 2, …]`, `{min: 1}`; always short. */
export function quoteValue(value: Value): string {
  return shorten(spell(value, longest));
}

/** What kind of thing a value is, with its article: "a list", "text". */
export function kindOf(value: Value): string {
  switch (value.type) {
    case "int":
    case "float":
      return "a number";
    case "text":
      return "text";
    case "bool":
      return "true or false";
    case "null":
      return "null";
    case "date":
      return "a date";
    case "binary":
      return "binary data";
    case "set":
      return "a set";
    case "list":
      return "a list";
    case "map":
      return "a mapping";
  }
}

/** Spells at most about `room` characters: values can be large, messages are made on every edit. */
function spell(value: Value, room: number): string {
  switch (value.type) {
    case "int":
      return bounded(value.value);
    case "float":
      return spellFloat(value.value);
    case "text":
      return showControls(JSON.stringify(value.value.slice(0, room + 2)));
    case "bool":
      return String(value.value);
    case "null":
      return "null";
    case "date":
      return value.value;
    case "binary":
      return "binary data";
    case "set":
    case "list":
      return `[${spellAll(value.items, room, spell)}]`;
    case "map":
      return `{${spellAll(value.entries.values(), room, ({ key, value: inner }, left) => {
        return `${showControls(shorten(keyText(key)))}: ${spell(inner, left)}`;
      })}}`;
  }
}

function spellAll<Item>(
  items: Iterable<Item>,
  room: number,
  spellItem: (item: Item, room: number) => string,
): string {
  let text = "";
  for (const item of items) {
    if (text.length > room) return `${text}, …`;
    text += (text === "" ? "" : ", ") + spellItem(item, room - text.length);
  }
  return text;
}

/** Printing an integer of thousands of digits costs the square of its length. */
function bounded(value: bigint): string {
  const huge = 10n ** 60n;
  return value > -huge && value < huge ? String(value) : "an integer of more than 60 digits";
}

function spellFloat(value: number): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}
