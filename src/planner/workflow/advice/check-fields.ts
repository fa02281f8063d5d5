import { quoteValue, shorten } from "../../../yaml/quote-value.ts";
import { keyText, type MapValue, type Value } from "../../../yaml/value.ts";
import { remark } from "../../later-diagnostic.ts";
import type { CheckedAxis } from "../axes/read-axes.ts";
import type { ReadingState } from "../read-section.ts";
import { fieldInfo, type FieldInfo, type FieldSection } from "./fields.ts";

/** The most values of an axis that are checked: its first ones and its last. */
const mostChecked = 100;

/** Warns of values of known fields, or of some of them, that are of the wrong type or out of range. */
export function checkFields(
  state: ReadingState,
  map: MapValue,
  section: FieldSection,
  path: string,
  only?: readonly string[],
): void {
  for (const { key, value } of map.entries.values()) {
    if (key.type !== "text" || (only && !only.includes(key.value))) continue;
    const info = fieldInfo(section, key.value);
    // a list is one literal value in a section, of which a hint speaks
    if (!info || value.type === "list") continue;
    const name = keyText(key);
    checkValue(state, value, info, path === "" ? name : `${path}.${name}`, name);
  }
}

/** Warns of wrong values of an axis that writes a known field; one warning for all values of a range. */
export function checkAxis(
  state: ReadingState,
  { name, path, values: { count, at } }: CheckedAxis,
  info: FieldInfo | undefined,
): void {
  if (!info) return;
  const warned = new Set<number>();
  for (let i = 0; i < Math.min(count, mostChecked); i++) {
    const value = at(i === mostChecked - 1 ? count - 1 : i);
    if (warned.has(value.range.start)) continue;
    if (checkValue(state, value, info, path, name)) warned.add(value.range.start);
  }
}

function checkValue(
  state: ReadingState,
  value: Value,
  info: FieldInfo,
  path: string,
  name: string,
): boolean {
  // of infinities and NaN the reading of YAML warns already
  if (value.type === "float" && !Number.isFinite(value.value)) return false;
  if (isRightValue(info, value)) return false;
  const words = [shorten(name), info.expects, quoteValue(value)] as const;
  state.diagnostics.push(remark("field-value", { path, range: value.range }, [...words]));
  return true;
}

/** Whether a value is of a field's type and in its range: one answer for plan and backtest. */
export function isRightValue(info: FieldInfo, value: Value): boolean {
  return info.accepts(plainOf(value));
}

/** A value as the schema's checks take it; what no field accepts is `undefined`. */
export function plainOf(value: Value): unknown {
  switch (value.type) {
    case "int":
      return Number(value.value);
    case "float":
    case "text":
    case "bool":
      return value.value;
    case "null":
      return null;
    case "map":
    case "list":
    case "set":
    case "date":
    case "binary":
      return undefined;
  }
}
