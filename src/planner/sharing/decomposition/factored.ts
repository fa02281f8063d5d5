import type { Plan, SharedRole } from "../../model.ts";
import type { Dropping } from "../../sweep/lane.ts";
import type { Numbering } from "../../sweep/numbering.ts";
import type { Space } from "../../sweep/space.ts";
import type { Claim, Workflow } from "../../workflow/workflow.ts";
import type { ReachingAxis } from "../reach/reach.ts";
import type { Scope } from "./scope.ts";

/** A plan before anything is listed: what its explanations are computed from. */
export type Factored = {
  readonly workflow: Workflow;
  readonly reach: readonly ReachingAxis[];
  readonly space: Space;
  readonly numbering: Numbering;
  /** By strategy the axes of its lane, the grid's before its own, that some rule reads; none without rules. */
  readonly reads: Dropping["reads"];
  /** What readers make of the document's values, those of rules among them. */
  readonly uses: readonly Claim[];
  readonly scopes: Readonly<Record<SharedRole | "both", Scope>>;
};

/** A plan with what it was computed from. */
export type FactoredPlan = { readonly plan: Plan; readonly factored: Factored };
