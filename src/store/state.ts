import { initialDocumentRecord, type DocumentRecord } from "./document/document-record.ts";
import { initialInspect, type InspectRecord } from "./inspect/inspect-record.ts";
import { initialPlan, type PlanRecord } from "./plan/plan-record.ts";
import { initialRun, type RunRecord } from "./run/run-record.ts";
import { initialView, type ViewRecord } from "./view/view-record.ts";

/**
 * All that the page knows, in five records: each is one folder, with its type, the pure functions that
 * make one state of it from another, and those that write it.
 */
export type AppState = {
  readonly document: DocumentRecord;
  readonly plan: PlanRecord;
  readonly view: ViewRecord;
  readonly inspect: InspectRecord;
  readonly run: RunRecord;
};

export const initialState: AppState = {
  document: initialDocumentRecord,
  plan: initialPlan,
  view: initialView,
  inspect: initialInspect,
  run: initialRun,
};
