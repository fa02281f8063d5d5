import { nowhere } from "../../text/source-range.ts";
import type { FloatValue, Value } from "../../yaml/value.ts";
import { decimalsOf, roundHalfEven } from "../workflow/axes/python-number.ts";
import { rangeCount, rangeValues, type RangeBounds } from "../workflow/axes/range.ts";
import type { AxisField, AxisValues } from "../workflow/workflow.ts";
import { listOf, mapOf } from "./build.ts";

/** The most values that are written one by one, where they are written as none already. */
const mostListed = 1000;

/**
 * The values of a field that is swept, as the planner reads them: `{min, max, step}` where that gives
 * exactly the same, else a list; `undefined` where neither does.
 */
export function sweptValue({ values }: Pick<AxisField, "values">): Value | undefined {
  const { count, at } = values;
  const [first, second] = [at(0), count > 1 ? at(1) : undefined];
  if (!second) return isNested(first) ? exactly(first) : listOf([first]);
  const range = values.ascending ? rangeOf(values) : undefined;
  if (range)
    return mapOf([
      ["min", range.min],
      ["max", range.max],
      ["step", range.step],
    ]);
  // what is computed has no places of its own
  if (first.range === second.range && count > mostListed) return undefined;
  return listOf(Array.from({ length: count }, (_, i) => at(i)));
}

/** One value of a field that is no axis, so written that it is read as none. */
export function fixedValue({ values, range }: Pick<AxisField, "values" | "range">): Value {
  const value = values.at(0);
  // a list that some dialects take as it is sweeps in ours; an empty one is an error, and stays one
  const isSweep = value.type === "list" && value.items.length > 0;
  const isAsWritten = range === value.range && !isSweep;
  return isAsWritten || !mayBeSweep(value) ? value : exactly(value);
}

/** Whether a value alone might be read as a sweep. */
function mayBeSweep(value: Value): boolean {
  return isNested(value) || (value.type === "text" && /[(,:]/.test(value.value));
}

function isNested({ type }: Value): boolean {
  return type === "list" || type === "map";
}

export function exactly(value: Value): Value {
  return mapOf([["value", value]]);
}

/** The bounds and the step that give just these values, if any do. */
function rangeOf(values: AxisValues): RangeBounds | undefined {
  const [min, second, max] = [values.at(0), values.at(1), values.at(values.count - 1)];
  if (min.type === "int" && second.type === "int" && max.type === "int") {
    const step = { type: "int", value: second.value - min.value, range: nowhere } as const;
    // integers that go up by themselves do so in even steps
    const bounds = { min, max, step };
    return rangeCount(bounds) === values.count ? bounds : undefined;
  }
  if (min.type !== "float" || second.type !== "float" || max.type !== "float") return undefined;
  const decimals = Math.max(...[min, second, max].map(({ value }) => decimalsOf(value)));
  const strides = [second.value - min.value, (max.value - min.value) / (values.count - 1)];
  for (const stride of strides) {
    const step: FloatValue = {
      type: "float",
      value: roundHalfEven(stride, decimals),
      range: nowhere,
    };
    const bounds = step.value > 0 && sameValues({ min, max, step }, values);
    if (bounds) return bounds;
  }
  return undefined;
}

function sameValues(bounds: RangeBounds, values: AxisValues): RangeBounds | undefined {
  if (rangeCount(bounds) !== values.count) return undefined;
  const { at } = rangeValues(bounds, values.count, nowhere);
  for (let i = 0; i < values.count; i++) {
    const [one, other] = [at(i), values.at(i)];
    if (one.type !== other.type || !Object.is(valueIn(one), valueIn(other))) return undefined;
  }
  return bounds;
}

function valueIn(value: Value): unknown {
  return "value" in value ? value.value : undefined;
}
