import { pythonText, type Plain, type PlainMap } from "./plain.ts";

/** A configuration as its fields, each with its text; an empty mapping and a list are one value. */
export type PlainFields = ReadonlyMap<string, string>;

const ignored = ["combination_id", "combination_index", "target_portfolio"];

/** Flattens a configuration by itself, without the planner. */
export function fieldsOfPlain(config: PlainMap): PlainFields {
  const valueByField = new Map<string, string>();
  const walk = (value: Plain, path: readonly string[]): void => {
    if (value.is !== "map" || (value.entries.length === 0 && path.length > 0)) {
      valueByField.set(JSON.stringify(path), pythonText(value));
      return;
    }
    for (const [key, inner] of value.entries) {
      if (path.length > 0 || !ignored.includes(key)) walk(inner, [...path, key]);
    }
  };
  walk(config, []);
  return valueByField;
}

/** How many different configurations there are when some fields are dropped from every one. */
export function countDropping(all: readonly PlainFields[], dropped: readonly string[]): number {
  const texts = all.map((fields) =>
    JSON.stringify(
      Array.from(fields)
        .filter(([id]) => !dropped.includes(id))
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );
  return new Set(texts).size;
}

/** The fields in which at least two configurations differ. */
export function differingFields(all: readonly PlainFields[]): readonly string[] {
  const ids = new Set(all.flatMap((fields) => [...fields.keys()]));
  return Array.from(ids).filter((id) => new Set(all.map((fields) => fields.get(id))).size > 1);
}
