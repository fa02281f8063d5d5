import type { Plan } from "../../model.ts";
import type { Amount, FigureName } from "../../workflow/plan-figures.ts";
import { efficiencyOf } from "../blame/headline.ts";

/** What a plan says of itself in one figure; `exact` is false where sharing is only bounded. */
export type Measured = { readonly actual: Amount; readonly exact: boolean };

/**
 * The value of a figure. Where containers are only bounded their counts are at most what is told, and
 * the percentages at least.
 */
export function measure(plan: Plan, of: FigureName): Measured {
  const { combinations, counts, roles, classesExact } = plan;
  const { optimized } = counts;
  const rolesExact = roles.risk.exact && roles.execution.exact;
  switch (of) {
    case "hub":
    case "strategy":
    case "portfolio":
      return { actual: optimized[of], exact: true };
    case "risk":
    case "execution":
      return { actual: optimized[of], exact: roles[of].exact };
    case "containers":
    case "adapters":
      return { actual: optimized[of], exact: rolesExact };
    case "links":
      return { actual: optimized.links, exact: classesExact };
    case "combinations":
      return { actual: combinations, exact: true };
    case "dropped":
      return { actual: plan.dropped, exact: true };
    case "saved_percent":
      return { actual: counts.savedPercent.containers, exact: rolesExact };
    case "efficiency":
      // of nothing that could be avoided, nothing is left
      return { actual: efficiencyOf(combinations, optimized) ?? 100, exact: rolesExact };
  }
}
