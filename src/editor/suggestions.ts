import type { TextPath } from "../yaml/unfinished/read-stretches.ts";
import type { UnfinishedReader } from "../yaml/unfinished/unfinished-reader.ts";
import { knownFieldsIn, type KnownField } from "./known-fields.ts";

/** Something that can be written where the caret is. */
export type Suggestion = {
  readonly label: string;
  readonly insert: string;
  readonly kind: "field" | "section" | "value";
  /** The unit, or what is right, in a few words. */
  readonly detail: string;
  readonly documentation: string;
  /** Whether there is a choice of values to offer next. */
  readonly next: boolean;
};

export type Suggestions = {
  /** Where the word begins that they replace. */
  readonly start: number;
  readonly items: readonly Suggestion[];
};

/**
 * What can be written at a place of the text: the keys that are not there yet, or the values of a key.
 *
 * The planner's parser is asked here, in the page, not in its worker: the answer is for the text as it
 * is typed right now, a plan may be in flight, and the parser is a small part of the code editor's file.
 */
export function suggestAt(reader: UnfinishedReader, text: string, offset: number): Suggestions {
  const place = reader.placeAt(text, offset);
  if (place.at === "text") return { start: offset, items: [] };
  // what comes after the caret counts too: a strategy's type, the keys that are there already
  const entries = reader.readEntries(text);
  const { start } = place;
  switch (place.at) {
    case "value": {
      const key = lastKey(place.path);
      const field = key && knownFieldsIn(key.path, entries).get(key.name);
      return { start, items: field ? valuesOf(field, /\S/.test(text[start - 1] ?? "")) : [] };
    }
    case "key": {
      const taken = new Set(
        entries
          .filter((entry) => entry.start !== start && isSame(entry.path, place.path))
          .map(({ key }) => key),
      );
      const fields = [...knownFieldsIn(place.path, entries)].filter(([name]) => !taken.has(name));
      const hasColon = /^[\w.-]*[ \t]*:/.test(text.slice(offset, offset + 200));
      return {
        start,
        items: fields.map(([name, field]) => keyOf(name, field, place.inFlow, hasColon)),
      };
    }
  }
}

/** The key whose value stands at a path; lists of values count for their key. */
function lastKey(path: TextPath): { readonly path: TextPath; readonly name: string } | undefined {
  const at = path.findLastIndex((name) => typeof name === "string");
  const name = path[at];
  return typeof name === "string" ? { path: path.slice(0, at), name } : undefined;
}

function valuesOf(field: KnownField, afterColon: boolean): readonly Suggestion[] {
  return (field.values ?? []).map((value) => ({
    label: value,
    insert: afterColon ? ` ${value}` : value,
    kind: "value",
    detail: "",
    documentation: field.description,
    next: false,
  }));
}

function keyOf(name: string, field: KnownField, inFlow: boolean, hasColon: boolean): Suggestion {
  const isSection = field.expects === "a mapping";
  const isList = field.expects === "a list" && name === "strategies";
  const areMappings = field.expects === "a list of mappings";
  const opened = isList ? ":\n  - type: " : areMappings ? ":\n  - " : isSection ? ":\n  " : ": ";
  return {
    label: name,
    insert: hasColon ? name : `${name}${inFlow ? ": " : opened}`,
    kind: isSection || isList || areMappings ? "section" : "field",
    detail: field.unit ?? (isSection || isList ? "" : field.expects),
    documentation: aboutField(field),
    next: !hasColon && (isSection || isList || areMappings || field.values !== undefined),
  };
}

/** What is known about a field, in Markdown: what it is, what is right, what it does to sharing. */
function aboutField({ description, expects, unit, sharing }: KnownField): string {
  const right = expects === "a mapping" || expects === "text" ? "" : `Should be ${expects}`;
  const inUnit = unit === undefined ? "" : `Unit: ${unit}`;
  const facts = [right, inUnit].filter(Boolean).join(" · ");
  return [description, facts, `Sharing: ${sharing}.`].filter(Boolean).join("\n\n");
}

const isSame = (a: TextPath, b: TextPath): boolean =>
  a.length === b.length && a.every((name, n) => name === b[n]);

/** The known field whose key stands at a place, with where it is written. */
export function fieldAt(
  reader: UnfinishedReader,
  text: string,
  offset: number,
):
  | { readonly key: string; readonly start: number; readonly end: number; readonly about: string }
  | undefined {
  const entries = reader.readEntries(text);
  const entry = entries.find(({ start, end }) => start <= offset && offset <= end);
  const field = entry && knownFieldsIn(entry.path, entries).get(entry.key);
  if (!field) return undefined;
  return { key: entry.key, start: entry.start, end: entry.end, about: aboutField(field) };
}
