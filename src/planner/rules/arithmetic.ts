import type { ArithmeticOperator } from "./expression.ts";
import { numberOf, type Operand } from "./operand.ts";

/** The largest integer up to which `/` is exact in floats. */
const largestExact = 2n ** 53n;
const smallestExact = -largestExact;
/** The longest text that repeating one may give: rules are computed millions of times. */
const longestText = 10_000;

const addIntegers = (a: bigint, b: bigint) => a + b;
const addFloats = (a: number, b: number) => a + b;
const subtractIntegers = (a: bigint, b: bigint) => a - b;
const subtractFloats = (a: number, b: number) => a - b;
const timesIntegers = (a: bigint, b: bigint) => a * b;
const timesFloats = (a: number, b: number) => a * b;
// both are exact as floats here, so that the quotient is rounded once
const divideIntegers = (a: bigint, b: bigint) => divideFloats(Number(a), Number(b));
const divideFloats = (a: number, b: number) => (b === 0 ? undefined : a / b);

/** `undefined` where it cannot be computed. */
type Compute = (left: Operand, right: Operand) => Operand | undefined;

/**
 * Python's arithmetic, where it is one of numbers (or joins and repeats texts); nothing where
 * Python raises an error, and for what the language refuses besides: an integer above 2^53 in `/`.
 */
export const arithmetic: Readonly<Record<ArithmeticOperator, Compute>> = {
  "+": (left, right) =>
    typeof left === "string" && typeof right === "string"
      ? left + right
      : combine(left, right, addIntegers, addFloats),
  "-": (left, right) => combine(left, right, subtractIntegers, subtractFloats),
  "*": (left, right) =>
    combine(left, right, timesIntegers, timesFloats) ?? repeat(left, right) ?? repeat(right, left),
  "/": (left, right) =>
    isInexact(left) || isInexact(right)
      ? undefined
      : combine(left, right, divideIntegers, divideFloats),
  "//": (left, right) => combine(left, right, floorIntegers, floorFloats),
  "%": (left, right) => combine(left, right, moduloIntegers, moduloFloats),
};

/** Division of floats, and of integers that are exact as floats; nothing where Python refuses it. */
export const floatArithmetic = { "/": divideFloats, "//": floorFloats, "%": moduloFloats };

/** Python's unary minus. */
export function negate(operand: Operand): Operand | undefined {
  const number = numberOf(operand);
  return number === undefined ? undefined : -number;
}

/** Python's `abs`. */
export function magnitude(operand: Operand): Operand | undefined {
  const number = numberOf(operand);
  if (typeof number === "bigint") return number < 0n ? -number : number;
  return number === undefined ? undefined : Math.abs(number);
}

/** True of an integer that `/` does not take. */
function isInexact(operand: Operand): boolean {
  return typeof operand === "bigint" && (operand > largestExact || operand < smallestExact);
}

/** Integers stay integers; one beside a float becomes a float, as long as there is one so large. */
function combine(
  left: Operand,
  right: Operand,
  ofIntegers: (a: bigint, b: bigint) => Operand | undefined,
  ofFloats: (a: number, b: number) => number | undefined,
): Operand | undefined {
  if (typeof left === "bigint" && typeof right === "bigint") return ofIntegers(left, right);
  const a = numberOf(left);
  const b = numberOf(right);
  if (a === undefined || b === undefined) return undefined;
  if (typeof a === "bigint" && typeof b === "bigint") return ofIntegers(a, b);
  const [x, y] = [Number(a), Number(b)];
  const isTooLarge =
    (typeof a === "bigint" && !Number.isFinite(x)) ||
    (typeof b === "bigint" && !Number.isFinite(y));
  return isTooLarge ? undefined : ofFloats(x, y);
}

function floorIntegers(a: bigint, b: bigint): bigint | undefined {
  if (b === 0n) return undefined;
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function moduloIntegers(a: bigint, b: bigint): bigint | undefined {
  if (b === 0n) return undefined;
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

/** CPython's `float_floor_div`: by the remainder, since the quotient itself is rounded already. */
function floorFloats(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  const rest = a % b;
  const isMoved = rest !== 0 && rest < 0 !== b < 0;
  const quotient = (a - rest) / b - (isMoved ? 1 : 0);
  if (quotient === 0) return Object.is(a / b, -0) || a / b < 0 ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** The sign is that of the divisor, of zero too. */
function moduloFloats(a: number, b: number): number | undefined {
  if (b === 0) return undefined;
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 === b < 0 ? rest : rest + b;
}

function repeat(text: Operand, times: Operand): Operand | undefined {
  if (typeof text !== "string") return undefined;
  const count = numberOf(times);
  // Python counts in machine words here
  if (typeof count !== "bigint" || BigInt.asIntN(64, count) !== count) return undefined;
  if (count <= 0n) return "";
  return BigInt(text.length) * count > longestText ? undefined : text.repeat(Number(count));
}
