import type { YamlReading } from "./config/workflow.ts";
import type { Analysis } from "./view.ts";

/** What the page asks the planner's worker. `rev` counts the edits; an answer carries the same. */
export type PlannerRequest = {
  readonly type: "plan";
  readonly rev: number;
  readonly text: string;
  readonly reading: YamlReading;
};

export type PlannerReply =
  | {
      readonly type: "planned";
      readonly rev: number;
      readonly analysis: Analysis;
      /** How long the planner took, in milliseconds. */
      readonly milliseconds: number;
    }
  /** The same plan with what was found since, in slices after the counts: hash collisions. */
  | { readonly type: "refined"; readonly rev: number; readonly analysis: Analysis }
  | { readonly type: "failed"; readonly rev: number; readonly message: string };
