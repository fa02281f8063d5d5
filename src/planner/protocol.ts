import type { YamlReading } from "../yaml/value.ts";
import type { PlanAnswer, PlanQuery } from "./answer/query.ts";
import type { Analysis } from "./answer/view.ts";

/** A text to plan. `rev` counts the edits; an answer carries the same. */
export type PlanRequest = {
  readonly type: "plan";
  readonly rev: number;
  readonly text: string;
  readonly reading: YamlReading;
};

/** A question about the plan of a revision; `id` tells answers apart. */
export type QueryRequest = {
  readonly type: "query";
  readonly id: number;
  readonly rev: number;
  readonly query: PlanQuery;
};

/** What the page asks the planner's worker. */
export type PlannerRequest = PlanRequest | QueryRequest;

/** What the planner's worker answers, each with the revision of the text that it belongs to. */
export type PlannerReply =
  | {
      readonly type: "planned";
      readonly rev: number;
      readonly analysis: Analysis;
      /** How long the planner took, in milliseconds. */
      readonly milliseconds: number;
    }
  /** The same plan with what came since, in slices after the counts: folds, explanation, labels. */
  | { readonly type: "refined"; readonly rev: number; readonly analysis: Analysis }
  /** The answer to a question; `undefined` where the worker holds another revision's plan by now. */
  | {
      readonly type: "answered";
      readonly id: number;
      readonly rev: number;
      readonly answer: PlanAnswer | undefined;
    }
  | { readonly type: "failed"; readonly rev: number; readonly message: string };
