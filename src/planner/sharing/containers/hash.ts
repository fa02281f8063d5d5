import { md5 } from "js-md5";

/**
 * The MD5 of a canonical text in 32 hex digits. By js-md5, since 100,000 labels take it a quarter of the
 * time that @noble/hashes needs, which has the other digests.
 */
export function md5Of(canonical: string): string {
  return md5(canonical);
}

/** The label of a configuration as the users' Python prints it: the first 8 digits, never a key. */
export function hashOf(canonical: string): string {
  return md5Of(canonical).slice(0, 8);
}
