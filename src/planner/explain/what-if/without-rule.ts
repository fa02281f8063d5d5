import { trimmedEnd } from "../../../text/lines.ts";
import { applyEdits, type TextEdit } from "../../../text/source-range.ts";
import { entryOf, type ListValue, type MapValue } from "../../../yaml/value.ts";
import type { Counts, RuleFigures } from "../../model.ts";
import { removeLines } from "./edit-text.ts";
import { removeEntry } from "./entry-edits.ts";
import type { Situation } from "./what-if.ts";

/** What the plan would be without one rule, and the edits that take it out. */
export type WithoutRule = {
  readonly text: string;
  readonly outcome: { readonly combinations: bigint; readonly counts: Counts };
  readonly edits: readonly TextEdit[];
};

/** Why a rule cannot be taken out by an edit, in plain words. */
export type NotWithoutRule = { readonly text: string; readonly reason: string };

/**
 * Tells what leaving out a rule would give: the plan of the edited text itself, so that applying the
 * edits gives nothing else.
 */
export function withoutRule(
  { text, plan, replan }: Situation,
  rule: RuleFigures,
): WithoutRule | NotWithoutRule {
  const refused = {
    text: rule.text,
    reason: "the text is not plain enough here to edit it for certain",
  };
  const edit = removeRule(text, plan.workflow.root, rule);
  if (!edit) return refused;
  const { plan: without, blocked } = replan(applyEdits(text, [edit]));
  const others = plan.rules.filter((one) => one !== rule).map((one) => one.text);
  const isOnlyThat =
    others.length === without.rules.length &&
    without.rules.every((one, i) => one.text === others[i]) &&
    without.combinations + without.dropped === plan.combinations + plan.dropped;
  if (blocked || !isOnlyThat) return refused;
  const { combinations, counts } = without;
  return { text: rule.text, outcome: { combinations, counts }, edits: [edit] };
}

/** Removes a rule from its list, and with the last one the key. */
function removeRule(text: string, root: MapValue, { path }: RuleFigures): TextEdit | undefined {
  const [, above, key = "", place] = /^(optimization\.)?([a-z]+)(?:\[(\d+)\])?$/.exec(path) ?? [];
  const section = above ? entryOf(root, "optimization")?.value : root;
  const entry = section?.type === "map" ? entryOf(section, key) : undefined;
  if (section?.type !== "map" || !entry) return undefined;
  const { value } = entry;
  if (place === undefined || value.type !== "list" || value.items.length === 1)
    return removeEntry(text, section, entry);
  return removeItem(text, value, Number(place));
}

function removeItem(
  text: string,
  { items, range }: ListValue,
  place: number,
): TextEdit | undefined {
  const [before, item, after] = [items[place - 1], items[place], items[place + 1]];
  if (!item) return undefined;
  const end = trimmedEnd(text, item.range);
  if (text[range.start] !== "[") return removeLines(text, { start: item.range.start, end });
  if (before) return { range: { start: trimmedEnd(text, before.range), end }, text: "" };
  return after && { range: { start: item.range.start, end: after.range.start }, text: "" };
}
