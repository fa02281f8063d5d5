import { laneRoom, sharedRoles, type Fold, type Folds, type SharedRole } from "../model.ts";
import type { FactoredPlan } from "../sharing/decomposition/factored.ts";
import { cardsOfClasses, findCardsMet } from "./cards-met.ts";
import { foldScope } from "./fold.ts";

/** Folds the lanes of a plan, each when it is asked for; a page loads this after the first plan. */
export function createFolds({ plan, factored }: FactoredPlan): Folds {
  const { scopes } = factored;
  const foldByLane = new Map<SharedRole | "classes", Fold | undefined>();
  const isFull = (of: SharedRole | "classes"): boolean =>
    (of === "classes" ? plan.classCount : plan.roles[of].count) > BigInt(laneRoom);
  const foldLane = (of: SharedRole | "classes"): Fold | undefined => {
    if (!isFull(of)) return undefined;
    return of === "classes"
      ? foldScope(factored, sharedRoles, scopes.both)
      : foldScope(factored, [of], scopes[of]);
  };
  const fold = (of: SharedRole | "classes"): Fold | undefined => {
    if (!foldByLane.has(of)) foldByLane.set(of, foldLane(of));
    return foldByLane.get(of);
  };
  return {
    fold,
    cardsMet(role) {
      const stacks = fold("classes");
      const roleFold = fold(role);
      const { listed, servedBy } = plan.roles[role];
      if (!stacks || !(isFull(role) ? roleFold : listed)) return undefined;
      const decidedBy = scopes[role].factors.flatMap(({ axes }) =>
        axes.map(({ position }) => position),
      );
      const lane = roleFold
        ? { cardOf: roleFold.stackOf, decidedBy: roleFold.decidedBy }
        : { cardOf: servedBy, decidedBy };
      return factored.numbering.coupling
        ? cardsOfClasses(stacks, lane, plan.classes())
        : findCardsMet(stacks, lane, factored);
    },
  };
}
