import { createPlannerClient, type PlannerWorker } from "../planner/client.ts";
import { answerWith } from "./ask.ts";
import { shownDocument } from "./document/document-record.ts";
import { tellDocument } from "./document/write-document.ts";
import { refineAnalysis, store, takeAnalysis, takeTrouble } from "./store.ts";

/**
 * Plans the text of the store at every revision, and puts the answers back stamped with theirs.
 * Gives what stops it.
 */
export function startPlanning(spawn: () => PlannerWorker): () => void {
  const client = createPlannerClient(spawn, {
    planned({ rev, analysis, milliseconds }, { text }) {
      takeAnalysis({ ...analysis, rev, text, milliseconds });
    },
    refined: ({ rev, analysis }) => refineAnalysis(rev, analysis),
    troubled: takeTrouble,
  });
  answerWith(client.ask);
  const ask = (): void => {
    const state = store.getState();
    const { text, reading } = shownDocument(state);
    client.plan({ rev: state.document.rev, text, reading });
  };
  const unsubscribe = store.subscribe((state, previous) => {
    if (state.document.rev !== previous.document.rev) ask();
  });
  ask();
  return () => {
    unsubscribe();
    client.close();
  };
}

/** Gives a text that the planner gave up on another chance. */
export function planAgain(): void {
  tellDocument({ type: "askedAgain" });
}
