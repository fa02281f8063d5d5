import type { FieldView } from "../planner/answer/view.ts";
import { clipText } from "../text/clip-text.ts";

/** No card is wider than this many letters, so that a name of any length costs nothing. */
const longest = 80;

/** A text cut to what a card could show at most. */
export const clip = (text: string): string => clipText(text, longest);

/** A strategy's parameters are named without the section that holds them all. */
export const shortField = (field: string): string => clip(field.replace(/^parameters\./, ""));

/** Fields as a part of a sentence: `max_position_size 1000, commission 0.001`. */
export const inWords = (fields: readonly FieldView[]): string =>
  fields.map(({ field, value }) => `${shortField(field)} ${clip(value)}`).join(", ");

/** The fields whose values are not the same everywhere, with how many values there are. */
export function varyingFields(rows: readonly (readonly FieldView[])[]): Map<string, number> {
  const seen = new Map<string, { values: Set<string>; rows: number }>();
  for (const row of rows) {
    for (const { field, value } of row) {
      const known = seen.get(field) ?? { values: new Set(), rows: 0 };
      known.values.add(value);
      known.rows += 1;
      seen.set(field, known);
    }
  }
  const varying = new Map<string, number>();
  for (const [field, { values, rows: present }] of seen) {
    // a field that only some have tells them apart as well
    const tells = values.size > 1 || present < rows.length;
    if (tells && field !== "type") varying.set(field, values.size);
  }
  return varying;
}
