import { store } from "../store.ts";
import type { Ask } from "./plan-record.ts";

/** Asks the planner about the plan that is shown: rows, members, containers. */
export const askPlanner: Ask = (query, rev) => store.getState().plan.ask(query, rev);
