import { entryOf, keyText, type MapEntry, type MapValue, type Value } from "../../../yaml/value.ts";
import { entriesIn, mapOf, mapsIn, mergeParts, sectionOf, textAt } from "./map-values.ts";

/** Spellings of a strategy's parameters in an entry of `strategies`, beside the two that all know. */
const plainSpellings: readonly string[] = ["parameters", "params"];
const otherSpellings: readonly string[] = [
  "param_overrides",
  "param_grid",
  "parameter_grid",
  "parameter_sweep",
];
const filterKey = "filter_params";

/** An entry as it is read, and the sections that it was put together from. */
export type Entry = { readonly element: MapValue; readonly parts: readonly Value[] };

/**
 * An entry of `strategies` with all that are its parameters under `parameters`: of several sections a
 * later one wins at the earlier one's place, and those of a filter come last, as `filter_params.x`.
 */
export function gatherParameters(entry: MapValue): Entry {
  const gathered = gatheredByEntry.get(entry) ?? gatherAnew(entry);
  gatheredByEntry.set(entry, gathered);
  return gathered;
}

/** What was made of entries: the same object for as long as an entry is the same, so that it is known again. */
const gatheredByEntry = new WeakMap<MapValue, Entry>();

function gatherAnew(entry: MapValue): Entry {
  const isOther = [...otherSpellings, filterKey].some((key) => entryOf(entry, key));
  const sections = entriesIn(entry).flatMap((section) => {
    const maps = isSection(section) && mapsIn(section.value);
    return maps ? [{ section, maps }] : [];
  });
  const filter = entryOf(entry, filterKey);
  const filters = filter?.value.type === "map" ? filter.value : undefined;
  const [first] = sections;
  const place = first?.section ?? (filters && filter);
  if (!isOther || !place) return { element: entry, parts: [] };
  const prefixed = filters && mapOf(filters.range, entriesIn(filters).map(prefix));
  const all = [...sections.map(({ maps }) => maps), ...(prefixed ? [[prefixed]] : [])];
  const merged = mergeParts(place.value.range, all);
  if (!merged) return { element: entry, parts: [] };
  const used = [...sections.map(({ section }) => section), ...(filters && filter ? [filter] : [])];
  const value = sectionOf(place.value.range, merged);
  const element = mapOf(
    entry.range,
    entriesIn(entry).flatMap((member) => {
      if (member === place) return [{ key: textAt("parameters", member.key), value }];
      return used.includes(member) ? [] : [member];
    }),
  );
  return { element, parts: used.map((member) => member.value) };
}

function isSection({ key }: MapEntry): boolean {
  const name = key.type === "text" ? key.value : "";
  return plainSpellings.includes(name) || otherSpellings.includes(name);
}

function prefix({ key, value }: MapEntry): MapEntry {
  return { key: textAt(`${filterKey}.${keyText(key)}`, key), value };
}
