import type { PlanAnswer, PlanQuery } from "../../planner/answer/query.ts";
import type { Analysis, PlanView } from "../../planner/answer/view.ts";
import type { PlannerTrouble } from "../../planner/client.ts";

/** The diagnostics of one text, with that text, since offsets mean nothing beside another one. */
export type StampedAnalysis = Analysis & {
  readonly rev: number;
  readonly text: string;
  readonly milliseconds: number;
};

/** A plan with the text that it was made from. */
export type StampedPlan = {
  readonly rev: number;
  readonly text: string;
  readonly view: PlanView;
};

/** Answers a question about the plan of a revision; `undefined` where another plan is held by now. */
export type Ask = (query: PlanQuery, rev: number) => Promise<PlanAnswer | undefined>;

/** What the planner makes of the document. */
export type PlanRecord = {
  readonly analysis: StampedAnalysis | undefined;
  /** The plan of the last text without blocking errors, so that the graph survives half-typed edits. */
  readonly lastPlan: StampedPlan | undefined;
  readonly trouble: (PlannerTrouble & { readonly recovered: boolean }) | undefined;
  /** Who answers questions about the plan, once there is a planner. */
  readonly ask: Ask;
};

export const initialPlan: PlanRecord = {
  analysis: undefined,
  lastPlan: undefined,
  trouble: undefined,
  ask: async () => undefined,
};

/** The record with the planner's answer, unless a newer one is there already. */
export function withAnalysis(plan: PlanRecord, analysis: StampedAnalysis): PlanRecord {
  if (plan.analysis && analysis.rev < plan.analysis.rev) return plan;
  const { rev, text, view, blocked } = analysis;
  const { trouble } = plan;
  return {
    ...plan,
    analysis,
    lastPlan: blocked ? plan.lastPlan : { rev, text, view },
    trouble: trouble && !trouble.recovered ? { ...trouble, recovered: true } : undefined,
  };
}

/** The record with what the planner found since its answer, if that answer is still the newest. */
export function withRefinement(plan: PlanRecord, rev: number, refined: Analysis): PlanRecord {
  const { analysis, lastPlan } = plan;
  if (analysis?.rev !== rev) return plan;
  return {
    ...plan,
    analysis: { ...analysis, ...refined },
    lastPlan: lastPlan?.rev === rev ? { ...lastPlan, view: refined.view } : lastPlan,
  };
}
