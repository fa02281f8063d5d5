import type { MovingRange } from "../../../text/source-range.ts";
import type { NumberValue } from "../axes/range.ts";
import type { AxisValues } from "../workflow.ts";

/** The most values that one axis of a plan can have. */
const mostValues = 1_000_000n;

/**
 * The numbers from `start` in steps, without `stop`, or why there are none.
 *
 * Computed in decimals, as they are written: 0.1 to 0.4 in steps of 0.1 is 0.1, 0.2 and 0.3, where
 * sums of doubles would make 0.30000000000000004 of the last one and reach 0.4, too. Integers if all
 * three are, else floats. A step below 0 goes down.
 */
export function stepsBefore(
  { start, stop, step }: Readonly<Record<"start" | "stop" | "step", NumberValue>>,
  range: MovingRange,
): AxisValues | string {
  const numbers = [start, stop, step];
  if (numbers.some(({ value }) => typeof value === "number" && !Number.isFinite(value))) {
    return "its bounds and its step must be finite numbers";
  }
  const decimals = numbers.map(decimalOf);
  const exponent = Math.min(...decimals.map((decimal) => decimal.exponent));
  const [from = 0n, to = 0n, by = 0n] = decimals.map(
    (decimal) => decimal.digits * 10n ** BigInt(decimal.exponent - exponent),
  );
  if (by === 0n) return "its step is 0";
  const direction = by > 0n ? 1n : -1n;
  const [distance, stride] = [(to - from) * direction, by * direction];
  const count = distance <= 0n ? 0n : (distance + stride - 1n) / stride;
  if (count === 0n) return "it has no values: its start is at or beyond its stop";
  if (count > mostValues) return "it has more than 1,000,000 values";
  const isInteger = numbers.every(({ type }) => type === "int");
  return {
    count: Number(count),
    at(position) {
      const digits = from + BigInt(position) * by;
      return isInteger
        ? { type: "int", value: digits, range }
        : { type: "float", value: Number(`${digits}e${exponent}`), range };
    },
    distinct: true,
    ascending: by > 0n,
  };
}

/** A number as digits × 10^exponent, by the shortest spelling of a float. */
function decimalOf({ value }: NumberValue): { readonly digits: bigint; readonly exponent: number } {
  if (typeof value === "bigint") return { digits: value, exponent: 0 };
  const [mantissa = "", power = "0"] = value.toExponential().split("e");
  const [whole = "", fraction = ""] = mantissa.split(".");
  return { digits: BigInt(whole + fraction), exponent: Number(power) - fraction.length };
}
