import type { Fix } from "../../text/diagnostic.ts";
import type { YamlReading } from "../../yaml/value.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { diagnoseExpectations } from "../explain/expect/expect.ts";
import { explainPlan, type Explanation } from "../explain/explanation.ts";
import { diagnoseNearMisses } from "../explain/near-miss/near-miss-diagnostics.ts";
import { usesOf, type DocumentUses } from "../explain/uses/uses.ts";
import type { Situation } from "../explain/what-if/what-if.ts";
import { createFolds } from "../fold/folds.ts";
import type { Folds, Plan } from "../model.ts";
import type { Factored, FactoredPlan } from "../sharing/decomposition/factored.ts";
import type { AxisField } from "../workflow/workflow.ts";
import { withFolds } from "./build-view.ts";
import type { PlanAnswer } from "./query.ts";
import { isSound } from "./sound-fixes.ts";
import { createTextQueries, type TextQuery } from "./text-queries.ts";
import type { PlanView } from "./view.ts";

/** Explains the plan of one text, and answers what else it could be. */
export type Explainer = {
  /** Whether a fix of one of the text's diagnostics keeps what it promises. */
  isSound(fix: Fix, of: Diagnostic, diagnostics: readonly Diagnostic[]): boolean;
  /** What of the document decides nothing; the diagnostics are those of its text. */
  uses(diagnostics: readonly Diagnostic[]): DocumentUses;
  explain(): { readonly explanation: Explanation; readonly diagnostics: readonly Diagnostic[] };
  answer(query: TextQuery): PlanAnswer;
  /** The lanes that have no room for all of their cards. */
  readonly folds: Folds;
};

/** Makes the explainer of one text; a page loads it after the first plan is drawn. */
export function createExplainer(
  situation: Situation,
  viewOf: (plan: Plan, reading?: YamlReading) => PlanView,
  planOf: (text: string, reading: YamlReading) => FactoredPlan,
  notSimulated: (factored: Factored) => ReadonlySet<AxisField> = () => new Set(),
): Explainer {
  const { plan, factored, replan } = situation;
  const folded = (view: PlanView, of: FactoredPlan): PlanView => withFolds(view, createFolds(of));
  return {
    folds: createFolds(situation),
    isSound(fix, of, diagnostics) {
      const { text } = situation;
      const diagnose = (edited: string): readonly Diagnostic[] => replan(edited).diagnostics;
      // what only the whole analysis tells is told again at the same place, whatever a fix does
      return !diagnostics.includes(of) || isSound(fix, of, { text, diagnostics, diagnose });
    },
    uses: (diagnostics) => usesOf(factored, diagnostics),
    explain() {
      const explanation = explainPlan(plan, factored, situation.text, notSimulated(factored));
      const diagnostics = [
        ...diagnoseNearMisses(explanation.nearMisses, situation),
        ...diagnoseExpectations(plan, factored, situation.text),
      ];
      return { explanation, diagnostics };
    },
    answer: createTextQueries(situation, {
      viewOf(edited) {
        const editedPlan = replan(edited);
        const { plan: edit, factored: of } = editedPlan;
        return {
          ...folded(viewOf(edit), editedPlan),
          explanation: explainPlan(edit, of, edited, notSimulated(of)),
        };
      },
      planOf(text, reading) {
        const otherPlan = planOf(text, reading);
        return { ...otherPlan, view: folded(viewOf(otherPlan.plan, reading), otherPlan) };
      },
    }),
  };
}
