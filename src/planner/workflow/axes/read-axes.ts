import { shorten } from "../../../yaml/quote-value.ts";
import { keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import type { Diagnostic } from "../../diagnostic.ts";
import type { ReadingState } from "../read-section.ts";
import type { AxisValues, Parameter } from "../workflow.ts";
import { readAxis, type AxisReading } from "./read-axis.ts";

/** An axis as a check sees it: its key, the path of it, the value that is written, and all of its values. */
export type CheckedAxis = {
  readonly name: string;
  readonly path: string;
  readonly value: Value;
  readonly values: AxisValues;
};
export type CheckAxis = (axis: CheckedAxis) => void;

/** An axis as it is read, before any is paired. */
export type ReadAxis = Parameter & {
  /** One with an error that blocks. */
  readonly isBroken: boolean;
  /** What there is to say of values that stand twice, unless others make a difference beside them. */
  readonly repeated: readonly Diagnostic[];
};

/** How the value of a key is read as an axis. */
export type ReadValue = (key: Value, ...rest: Parameters<typeof readAxis>) => AxisReading;

/** Reads the entries of `parameters` or of the grid as axes, in written order. */
export function readAxes(
  state: ReadingState,
  map: MapValue,
  path: string,
  check: CheckAxis | undefined,
  readValue: ReadValue = (_, ...rest) => readAxis(...rest),
): readonly ReadAxis[] {
  return Array.from(map.entries.values(), ({ key, value }) => {
    const axis = keyText(key);
    const place = { path: path === "" ? axis : `${path}.${axis}`, axis: shorten(axis) };
    const { values, fixed, diagnostics, section } = readValue(key, value, place, state.readScalar);
    const repeated = diagnostics.filter(({ code }) => code === "axis-value-twice");
    for (const one of diagnostics) {
      if (repeated.includes(one)) continue;
      const isOpen = one.code === "axis-continuous" || one.code === "axis-incomplete";
      const fixes =
        isOpen && value.type === "map" && state.advice?.stepFix(state.source.text, value);
      state.diagnostics.push(fixes ? { ...one, fixes } : one);
    }
    // one fixed value that is written plainly may be a sweep that was not understood
    if (!fixed || diagnostics.length > 0 || values.at(0) !== value) state.claims.add(value);
    const explained = diagnostics.some(
      ({ blocking, code }) => blocking || code === "axis-of-nested",
    );
    if (key.type === "text" && !explained) check?.({ name: axis, path: place.path, value, values });
    const field = { key, values, range: value.range, ...(section && { section }) };
    const isBroken = diagnostics.some(({ blocking }) => blocking);
    return { ...field, fixed, fields: [field], isBroken, repeated };
  });
}
