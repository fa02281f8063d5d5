import {
  entryOf,
  keyText,
  type ListValue,
  type MapEntry,
  type MapValue,
  type Value,
} from "../../../yaml/value.ts";
import { remark } from "../../later-diagnostic.ts";
import type { ReadingState } from "../read-section.ts";
import type { GridPlace } from "../workflow.ts";
import { elementsOf, ensembleOf, entryOfElement, entryOfMapping, isEntry } from "./clean-syntax.ts";
import type { Dialect, StrategySource } from "./dialect.ts";
import { gatherParameters } from "./entries.ts";
import { gridSections, tellSearch, type GridSection } from "./grid-sections.ts";
import { placeHouseSections } from "./house-sections.ts";
import { keepLists, readerOfParameters } from "./kept-lists.ts";
import {
  entriesIn,
  mapOf,
  mapsIn,
  mergeParts,
  sectionOf,
  textAt,
  valueOf,
  without,
} from "./map-values.ts";
import { places, type Place } from "./table.ts";
import { entriesOfSpace, isTypeSpace, registryKeys } from "./type-space.ts";

/** Strategies as they are read, with where each was written. */
type Strategies = {
  readonly entries: readonly (StrategySource & { readonly element: Value })[];
  /** The values that they were put together from, all of which decide. */
  readonly parts: readonly Value[];
  /** Keys of the root that are read with them. */
  readonly keys: readonly string[];
  /** The list, or the value that stands for it. */
  readonly written: Value;
};

/**
 * Finds the sections of a document, wherever its dialect has them (spec page 7, "Where things are read
 * from"), and gives them under the keys where they are read: leaves are the values of the document, so
 * that everything that is read of one counts where it is written.
 */
export function translate(state: ReadingState, written: MapValue): Dialect {
  const house = placeHouseSections(state, written);
  const unwrapped = unwrap(state, house.root);
  if (unwrapped !== house.root) tellOrder(state, unwrapped);
  tellRegistry(state, unwrapped);
  const strategies = strategiesIn(state, unwrapped, house.strategies);
  const others = strategies ? without(unwrapped, strategies.keys) : unwrapped;
  const grids = gridSections(state, others);
  const sections = [...grids.before, ...grids.after];
  tellSearch(state, others, sections);
  const paths = [...sections.map(({ place }) => place), ...state.house.grids];
  const read = strategies ?? impliedStrategy(state, unwrapped, paths);
  for (const { written: section } of sections) {
    state.uses.push({ value: section, use: "planned" });
  }
  for (const part of read?.parts ?? []) state.uses.push({ value: part, use: "planned" });
  const placesOf = (some: readonly GridSection[]) => some.map(({ place }) => place);
  return {
    root: rootOf(unwrapped, read, sections),
    sources: new Map(read?.entries.map(({ element, ...source }) => [element, source])),
    grids: { before: placesOf(grids.before), after: placesOf(grids.after) },
    readParameter: readerOfParameters,
    keepLists,
  };
}

/** The root with the strategies under their key, and without what is a grid, or one of their places. */
function rootOf(
  root: MapValue,
  strategies: Strategies | undefined,
  sections: readonly GridSection[],
): MapValue {
  const grids = sections.map(({ place }) => place.path).filter((path) => !path.includes("."));
  const keys = [...(strategies?.keys ?? []), ...grids];
  const rest = keys.length === 0 ? root : without(root, keys);
  if (!strategies) return rest;
  const items = strategies.entries.map(({ element }) => element);
  const list: ListValue = { type: "list", items, range: strategies.written.range };
  const old = entryOf(root, "strategies");
  const isSame =
    old?.value.type === "list" && old.value.items.every((item, i) => item === items[i]);
  if (isSame) return rest;
  const key = old?.key ?? textAt("strategies", strategies.written);
  return mapOf(root.range, [...entriesIn(rest), { key, value: list }]);
}

/** The root with the keys of a wrapper that holds the strategies, after all of its own. */
function unwrap(state: ReadingState, root: MapValue): MapValue {
  if (entryOf(root, "strategies")) return root;
  for (const { path, spelling } of places) {
    const inner = spelling === "wrapper" ? entryOf(root, path)?.value : undefined;
    if (inner?.type !== "map" || !entryOf(inner, "strategies")) continue;
    const outer = without(root, [path]);
    for (const [identity] of inner.entries) {
      const beaten = outer.entries.get(identity);
      if (beaten) state.uses.push({ value: beaten.value, use: "overridden" });
    }
    const names = entriesIn(inner).map(({ key }) => keyText(key));
    return mapOf(root.range, [...entriesIn(without(outer, names)), ...entriesIn(inner)]);
  }
  return root;
}

/** Wrappers are those of an engine that crosses strategies before profiles. */
function tellOrder(state: ReadingState, root: MapValue): void {
  const profiles = entryOf(root, "risk_profiles") ?? entryOf(root, "execution_models");
  if (!profiles) return;
  const path = keyText(profiles.key);
  const at = { path, range: profiles.key.range };
  state.diagnostics.push(remark("order-differs", at, [path]));
}

/** The strategies at the first place that has any. */
function strategiesIn(
  state: ReadingState,
  root: MapValue,
  path: string | undefined,
): Strategies | undefined {
  for (const place of places) {
    if (place.becomes !== "strategies") continue;
    const strategies = readPlace(state, root, place, path);
    if (strategies) return strategies;
    // what is wrong with a list of strategies is told, and nothing else is read in its stead
    if (place.path === "strategies" && entryOf(root, place.path)) return undefined;
  }
  return undefined;
}

function readPlace(
  state: ReadingState,
  root: MapValue,
  place: Place,
  housePath: string | undefined,
): Strategies | undefined {
  const value = valueOf(root, place.path);
  if (!value) return undefined;
  switch (place.spelling) {
    case "entries":
      return value.type === "list"
        ? readEntries(state, value, (place.path === "strategies" && housePath) || place.path)
        : undefined;
    case "types":
      return value.type === "map" ? readTypes(state, root, value, place.path) : undefined;
    case "strategy":
      return readStrategy(root, value, housePath ?? place.path);
    case "wrapper":
    case "axes":
    case "named axes":
      return undefined;
  }
}

function readEntries(state: ReadingState, list: ListValue, path: string): Strategies {
  state.claims.add(list);
  const read = list.items.map((item, i) => {
    const written = item.type === "map" ? item : undefined;
    const { element, parts } = written ? gatherParameters(written) : { element: item, parts: [] };
    return { element, parts, path: `${path}[${i}]`, written, syntax: "entry" as const };
  });
  const keys = path === "parameter_space.strategies" ? ["parameter_space"] : [];
  const parts = read.flatMap((one) => one.parts);
  return { entries: read, parts: [list, ...parts], keys, written: list };
}

function readTypes(
  state: ReadingState,
  root: MapValue,
  space: MapValue,
  path: string,
): Strategies | undefined {
  if (!isTypeSpace(state, space)) return undefined;
  const strategy = entryOf(root, "strategy")?.value;
  const entries = entriesOfSpace(space, strategy).map(({ element, key }) => ({
    element,
    path: `${path}.${key.value}`,
    written: undefined,
    syntax: "clean" as const,
  }));
  return {
    entries,
    parts: [space, ...(strategy ? [strategy] : [])],
    keys: [path, "strategy"],
    written: space,
  };
}

/** `strategy` in any of its forms: the clean syntax, a mapping with a type, or a text. */
function readStrategy(root: MapValue, value: Value, path: string): Strategies | undefined {
  const of = (
    element: MapValue,
    syntax: StrategySource["syntax"],
    parts: readonly Value[],
    keys: string[],
  ) => ({
    entries: [{ element, path, written: undefined, syntax }],
    parts: [value, ...parts],
    keys: ["strategy", ...keys],
    written: value,
  });
  if (value.type === "text") {
    const sections = ["strategy_params", "params"].flatMap((key) => {
      const entry = entryOf(root, key);
      const maps = mapsIn(entry?.value);
      return entry && maps ? [{ key, entry, maps }] : [];
    });
    const maps = mergeParts(
      value.range,
      sections.map((section) => section.maps),
    );
    const parameters = maps && sections.length > 0 ? sectionOf(value.range, maps) : undefined;
    const element = mapOf(value.range, [
      { key: textAt("type", value), value },
      ...(parameters ? [{ key: textAt("parameters", value), value: parameters }] : []),
    ]);
    const parts = sections.map(({ entry }) => entry.value);
    return of(
      element,
      "entry",
      parts,
      sections.map(({ key }) => key),
    );
  }
  if (value.type === "map" && isEntry(value)) {
    const { element, parts } = entryOfMapping(value);
    return of(element, "entry", parts, []);
  }
  const elements = elementsOf(value);
  const [first, ...others] = elements;
  if (!first) return undefined;
  const element = others.length === 0 ? entryOfElement(first) : ensembleOf(elements, value.range);
  const syntax = others.length === 0 ? "clean" : "clean ensemble";
  return element && of(element, syntax, [], []);
}

/** Grids without a strategy have one: that is said. */
function impliedStrategy(
  state: ReadingState,
  root: MapValue,
  grids: readonly Pick<GridPlace, "path" | "map">[],
): Strategies | undefined {
  const [first] = grids;
  if (!first || entryOf(root, "strategies")) return undefined;
  const algorithm = entryOf(root, "algorithm-type-name");
  const named: MapEntry | undefined = algorithm?.value.type === "text" ? algorithm : undefined;
  const type = named?.value ?? textAt("strategy", first.map);
  const { path } = first;
  const name = type.type === "text" ? type.value : "";
  const at = { path, range: named?.key.range ?? first.map.range };
  state.diagnostics.push(remark("strategy-implied", at, [path, name]));
  const element = mapOf(first.map.range, [{ key: textAt("type", type), value: type }]);
  return {
    entries: [{ element, path, written: undefined, syntax: "entry" as const }],
    parts: named ? [named.value] : [],
    keys: [],
    written: first.map,
  };
}

/** Tells strategies that only the engine's registry knows, so that nobody can count them. */
function tellRegistry(state: ReadingState, root: MapValue): void {
  const space = entryOf(root, "parameter_space")?.value;
  if (space?.type !== "map") return;
  for (const name of registryKeys) {
    const entry = entryOf(space, name);
    if (!entry) continue;
    state.claims.add(entry.value);
    state.uses.push({ value: entry.value, use: "not understood" });
    const path = `parameter_space.${name === "*" ? "`*`" : name}`;
    state.diagnostics.push(remark("needs-registry", { path, range: entry.key.range }, [path]));
  }
}
