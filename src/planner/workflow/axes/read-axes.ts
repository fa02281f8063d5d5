import { readAxis } from "./read-axis.ts";
import { checkAxis } from "../check-fields.ts";
import type { FieldInfo } from "../fields.ts";
import { shorten } from "../../../yaml/quote-value.ts";
import type { Reader } from "../read-section.ts";
import { keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import type { Parameter } from "../workflow.ts";

/** What is known about the field that an entry writes to, where its values are to be checked. */
export type FieldOf = (key: string, value: Value) => FieldInfo | undefined;

/** Reads the entries of `parameters` or of the grid as axes, in written order. */
export function readAxes(
  reader: Reader,
  map: MapValue,
  path: string,
  fieldOf: FieldOf,
): readonly Parameter[] {
  return Array.from(map.entries.values(), ({ key, value }) => {
    const axis = keyText(key);
    const place = { path: `${path}.${axis}`, axis: shorten(axis) };
    const { values, fixed, diagnostics } = readAxis(value, place, reader.readScalar);
    reader.found.push(...diagnostics);
    const known = key.type === "text" ? fieldOf(axis, value) : undefined;
    const explained = diagnostics.some(
      ({ blocking, code }) => blocking || code === "axis-of-nested",
    );
    if (known && !explained) checkAxis(reader, values, known, place.path, axis);
    return { key, values, fixed, range: value.range };
  });
}
