import type { PlannerWorker } from "../../planner/client.ts";
import type { PlannerRequest } from "../../planner/protocol.ts";

/** A worker that says nothing by itself, and notes what it was asked. */
export function fakePlannerWorker(): PlannerWorker & { readonly asked: PlannerRequest[] } {
  const asked: PlannerRequest[] = [];
  return {
    onmessage: null,
    onerror: null,
    onmessageerror: null,
    asked,
    postMessage: (request) => void asked.push(request),
    terminate() {},
  };
}
