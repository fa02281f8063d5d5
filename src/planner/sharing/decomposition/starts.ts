import { at } from "../../../text/collections.ts";
import type { MapValue } from "../../../yaml/value.ts";
import type { SectionRole, Workflow } from "../../workflow/workflow.ts";
import { equalityText, withoutIgnored } from "../canonical/canonical.ts";
import { sectionOf } from "../reach/configuration.ts";

/** The sections of a class before any grid value. */
export type SectionsOf = (role: SectionRole) => MapValue | undefined;

/** Strategies that start alike. */
export type Start = {
  readonly strategies: number[];
  readonly sections: SectionsOf;
  /** The keys that the strategies' overrides set, after their role: `risk`, a space and the identity. */
  readonly overridden: () => readonly string[];
  /** Equal for strategies that the grid's axes reach alike. */
  readonly reach: number;
};

/**
 * Strategies with equal sections before any grid value that axes reach alike: most have no overrides
 * and are one group.
 */
export function startsOf(
  workflow: Workflow,
  roles: readonly SectionRole[],
  reachNumbers: readonly number[],
): readonly Start[] {
  const { strategies } = workflow;
  const numbers = [reachNumbers, ...roles.map((role) => sectionNumbers(workflow, role))];
  const startsByKey = new Map<number, Start>();
  for (const [position, strategy] of strategies.entries()) {
    let key = 0;
    for (const ofRole of numbers) key = key * (strategies.length + 1) + (ofRole[position] ?? 0);
    const start = startsByKey.get(key);
    if (start) start.strategies.push(strategy.index);
    else {
      const sections = new Map(roles.map((role) => [role, sectionOf(workflow, role, strategy)]));
      startsByKey.set(key, {
        strategies: [strategy.index],
        sections: (role) => sections.get(role),
        overridden: () =>
          roles.flatMap((role) =>
            Array.from(strategy.overrides[role].entries.keys(), (field) => `${role} ${field}`),
          ),
        reach: at(reachNumbers, position),
      });
    }
  }
  return [...startsByKey.values()];
}

/** A number for every strategy, equal for equal sections of a role; 0 without an override. */
function sectionNumbers(workflow: Workflow, role: SectionRole): readonly number[] {
  const numbersByRole =
    numbersByWorkflow.get(workflow) ?? new Map<SectionRole, readonly number[]>();
  numbersByWorkflow.set(workflow, numbersByRole);
  const numberByText = new Map<string, number>();
  const numberByOverride = new Map<MapValue, number>();
  const numbers =
    numbersByRole.get(role) ??
    workflow.strategies.map((strategy) => {
      const override = strategy.overrides[role];
      if (override.entries.size === 0) return 0;
      const remembered = numberByOverride.get(override);
      if (remembered !== undefined) return remembered;
      const text = equalityText(withoutIgnored(sectionOf(workflow, role, strategy)));
      const number = numberByText.get(text) ?? numberByText.size + 1;
      numberByText.set(text, number);
      numberByOverride.set(override, number);
      return number;
    });
  numbersByRole.set(role, numbers);
  return numbers;
}

/** The scopes of one plan ask for the same numbers. */
const numbersByWorkflow = new WeakMap<Workflow, Map<SectionRole, readonly number[]>>();
