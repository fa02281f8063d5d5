import type { Severity } from "./diagnostic.ts";

/** One code: how grave it is, whether a plan can still be trusted, and its wording. */
type Entry<Words extends readonly string[]> = {
  readonly severity: Severity;
  readonly blocking: boolean;
  readonly message: (...words: Words) => string;
};

const entry =
  (severity: Severity, blocking: boolean) =>
  <Words extends readonly string[]>(message: (...words: Words) => string): Entry<Words> => ({
    severity,
    blocking,
    message,
  });

/** A plan cannot be trusted. */
const blocking = entry("error", true);
/** Wrong, but the plan stands. */
const error = entry("error", false);
/** A named limit: what is beyond it is not planned. */
const limit = entry("error", true);
const warning = entry("warning", false);
const info = entry("info", false);
const hint = entry("hint", false);

/**
 * Every diagnostic there is: code, severity, blocking and wording (spec page 1, "Diagnostics").
 * A message names its subject, the value found and what would be right.
 */
export const diagnosticTable = {
  // --- the plan ---
  "axis-reaches-nothing": error(
    (key: string, n: string) =>
      `axis \`${key}\` reaches no container; it only multiplies combinations by ${n}`,
  ),
  "axis-overwritten": warning(
    (key: string, later: string) =>
      `axis \`${key}\` has no effect where \`${later}\` writes the same field later; both multiply the combinations`,
  ),
  "override-overwritten": warning(
    (key: string, strategy: string, field: string) =>
      `the grid's \`${key}\` overrides \`${field}\`, which ${strategy} sets itself`,
  ),
  "parameter-only-repeats": warning(
    (key: string, strategy: string, parameter: string) =>
      `the grid's \`${key}\` overrides ${strategy}'s own axis \`${parameter}\`, which now only repeats combinations`,
  ),
  "value-on-the-way-replaced": warning(
    (key: string, way: string) =>
      `\`${key}\` goes deeper than \`${way}\`, which is no mapping: a mapping replaces it`,
  ),
  "axis-splits-two-roles": hint(
    (key: string, narrower: string) =>
      `\`${key}\` is declared by risk and by execution, so this axis multiplies the containers of both; to sweep one only, write ${narrower}`,
  ),
  "factor-too-large": limit(
    (role: string, axes: string, count: string) =>
      `limit of 1,000,000 values at one place: ${axes} write to one place of ${role}; at most ${count} containers`,
  ),
  "too-many-to-list": limit(
    (count: string, most: string) =>
      `${count} combinations are above the limit of ${most} to list; ask for a --summary`,
  ),
  "unhashable-config": error(
    (role: string, reason: string) => `Python cannot hash this ${role} configuration: ${reason}`,
  ),
  "hash-collision": warning(
    (hash: string, first: string, second: string) =>
      `hash collision: the Python engine would share these two by accident (${first} and ${second} are both ${hash})`,
  ),
  "containers-not-listed": info(
    (role: string, count: string, axes: string) =>
      `${count} ${role} containers are counted, not listed (limit 100,000); responsible: ${axes}`,
  ),
} as const;
