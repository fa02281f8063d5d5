import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** The key of one combination's random stream: a whole number below 2^53. */
export type StreamKey = number;

/**
 * The random stream of a combination: from the seed, the canonical text of its four configurations
 * and its occurrence among combinations with equal ones. Its index is no part of it, so adding a
 * grid value, which renumbers combinations, changes nobody's draws. From SHA-256, hence the same in
 * every engine.
 */
export function streamKey(seed: number, text: string, occurrence: number): StreamKey {
  const digest = sha256(utf8ToBytes(`${seed}\n${occurrence}\n${text}`));
  let key = 0;
  for (const byte of digest.subarray(0, 6)) key = key * 256 + byte;
  return key;
}

/**
 * The number drawn for an order of a stream, evenly from [0, 1) in steps of 2^-32. A function of
 * stream and order number alone, not of what was drawn before: two rounds of MurmurHash3's 32-bit
 * finaliser (Austin Appleby, public domain) over both halves of the key and the number.
 */
export function draw(key: StreamKey, orderNumber: number): number {
  const low = key | 0;
  const high = Math.floor(key / 2 ** 32) | 0;
  const mixed = mix(mix(low ^ mix(high + Math.imul(orderNumber, 0x9e3779b9))) + orderNumber);
  return (mixed >>> 0) / 2 ** 32;
}

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
