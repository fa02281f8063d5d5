import { shorten } from "../../../yaml/quote-value.ts";
import { keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import { checkAxis } from "../check-fields.ts";
import type { FieldInfo } from "../fields.ts";
import type { ReadingState } from "../read-section.ts";
import type { Parameter } from "../workflow.ts";
import { readAxis } from "./read-axis.ts";

/** What is known about the field that an entry writes to, where its values are to be checked. */
export type FieldOf = (key: string, value: Value) => FieldInfo | undefined;

/** Reads the entries of `parameters` or of the grid as axes, in written order. */
export function readAxes(
  state: ReadingState,
  map: MapValue,
  path: string,
  fieldOf: FieldOf,
): readonly Parameter[] {
  return Array.from(map.entries.values(), ({ key, value }) => {
    const axis = keyText(key);
    const place = { path: `${path}.${axis}`, axis: shorten(axis) };
    const { values, fixed, diagnostics } = readAxis(value, place, state.readScalar);
    state.diagnostics.push(...diagnostics);
    // one fixed value that is written plainly may be a sweep that was not understood
    if (!fixed || diagnostics.length > 0 || values.at(0) !== value) state.claims.add(value);
    const field = key.type === "text" ? fieldOf(axis, value) : undefined;
    const explained = diagnostics.some(
      ({ blocking, code }) => blocking || code === "axis-of-nested",
    );
    if (field && !explained) checkAxis(state, values, field, place.path, axis);
    return { key, values, fixed, range: value.range };
  });
}
