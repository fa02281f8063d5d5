import { at } from "../../../text/collections.ts";
import type { SharedRole } from "../../model.ts";
import type { Workflow } from "../../workflow/workflow.ts";
import { sectionOf } from "../reach/configuration.ts";
import type { ReachingAxis } from "../reach/reach.ts";
import type { CountedClass } from "./count-configurations.ts";
import { factorValues, startTextOf, type ValuesByFactor } from "./factor-values.ts";
import { tuplesOf, type Factor } from "./factor.ts";
import type { Scope } from "./scope.ts";

/**
 * The classes of a role where an axis of one factor has other values. Only that factor is enumerated
 * anew: no other one and no rest depends on the values of its axes.
 */
export function replaceAxis(
  workflow: Workflow,
  role: SharedRole,
  { factors, classes }: Scope,
  f: number,
  changed: ReachingAxis,
): readonly CountedClass[] {
  const changedFactors = new Map<Factor, Factor>();
  const change = (factor: Factor): Factor => {
    const remembered = changedFactors.get(factor);
    if (remembered) return remembered;
    const axes = factor.axes.map((axis) => (axis.position === changed.position ? changed : axis));
    const made = { ...factor, axes, tuples: tuplesOf(axes) };
    changedFactors.set(factor, made);
    return made;
  };
  const valuesByFactor: ValuesByFactor = new Map();
  const factor = change(at(factors, f));
  return classes.map(({ rest, strategies, factors: factorsOfClass, values }) => {
    const section = sectionOf(workflow, role, at(workflow.strategies, at(strategies, 0)));
    const narrowed = change(at(factorsOfClass, f));
    const text = startTextOf(factor, narrowed, () => section);
    const ofFactor = factorValues(factor, narrowed, text, () => section, valuesByFactor);
    return { rest, values: values.with(f, ofFactor) };
  });
}
