import { entryOf, keyText, type MapEntry, type MapValue, type Value } from "../../../yaml/value.ts";
import { mergeMaps } from "../merge.ts";
import { gatherParameters } from "./entries.ts";
import { entriesIn, mapOf, mapsIn, mergeParts, sectionOf, textAt, without } from "./map-values.ts";

/** What stands beside a type, and is no type itself. */
const overrideKeys: readonly string[] = [
  "risk",
  "execution",
  "portfolio",
  "risk_config",
  "execution_config",
  "portfolio_config",
];
const besideType: readonly string[] = [...overrideKeys, "constraints", "threshold", "zip"];
export const filterName = "filter";

/** One `{<type>: {…}}` of the clean syntax. */
export type TypedElement = {
  readonly type: Value & { readonly type: "text" };
  /** Its parameters: a mapping, or several that stand for it. */
  readonly parameters: readonly MapValue[];
  /** What stands beside the type, and inside of it beside `params`: configuration, and overrides. */
  readonly beside: readonly MapEntry[];
  readonly range: MapValue["range"];
};

/** The elements of `strategy: {<type>: {…}}` or of a list of such mappings; none where it is anything else. */
export function elementsOf(strategy: Value | undefined): readonly TypedElement[] {
  if (strategy?.type === "map") return isEntry(strategy) ? [] : typesIn(strategy);
  if (strategy?.type !== "list") return [];
  const elements = strategy.items.map((item) =>
    item.type === "map" && !isEntry(item) ? typesIn(item) : [],
  );
  return elements.some(({ length }) => length === 0) ? [] : elements.flat();
}

/** Whether a mapping names its type, as an entry of `strategies` does. */
export function isEntry(map: MapValue): boolean {
  return ["type", "name"].some((key) => entryOf(map, key)?.value.type === "text");
}

/** The types of one mapping: what stands beside them belongs to the first. */
function typesIn(map: MapValue): readonly TypedElement[] {
  const entries = entriesIn(map);
  const types = entries.filter(({ key }) => !besideType.includes(keyText(key)));
  const beside = entries.filter(
    ({ key }) => besideType.includes(keyText(key)) && keyText(key) !== "zip",
  );
  const elements = types.map(({ key, value }, i): TypedElement | undefined => {
    const inner = value.type === "null" ? mapOf(value.range, []) : value;
    if (key.type !== "text" || inner.type !== "map") return undefined;
    const others = i === 0 ? beside : [];
    const { parameters, configuration } = parametersIn(inner);
    return { type: key, parameters, beside: [...others, ...configuration], range: map.range };
  });
  const read = elements.filter((element) => element !== undefined);
  return read.length === types.length ? read : [];
}

/** The parameters of a type, the filter last: it is the fastest axis. */
function parametersIn(inner: MapValue): {
  readonly parameters: readonly MapValue[];
  readonly configuration: readonly MapEntry[];
} {
  const filter = entryOf(inner, filterName);
  const section = entryOf(inner, "params");
  const maps = section && mapsIn(section.value);
  const rest = without(inner, [filterName]);
  const last = filter ? [mapOf(inner.range, [filter])] : [];
  if (!section || !maps) {
    const isLast = !filter || entriesIn(inner).at(-1) === filter;
    const parameters = isLast ? [inner] : mergeParts(inner.range, [[rest], last]);
    return { parameters: parameters ?? [inner], configuration: [] };
  }
  const parameters = filter ? mergeParts(inner.range, [maps, last]) : maps;
  return { parameters: parameters ?? maps, configuration: entriesIn(without(rest, ["params"])) };
}

/** One element as an entry of `strategies`. */
export function entryOfElement({ type, parameters, beside, range }: TypedElement): MapValue {
  const value = sectionOf(type.range, parameters);
  return mapOf(range, [
    { key: textAt("type", type), value: type },
    ...beside,
    { key: textAt("parameters", type), value },
  ]);
}

/**
 * Two elements or more as one entry, whose parameters are those of all of them, `<type>.<param>`; a type
 * that comes again has its number. Nothing where they have too many alternatives.
 */
export function ensembleOf(
  elements: readonly TypedElement[],
  range: MapValue["range"],
): MapValue | undefined {
  const times = new Map<string, number>();
  const parts = elements.map(({ type, parameters }) => {
    const time = (times.get(type.value) ?? 0) + 1;
    times.set(type.value, time);
    const name = time === 1 ? type.value : `${type.value}_${time}`;
    return parameters.map((map) =>
      mapOf(
        map.range,
        entriesIn(map).map(({ key, value }) => ({
          key: textAt(`${name}.${keyText(key)}`, key),
          value,
        })),
      ),
    );
  });
  const merged = mergeParts(range, parts);
  if (!merged) return undefined;
  const place = { range };
  const type = { key: textAt("type", place), value: textAt("ensemble", place) };
  const parameters = { key: textAt("parameters", place), value: sectionOf(range, merged) };
  // overrides of all of them are merged in written order
  const beside = elements.reduce(
    (before, element) => mergeMaps(before, mapOf(range, element.beside)),
    mapOf(range, []),
  );
  return mapOf(range, [type, ...entriesIn(beside), parameters]);
}

/** A mapping that names its type as an entry of `strategies`; its name is its type where it has no other. */
export function entryOfMapping(map: MapValue): {
  readonly element: MapValue;
  readonly parts: readonly Value[];
} {
  const gathered = gatherParameters(map);
  const name = entryOf(map, "name");
  if (entryOf(map, "type") || !name) return gathered;
  const type = { key: textAt("type", name.key), value: name.value };
  const { element } = gathered;
  return { ...gathered, element: mapOf(map.range, [type, ...entriesIn(element)]) };
}
