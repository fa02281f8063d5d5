import { clipText } from "../../../text/clip-text.ts";
import { copyRange, type SourceRange, type AnyRange } from "../../../text/source-range.ts";
import { keyText, type MapValue } from "../../../yaml/value.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import { shownText } from "../../sharing/canonical/config-text.ts";
import { leavesOf } from "../../sharing/decomposition/config-leaves.ts";
import type { FactoredPlan } from "../../sharing/decomposition/factored.ts";
import type { Axis } from "../../workflow/workflow.ts";
import { pairSameStrategies } from "./same-strategies.ts";

/** One thing in the configuration that two texts do not have in common. */
export type ConfigChange = {
  /** The axis' key, or the field with its section, `risk.max_position_size`. */
  readonly field: string;
  /** `×2`, `÷2`, `2 → 3 values`, `other values`, `1000 → 2000`. */
  readonly what: string;
  /** Where it is written in the text before and in the text after. */
  readonly before: SourceRange | undefined;
  readonly after: SourceRange | undefined;
};

/** Lists of more values are compared by their ends. */
const comparedValues = 1000;

/**
 * What differs between two configurations and may differ in their plans: axes first, since they
 * multiply, then strategies, then fields of sections and overrides.
 */
export function findConfigChanges(
  before: FactoredPlan,
  after: FactoredPlan,
): readonly ConfigChange[] {
  const [from, to] = [before.plan.workflow, after.plan.workflow];
  const strategies = pairSameStrategies(from.strategies, to.strategies);
  const parameters = strategies.flatMap(([a, b]) => axisChanges(a.parameters, b.parameters));
  const several =
    from.strategies.length === to.strategies.length
      ? []
      : [change("strategies", `${from.strategies.length} → ${to.strategies.length}`)];
  const sections = (["risk", "execution", "portfolio"] as const).flatMap((role) => [
    ...fieldChanges(role, from.base[role], to.base[role]),
    ...strategies.flatMap(([a, b]) =>
      fieldChanges(`${b.path}.${role}`, a.overrides[role], b.overrides[role]),
    ),
  ]);
  const changes = [...axisChanges(from.grid, to.grid), ...parameters, ...several, ...sections];
  const distinctChanges = new Map(
    changes.map((configChange) => [`${configChange.field} ${configChange.what}`, configChange]),
  );
  return [...distinctChanges.values()];
}

function change(
  field: string,
  what: string,
  before?: { readonly range: AnyRange },
  after?: { readonly range: AnyRange },
): ConfigChange {
  const at = (place: typeof before) => place && copyRange(place.range);
  return { field, what, before: at(before), after: at(after) };
}

function axisChanges(before: readonly Axis[], after: readonly Axis[]): readonly ConfigChange[] {
  const axesBefore = new Map(before.map((axis) => [keyText(axis.key), axis]));
  const axesAfter = new Map(after.map((axis) => [keyText(axis.key), axis]));
  return Array.from(new Set([...axesAfter.keys(), ...axesBefore.keys()])).flatMap((key) => {
    const [a, b] = [axesBefore.get(key), axesAfter.get(key)];
    const what = axisChange(a, b);
    return what === undefined ? [] : change(key, what, a?.key, b?.key);
  });
}

function axisChange(before: Axis | undefined, after: Axis | undefined): string | undefined {
  const [a, b] = [before?.values.count ?? 1, after?.values.count ?? 1];
  if (a !== b) {
    if (b % a === 0) return `×${b / a}`;
    return a % b === 0 ? `÷${a / b}` : `${a} → ${b} values`;
  }
  if (!before || !after) return after ? "added" : "removed";
  return sameValues(before, after) ? undefined : "other values";
}

/** Whether two lists of one length hold the same values, in whatever order. */
function sameValues({ values: a }: Axis, { values: b }: Axis): boolean {
  const places =
    a.count > comparedValues ? [0, a.count - 1] : Array.from({ length: a.count }, (_, i) => i);
  const texts = new Set(places.map((i) => equalityText(a.at(i))));
  return places.every((i) => texts.has(equalityText(b.at(i))));
}

function fieldChanges(section: string, before: MapValue, after: MapValue): readonly ConfigChange[] {
  const [fieldsBefore, fieldsAfter] = [before, after].map(
    (map) => new Map(leavesOf(map).map((leaf) => [leaf.path.id, leaf])),
  );
  const ids = new Set([...(fieldsAfter?.keys() ?? []), ...(fieldsBefore?.keys() ?? [])]);
  return Array.from(ids).flatMap((id) => {
    const [a, b] = [fieldsBefore?.get(id), fieldsAfter?.get(id)];
    if (a && b && equalityText(a.value) === equalityText(b.value)) return [];
    const text = (leaf: typeof a): string => (leaf ? short(shownText(leaf.value)) : "absent");
    const field = `${section}.${(b ?? a)?.path.text ?? ""}`;
    return change(field, `${text(a)} → ${text(b)}`, a?.value, b?.value);
  });
}

const short = (text: string): string => clipText(text, 40);
