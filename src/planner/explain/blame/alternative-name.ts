import { showControls } from "../../../yaml/quote-value.ts";
import { shownText } from "../../sharing/canonical/config-text.ts";
import { namesOfAlternatives } from "../../workflow/axes/alternative-names.ts";
import type { AxisField } from "../../workflow/workflow.ts";

/** What the first alternatives of an axis are called. */
export function alternativeNames(field: AxisField, most: number): readonly string[] {
  const names = namesOfAlternatives(field);
  return Array.from({ length: Math.min(field.values.count, most) }, (_, i) => {
    const value = field.values.at(i);
    const name = names.get(value);
    return name === undefined ? shownText(value) : showControls(name);
  });
}
