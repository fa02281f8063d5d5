import type { Diagnostic } from "./diagnostic.ts";
import {
  type CombinationClass,
  type Combination,
  type CombinationIndex,
  type IndexSet,
  type Plan,
  type SharedRole,
} from "./model.ts";
import { countTopologies } from "./sharing/containers/count-topologies.ts";
import { listingLimit, createRolePlan } from "./sharing/containers/role-plan.ts";
import { countConfigurations } from "./sharing/decomposition/count-configurations.ts";
import type { ValuesByFactor } from "./sharing/decomposition/factor-values.ts";
import type { Factored } from "./sharing/decomposition/factored.ts";
import { listConfigurations } from "./sharing/decomposition/list-configurations.ts";
import { diagnoseScope } from "./sharing/decomposition/scope-diagnostics.ts";
import { scopeOf } from "./sharing/decomposition/scope.ts";
import { sectionConfig, strategyConfig } from "./sharing/reach/configuration.ts";
import { reachOf, type ReachingAxis } from "./sharing/reach/reach.ts";
import type { Dropping } from "./sweep/lane.ts";
import { numberingOf } from "./sweep/numbering.ts";
import { coordinatesAt, spaceOf, type Space } from "./sweep/space.ts";
import type { Workflow } from "./workflow/workflow.ts";

/** A plan with what is surprising about it, and what its explanations are computed from. */
export type PlannedWorkflow = {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  readonly factored: Factored;
};

/** Finds what rules leave of a workflow's combinations. */
export type Drop = (workflow: Workflow, reach: readonly ReachingAxis[], space: Space) => Dropped;
type Dropped = Dropping & { readonly diagnostics: readonly Diagnostic[] };

const nothingDropped: Dropped = {
  coupling: undefined,
  reads: [],
  rules: [],
  uses: [],
  diagnostics: [],
};

/**
 * Plans the sharing of a workflow: which containers it needs, and which combinations each serves.
 *
 * Combinations are never enumerated. A role's configurations depend only on the axes that reach it,
 * so the counts come from small factors and are exact at 10^18 combinations; lists, configurations
 * and hashes are made when asked for (spec page 2). What is surprising comes as diagnostics.
 */
export function planWorkflow(workflow: Workflow, drop?: Drop): PlannedWorkflow {
  const space = spaceOf(workflow);
  const reach = reachOf(workflow);
  const dropped = drop?.(workflow, reach, space) ?? nothingDropped;
  const { coupling, rules, reads } = dropped;
  const uses = [...workflow.uses, ...dropped.uses];
  const numbering = numberingOf(space, coupling);
  const valuesByFactor: ValuesByFactor = new Map();
  const seen = (...roles: readonly SharedRole[]) =>
    scopeOf(workflow, reach, roles, valuesByFactor, coupling);
  const scopes = {
    risk: seen("risk"),
    execution: seen("execution"),
    both: seen("risk", "execution"),
  };
  const countOf = (scope: keyof typeof scopes) => countConfigurations(scopes[scope]);
  const pairs = countOf("both");
  const planRole = (role: SharedRole) =>
    createRolePlan(role, workflow, reach, space, numbering, scopes[role], countOf(role));
  const roles = { risk: planRole("risk"), execution: planRole("execution") };
  const counts = countTopologies({
    combinations: numbering.count,
    risk: roles.risk.count,
    execution: roles.execution.count,
    pairs: pairs.count,
  });
  let classes: readonly CombinationClass[] | undefined;
  const listClasses = (): readonly CombinationClass[] => {
    const listing = listConfigurations(space, numbering, scopes.both);
    return Array.from({ length: listing.count }, (_, number) => {
      const first = listing.firstOf(number);
      const risk = roles.risk.servedBy(first);
      const execution = roles.execution.servedBy(first);
      const strategies = listing.strategiesOf(number);
      let serves: IndexSet | undefined;
      return {
        risk,
        execution,
        get serves() {
          return (serves ??= listing.servesOf(number));
        },
        strategies,
        decidedBy: listing.decidedBy(number),
      };
    });
  };
  const plan: Plan = {
    workflow,
    combinations: numbering.count,
    dropped: space.count - numbering.count,
    rules,
    counts,
    roles,
    classCount: pairs.count,
    classesExact: pairs.exact,
    classes() {
      const listed = roles.risk.listed && roles.execution.listed && pairs.exact;
      if (!listed || pairs.count > listingLimit) return undefined;
      return (classes ??= listClasses());
    },
    coupledIn(strategy) {
      const { onGrid = [], inside = [] } = coupling?.lanes[strategy] ?? {};
      return [
        ...inside.map(({ own, tuples }) => ({ parameters: own, tuples: tuples.length })),
        ...onGrid.map(({ own }) => ({ parameters: own, tuples: undefined })),
      ];
    },
    combinationAt: (index: CombinationIndex) => ({
      index,
      ...coordinatesAt(space, numbering.placeOf(index)),
    }),
    configOf: (role, combination: Combination) =>
      role === "strategy"
        ? strategyConfig(reach, combination)
        : sectionConfig(workflow, reach, role, combination),
  };
  const diagnostics = [
    ...dropped.diagnostics,
    ...diagnoseScope(roles.risk, scopes.risk),
    ...diagnoseScope(roles.execution, scopes.execution),
  ];
  return {
    plan,
    diagnostics,
    factored: { workflow, reach, space, numbering, reads, uses, scopes },
  };
}
