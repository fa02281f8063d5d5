import {
  createPlannerClient,
  type PlannerTrouble,
  type PlannerWorker,
} from "../../planner/client.ts";
import { shownDocument } from "../document/document-record.ts";
import { withoutWhatIf } from "../inspect/inspect-record.ts";
import { change, store } from "../store.ts";
import { withAnalysis, withRefinement, type StampedAnalysis } from "./plan-record.ts";

/**
 * Plans the document at every revision, and puts the answers back stamped with theirs. Gives what
 * stops it.
 */
export function planOnEdit(spawn: () => PlannerWorker): () => void {
  const client = createPlannerClient(spawn, {
    planned({ rev, analysis, milliseconds }, { text }) {
      takeAnalysis({ ...analysis, rev, text, milliseconds });
    },
    refined: ({ rev, analysis }) => change("plan", (plan) => withRefinement(plan, rev, analysis)),
    troubled: takeTrouble,
  });
  change("plan", (plan) => ({ ...plan, ask: client.ask }));
  const planShown = (): void => {
    const state = store.getState();
    const { text, reading } = shownDocument(state);
    client.plan({ rev: state.document.rev, text, reading });
  };
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.document.rev !== previous.document.rev) planShown();
  });
  planShown();
  return () => {
    unsubscribe();
    client.close();
  };
}

function takeAnalysis(analysis: StampedAnalysis): void {
  store.setState((state) => {
    const plan = withAnalysis(state.plan, analysis);
    // what could become of the plan before means nothing beside this one
    const isReplaced = plan.lastPlan !== state.plan.lastPlan;
    return { plan, inspect: isReplaced ? withoutWhatIf(state.inspect) : state.inspect };
  });
}

function takeTrouble(trouble: PlannerTrouble): void {
  change("plan", (plan) => ({ ...plan, trouble: { ...trouble, recovered: false } }));
}
