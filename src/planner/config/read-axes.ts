import { readAxis } from "../sweep/axis.ts";
import { shorten } from "./quote-value.ts";
import type { Reader } from "./reader.ts";
import { keyText, type MapValue } from "./value.ts";
import type { Axis, Parameter } from "./workflow.ts";

/** Reads the entries of a strategy's `parameters`, in written order. */
export function readParameters(reader: Reader, map: MapValue, path: string): readonly Parameter[] {
  return Array.from(map.entries.values(), ({ key, value }) => {
    const axis = keyText(key);
    const place = { path: `${path}.${axis}`, axis: shorten(axis) };
    const { values, fixed, diagnostics } = readAxis(value, place, reader.readScalar);
    reader.found.push(...diagnostics);
    return { key, values, fixed, range: value.range };
  });
}

/** Reads the axes of `optimization.parameter_grids`, in written order. */
export function readGrid(reader: Reader, map: MapValue, path: string): readonly Axis[] {
  return readParameters(reader, map, path).map(({ key, values, range }) => ({
    key,
    values,
    range,
  }));
}
