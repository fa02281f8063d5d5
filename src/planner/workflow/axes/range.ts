import type { MovingRange } from "../../../text/source-range.ts";
import type { FloatValue, IntValue } from "../../../yaml/value.ts";
import type { AxisValues } from "../workflow.ts";
import { decimalsOf, divideIntegers, roundHalfEven } from "./python-number.ts";

/** A number as it is written: an integer of any size, or a float. */
export type NumberValue = IntValue | FloatValue;

/** The three numbers of a range; `step` is above 0 and `max` not below `min`, all of them finite. */
export type RangeBounds = {
  readonly min: NumberValue;
  readonly max: NumberValue;
  readonly step: NumberValue;
};

/**
 * How many values a range has, both ends included: `floor((max - min) / step + 1e-9) + 1`, in
 * Python's arithmetic, so that `1..3 step 0.1` has 21. May be infinite.
 */
export function rangeCount({ min, max, step }: RangeBounds): number {
  const steps =
    min.type === "int" && max.type === "int" && step.type === "int"
      ? divideIntegers(max.value - min.value, step.value)
      : difference(max, min) / Number(step.value);
  return Math.floor(steps + 1e-9) + 1;
}

/**
 * The values of a range, each computed when asked for: `min + i * step`.
 *
 * Integers stay integers if all three numbers are; else every value is a float, rounded half to even
 * to the decimals of min and step, so that no sum of rounding errors shows (spec page 1, "Axis forms").
 */
export function rangeValues(bounds: RangeBounds, count: number, range: MovingRange): AxisValues {
  const { min, max, step } = bounds;
  if (min.type === "int" && max.type === "int" && step.type === "int") {
    const at = (position: number): IntValue => ({
      type: "int",
      value: min.value + BigInt(position) * step.value,
      range,
    });
    return { count, at, distinct: true, ascending: true };
  }
  const decimals = Math.max(decimalsIn(min), decimalsIn(step));
  const at = (position: number): FloatValue => ({
    type: "float",
    value: roundHalfEven(sum(min, step, position), decimals),
    range,
  });
  const distinct = staysDistinct(bounds);
  return { count, at, distinct, ascending: distinct };
}

/** Python's `min + i * step`: integers are multiplied and added exactly before they become floats. */
function sum(min: NumberValue, step: NumberValue, position: number): number {
  if (step.type === "float") return Number(min.value) + position * step.value;
  const offset = BigInt(position) * step.value;
  return min.type === "int" ? Number(min.value + offset) : min.value + Number(offset);
}

function difference(max: NumberValue, min: NumberValue): number {
  return max.type === "int" && min.type === "int"
    ? Number(max.value - min.value)
    : Number(max.value) - Number(min.value);
}

function decimalsIn(value: NumberValue): number {
  return value.type === "int" ? 0 : decimalsOf(value.value);
}

/** Above this, doubles have all of their digits, and decimals to round to. */
const leastSure = 1e-290;

/**
 * Steps far above the error of one addition give different values also after rounding; numbers next to
 * zero have too few digits to be sure.
 */
function staysDistinct({ min, max, step }: RangeBounds): boolean {
  const largest = Math.max(Math.abs(Number(min.value)), Math.abs(Number(max.value)));
  return Number(step.value) > Math.max(64 * Number.EPSILON * largest, leastSure);
}
