import type { MapValue } from "../../../yaml/value.ts";
import { combinationIndex, sharedRoles, type Plan } from "../../model.ts";
import { equalityText } from "../../sharing/canonical/canonical.ts";
import { leavesOf } from "../../sharing/decomposition/config-leaves.ts";
import { gridPath } from "../../sharing/reach/reach.ts";
import type { Workflow } from "../../workflow/workflow.ts";

/**
 * Whether an edit left everything alone but some fields of the shared roles: strategies, portfolios,
 * other sweeps, and the other fields of the first configurations. An alias can carry an edit to
 * places that the edit does not name.
 */
export function changesNothingElse(
  before: Plan,
  after: Plan,
  fields: ReadonlySet<string>,
): boolean {
  return (
    haveSameStrategies(before.workflow, after.workflow) &&
    haveSameSweeps(before.workflow, after.workflow) &&
    sharedRoles.every((role) => {
      const [fieldsBefore, fieldsAfter] = [before, after].map((plan) => {
        const first = plan.combinationAt(combinationIndex(0n));
        return fieldsText(plan.configOf(role, first), fields);
      });
      return fieldsBefore === fieldsAfter;
    })
  );
}

/** Whether two workflows have the same strategies, and portfolios. */
export function haveSameStrategies(before: Workflow, after: Workflow): boolean {
  if (before.strategies.length !== after.strategies.length) return false;
  if (!isSameMap(before.base.portfolio, after.base.portfolio)) return false;
  return before.strategies.every(({ entry, overrides }, i) => {
    const edited = after.strategies[i];
    return (
      edited !== undefined &&
      isSameMap(entry, edited.entry) &&
      isSameMap(overrides.portfolio, edited.overrides.portfolio)
    );
  });
}

/** A frozen sweep has one value or is gone; all others have as many as before. */
function haveSameSweeps(before: Workflow, after: Workflow): boolean {
  const counts = new Map(after.grid.map((axis) => [gridPath(axis), axis.values.count]));
  const changed = before.grid.filter((axis) => counts.get(gridPath(axis)) !== axis.values.count);
  return changed.every((axis) => (counts.get(gridPath(axis)) ?? 1) === 1);
}

function isSameMap(a: MapValue, b: MapValue): boolean {
  return a === b || equalityText(a) === equalityText(b);
}

function fieldsText(config: MapValue, left: ReadonlySet<string>): string {
  const kept = leavesOf(config).filter(({ path }) => !left.has(path.id));
  const texts = kept.map(({ path, value }) => `${path.id} ${equalityText(value)}`);
  return texts.toSorted().join("\n");
}
