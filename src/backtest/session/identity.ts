import type { Plan } from "../../planner/model.ts";
import { configText } from "../../planner/sharing/canonical/config-text.ts";
import { md5Of } from "../../planner/sharing/containers/hash.ts";
import { textKey } from "../../yaml/value.ts";

/** Sections that say something about a document, and nothing about what it runs. */
const told = ["name", "description", "expect"].map(textKey);

/**
 * Tells what runs from what else could run: equal for two plans whose configurations are written the
 * same, value by value and in the same order; comments, formatting, names and assertions are left out.
 */
export function runIdentity({ workflow: { root } }: Plan): string {
  const entries = new Map(root.entries);
  for (const key of told) entries.delete(key);
  return md5Of(configText({ ...root, entries }));
}
