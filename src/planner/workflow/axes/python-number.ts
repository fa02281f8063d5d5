/**
 * Python's arithmetic where JavaScript's differs: true division of integers of any size, and
 * `round(x, n)`, which rounds the exact binary value and ties to even.
 */

/** Python's `a / b` of two integers: the correctly rounded quotient. `b` is positive. */
export function divideIntegers(a: bigint, b: bigint): number {
  if (isExact(a) && isExact(b)) return Number(a) / Number(b);
  const negative = a < 0n;
  const dividend = negative ? -a : a;
  // 66 bits of quotient and one for the rest, which `Number` then rounds only once
  const shift = Math.max(0, 66 + bitLength(b) - bitLength(dividend));
  const scaled = dividend << BigInt(shift);
  const quotient = scaled / b;
  const sticky = quotient * b === scaled ? quotient : quotient | 1n;
  const result = Number(sticky) / 2 ** shift;
  return negative ? -result : result;
}

/** Python's `round(x, decimals)` of a finite float, `decimals` not negative. */
export function roundHalfEven(x: number, decimals: number): number {
  // beyond this many every double is its own decimal expansion (CPython's NDIGITS_MAX)
  if (decimals > 323 || Number.isInteger(x)) return x;
  // `toFixed` rounds the exact value too, but ties away from zero; a tie is a multiple of 1 / 2^(n+1)
  const mayTie = Number.isInteger(x * 2 ** (decimals + 1));
  if (decimals <= 100 && !mayTie && Math.abs(x) < 1e21) return Number(x.toFixed(decimals));
  const [numerator, denominator] = exactRatio(Math.abs(x));
  const scaled = numerator * 10n ** BigInt(decimals);
  let quotient = scaled / denominator;
  const twice = 2n * (scaled - quotient * denominator);
  if (twice > denominator || (twice === denominator && quotient % 2n === 1n)) quotient += 1n;
  const rounded = Number(`${quotient}e-${decimals}`);
  return x < 0 ? -rounded : rounded;
}

/** How many decimals Python's shortest spelling of a float has: 2 of `0.05`, 5 of `1e-05`, 0 of `2.0`. */
export function decimalsOf(x: number): number {
  const [mantissa = "", power = "0"] = Math.abs(x).toExponential().split("e");
  const digits = mantissa.length > 1 ? mantissa.length - 2 : 0;
  return Math.max(0, digits - Number(power));
}

/** A double as an exact fraction; the denominator is a power of two. */
function exactRatio(x: number): readonly [numerator: bigint, denominator: bigint] {
  let exponent = 0;
  let mantissa = x;
  // scaling by powers of two is exact, as long as nothing becomes subnormal: so only upwards
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent += 1;
  }
  return [BigInt(mantissa), 1n << BigInt(exponent)];
}

function isExact(integer: bigint): boolean {
  return integer >= -9007199254740992n && integer <= 9007199254740992n;
}

function bitLength(integer: bigint): number {
  return integer.toString(16).length * 4;
}
