/** A stream of numbers that looks random and is the same for the same seed, everywhere. */
export type Random = {
  /** Evenly from [0, 1), in steps of 2^-32. */
  next(): number;
  /** Near the standard normal distribution: mean 0, variance 1, never beyond ±4.25. */
  nextNormal(): number;
};

const step = 2 ** -32;

/**
 * Starts the stream of a seed: sfc32 (Chris Doty-Humphrey, public domain), 32-bit integers only.
 *
 * Normal numbers are sums of six even ones, not logarithms and sines, whose last digits differ
 * from one JavaScript engine to the next: the same seed gives the same bars in every browser.
 */
export function createRandom(seed: number): Random {
  // both halves of the seed's 53 bits, so that no two seeds give one stream
  let a = seed | 0;
  let b = Math.floor(seed / 2 ** 32) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const nextInteger = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  // the first outputs still show the seed
  for (let i = 0; i < 15; i++) nextInteger();
  const next = () => nextInteger() * step;
  return {
    next,
    nextNormal: () => (next() + next() + next() + next() + next() + next() - 3) * Math.SQRT2,
  };
}
