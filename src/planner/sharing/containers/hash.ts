import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/** The MD5 of a canonical text in 32 hex digits: some microseconds, so it is asked for card by card. */
export function md5Of(canonical: string): string {
  return bytesToHex(md5(utf8ToBytes(canonical)));
}

/** The label of a configuration as the users' Python prints it: the first 8 digits, never a key. */
export function hashOf(canonical: string): string {
  return md5Of(canonical).slice(0, 8);
}
