import { md5 } from "js-md5";

/** The MD5 of a canonical text in 32 hex digits. */
export function digestOf(canonical: string): string {
  return md5(canonical);
}

/** The label of a configuration as the users' Python prints it: the first 8 digits, never a key. */
export function hashOf(canonical: string): string {
  return digestOf(canonical).slice(0, 8);
}
