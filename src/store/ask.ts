import type { PlanAnswer, PlanQuery } from "../planner/answer/query.ts";

/** Answers a question about the plan of a revision; `undefined` where another plan is held by now. */
export type Ask = (query: PlanQuery, rev: number) => Promise<PlanAnswer | undefined>;

let answering: Ask = async () => undefined;

/** Says who answers, once the planner is started. */
export function answerWith(ask: Ask): void {
  answering = ask;
}

/** Asks the planner about the plan that is shown: rows, members, containers. */
export const askPlanner: Ask = (query, rev) => answering(query, rev);
