import { at } from "../../../text/collections.ts";
import {
  entryOf,
  keyIdentity,
  keyText,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import { remark } from "../../later-diagnostic.ts";
import { readGridValue } from "../axes/read-alternatives.ts";
import { holdsMappings, type ReadingState } from "../read-section.ts";
import type { GridPlace } from "../workflow.ts";
import { entriesIn, mapOf, without } from "./map-values.ts";
import { places } from "./table.ts";

const nameKeys = ["name", "parameter"] as const;
/** How a section is searched, and no field of a configuration. */
const searchKeys: readonly string[] = ["method", "n_trials", "max_trials"];

/** A section that is a grid, and the value that it is written as. */
export type GridSection = { readonly place: GridPlace; readonly written: Value };

/** The sections of the root, and of `optimization`, that are grids: in the order in which they are written. */
export function gridSections(
  state: ReadingState,
  root: MapValue,
): { readonly before: readonly GridSection[]; readonly after: readonly GridSection[] } {
  const before: GridSection[] = [];
  const after: GridSection[] = [];
  let isAfter = false;
  const add = (path: string, value: Value): void => {
    const map = gridAt(state, path, value);
    const grid = map && { place: { path, map, reachesParameters: true }, written: value };
    if (grid) (isAfter ? after : before).push(grid);
  };
  for (const { key, value } of root.entries.values()) {
    const name = keyText(key);
    if (name !== "optimization") add(name, value);
    else if (value.type === "map") {
      for (const entry of value.entries.values()) {
        const inner = keyText(entry.key);
        if (inner === "parameter_grids") isAfter = true;
        else add(`${name}.${inner}`, entry.value);
      }
      isAfter = true;
    }
  }
  return { before, after };
}

/** The grid that a section is, where the table has its path and anything varies in it. */
function gridAt(state: ReadingState, path: string, value: Value): MapValue | undefined {
  const place = places.find((one) => one.path === path && one.becomes === "grid");
  if (!place) return undefined;
  if (value.type === "list") return namedAxes(state, value);
  if (place.spelling === "named axes" || value.type !== "map") return undefined;
  const settings = searchKeys.filter((name) => isSetting(entryOf(value, name)?.value));
  const map = settings.length > 0 ? without(value, settings) : value;
  return entriesIn(map).some((entry) => isAxis(state, entry)) ? map : undefined;
}

function isSetting(value: Value | undefined): boolean {
  return value?.type === "text" || value?.type === "int";
}

function isAxis(state: ReadingState, { key, value }: MapEntry): boolean {
  const place = { path: "", axis: "" };
  const { fixed, diagnostics } = readGridValue(key, value, place, state.readScalar);
  return !fixed || diagnostics.some(({ blocking }) => blocking);
}

/** A list of mappings with a name and an axis each; what has no name, or one that was, is not read. */
function namedAxes(state: ReadingState, list: Value): MapValue | undefined {
  if (!holdsMappings(list)) return undefined;
  const names = new Set<string>();
  const read = list.items.flatMap((item): readonly (MapEntry & { readonly written: Value })[] => {
    const nameKey = nameKeys.find((key) => item.type === "map" && entryOf(item, key));
    const key = item.type === "map" && nameKey ? entryOf(item, nameKey)?.value : undefined;
    const identity = key && keyIdentity(key);
    if (!nameKey || item.type !== "map" || key?.type !== "text" || identity === undefined)
      return [];
    const entry = { key, value: without(item, [nameKey]), written: item };
    if (names.has(identity) || !isAxis(state, entry)) return [];
    names.add(identity);
    return [entry];
  });
  if (read.length === 0) return undefined;
  for (const { written } of read) {
    state.claims.add(written);
    state.uses.push({ value: written, use: "planned" });
  }
  return mapOf(list.range, read);
}

/** Tells that a search goes through a part of the space only, where the document says so. */
export function tellSearch(
  state: ReadingState,
  root: MapValue,
  grids: readonly GridSection[],
): void {
  const optimization = entryOf(root, "optimization")?.value;
  const sections = [optimization, ...grids.map(({ written }) => written)];
  const found = [...new Set(sections)].flatMap((section) =>
    section?.type === "map" ? searchIn(section) : [],
  );
  if (grids.length > 0)
    found.push(...searchIn(root).filter(({ key }) => keyText(key) !== "method"));
  if (found.length === 0) return;
  const { key, value } = at(found, 0);
  const trials = found.find((one) => one.value.type === "int")?.value;
  const size = trials?.type === "int" ? `${trials.value} combinations of it` : "a part of it";
  const words = [keyText(key), size] as const;
  state.uses.push({ value, use: "described" });
  state.diagnostics.push(
    remark("search-is-sampled", { path: keyText(key), range: key.range }, [...words]),
  );
}

function searchIn(section: MapValue): readonly MapEntry[] {
  return searchKeys.flatMap((name) => {
    const entry = entryOf(section, name);
    if (!entry || !isSetting(entry.value)) return [];
    const isWhole = entry.value.type === "text" && /grid|exhaustive|brute/i.test(entry.value.value);
    return isWhole ? [] : [entry];
  });
}
