import type { Diagnostic } from "../../planner/diagnostic.ts";
import type { DocumentUses } from "../../planner/explain/uses/uses.ts";
import type { AppState } from "../state.ts";

const none: readonly Diagnostic[] = [];

/** The diagnostics of the text on screen; none while the planner still works on it. */
export const currentDiagnostics = (state: AppState): readonly Diagnostic[] =>
  state.plan.analysis?.rev === state.document.rev ? state.plan.analysis.diagnostics : none;

/** What of the text on screen decides nothing, once that is known. */
export const currentUses = (state: AppState): DocumentUses | undefined =>
  state.plan.analysis?.rev === state.document.rev ? state.plan.analysis.uses : undefined;

/** The diagnostics last known, of a text that may be some keystrokes old. */
export const lastDiagnostics = (state: AppState): readonly Diagnostic[] =>
  state.plan.analysis?.diagnostics ?? none;

/** True while the plan drawn is not the plan of the text on screen. */
export const isStale = (state: AppState): boolean =>
  state.plan.lastPlan?.rev !== state.document.rev;

/** True while the newest answer says that the text cannot be planned. */
export const isBlocked = (state: AppState): boolean => state.plan.analysis?.blocked === true;

export const isPlanning = (state: AppState): boolean =>
  state.plan.analysis?.rev !== state.document.rev;
