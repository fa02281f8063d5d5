import { entryOf, keyText, type MapEntry, type MapValue, type Value } from "../../../yaml/value.ts";
import { readAxis } from "../axes/read-axis.ts";
import type { ReadingState } from "../read-section.ts";
import { elementsOf, entryOfElement } from "./clean-syntax.ts";
import { entriesIn, mergeParts } from "./map-values.ts";

/** Members of `parameter_space` that only the engine's registry of strategies knows. */
export const registryKeys: readonly string[] = ["indicators", "classifiers", "*"];

/**
 * Whether `{<type>: {param: axis}}` is what a mapping holds: mappings that are no axes themselves, and
 * settings beside them.
 */
export function isTypeSpace(state: ReadingState, space: MapValue): boolean {
  const members = typesIn(space);
  const types = members.filter(({ value }) => isParameters(state, value));
  const isSetting = ({ value }: MapEntry): boolean =>
    value.type !== "list" && value.type !== "map" && isFixed(state, value);
  return types.length > 0 && members.every((one) => types.includes(one) || isSetting(one));
}

function typesIn(space: MapValue): readonly MapEntry[] {
  return entriesIn(space).filter(({ key }) => {
    const name = keyText(key);
    return name !== "strategies" && !registryKeys.includes(name);
  });
}

function isParameters(state: ReadingState, value: Value): boolean {
  return value.type === "map" && isFixed(state, value) && !entryOf(value, "value");
}

function isFixed(state: ReadingState, value: Value): boolean {
  const { fixed, diagnostics } = readAxis(value, { path: "", axis: "" }, state.readScalar);
  return fixed && diagnostics.length === 0;
}

/**
 * One entry for each type of `parameter_space: {<type>: {param: axis}}`, after the fixed values of the
 * same type under `strategy`, whose other types are not read.
 */
export function entriesOfSpace(
  space: MapValue,
  strategy: Value | undefined,
): readonly { readonly element: MapValue; readonly key: Value & { readonly type: "text" } }[] {
  const elements = elementsOf(strategy);
  return typesIn(space).flatMap(({ key, value }) => {
    if (key.type !== "text" || value.type !== "map") return [];
    const fixed = elements.find(({ type }) => type.value === key.value);
    const parameters = mergeParts(value.range, [...(fixed ? [fixed.parameters] : []), [value]]);
    if (!parameters) return [];
    const beside = fixed?.beside ?? [];
    return [
      { element: entryOfElement({ type: key, parameters, beside, range: value.range }), key },
    ];
  });
}
