import { at } from "../../../text/collections.ts";
import { type TextEdit, applyEdits } from "../../../text/source-range.ts";
import { keyIdentity, type MapValue, type Value } from "../../../yaml/value.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import { facetsOf } from "../../sharing/decomposition/facets.ts";
import { readAt, sectionOf } from "../../sharing/reach/configuration.ts";
import { joinEdits } from "../what-if/edit-text.ts";
import { removeEntry, replaceValue } from "../what-if/entry-edits.ts";
import { respell } from "../what-if/spell-yaml.ts";
import type { Situation } from "../what-if/what-if.ts";
import { callAlike } from "./named-alternatives.ts";
import type { NearMiss } from "./near-miss.ts";

/**
 * Merges a near miss by edits of the text: overrides get the values of the first configuration, or lose
 * the key that it has not. `undefined` where the edited text would not plan to just that.
 */
export function mergeNearMiss(
  situation: Situation,
  miss: NearMiss,
): readonly TextEdit[] | undefined {
  const { text, factored, plan, replan } = situation;
  const { role, removes, alternatives } = miss;
  const edits = alternatives
    ? callAlike(text, factored, alternatives)
    : mergeClasses(situation, miss);
  const joined = edits && joinEdits(edits);
  if (!joined) return undefined;
  const edited = replan(applyEdits(text, joined));
  const { counts, combinations } = edited.plan;
  const countsBefore = plan.counts.optimized;
  const otherRole = role === "risk" ? "execution" : "risk";
  const isUnified =
    !edited.blocked &&
    combinations === plan.combinations &&
    counts.optimized[role] === countsBefore[role] - removes &&
    counts.optimized[otherRole] === countsBefore[otherRole];
  return isUnified ? joined : undefined;
}

/** Gives the overrides of other strategies the values of the first. */
function mergeClasses(
  { text, factored }: Situation,
  { role, fields, strategies }: NearMiss,
): readonly TextEdit[] | undefined {
  const { workflow } = factored;
  const facets = facetsOf(factored, role);
  const [first, ...others] = strategies;
  if (first === undefined || "reason" in facets) return undefined;
  const classes = new Map(
    facets.scope.classes.flatMap((strategyClass) =>
      strategyClass.strategies.map((s) => [s, strategyClass.strategies] as const),
    ),
  );
  const followers = others.flatMap((strategy) => classes.get(strategy) ?? []);
  const edits: TextEdit[] = [];
  for (const { id } of fields) {
    const path = facets.fields.find((facet) => facet.path.id === id)?.path.keys;
    if (!path) return undefined;
    const target = readAt(sectionOf(workflow, role, at(workflow.strategies, first)), path);
    for (const index of followers) {
      const strategy = at(workflow.strategies, index);
      const present = readAt(sectionOf(workflow, role, strategy), path);
      if (sameText(present, target)) continue;
      const edit = setInside(text, strategy.overrides[role], path, target);
      if (!edit) return undefined;
      edits.push(edit);
    }
  }
  return edits;
}

function sameText(a: Value | undefined, b: Value | undefined): boolean {
  return (a ? equalityText(a) : "") === (b ? equalityText(b) : "");
}

function setInside(
  text: string,
  override: MapValue,
  path: readonly Value[],
  target: Value | undefined,
): TextEdit | undefined {
  const key = path.at(-1);
  const map = readAt(override, path.slice(0, -1));
  const identity = key && keyIdentity(key);
  if (map?.type !== "map" || identity === undefined) return undefined;
  const entry = map.entries.get(identity);
  if (!entry) return undefined;
  if (!target) return removeEntry(text, map, entry);
  const spelled = respell(text, target);
  return spelled === undefined ? undefined : replaceValue(text, entry, spelled);
}
