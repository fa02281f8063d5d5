import type { Severity } from "../text/diagnostic.ts";
import { answerQuery } from "./answer/answer-query.ts";
import type { answerTable } from "./answer/table/answer-rows.ts";
import { buildView, withFolds } from "./answer/build-view.ts";
import type { ParseText } from "../yaml/read-yaml.ts";
import type { YamlReading } from "../yaml/value.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { createExplainer, Explainer } from "./answer/explainer.ts";
import type { Factored } from "./sharing/decomposition/factored.ts";
import { laneRoom } from "./model.ts";
import { createMemory, inOrder, planText } from "./plan-text.ts";
import type { PlanAnswer, PlanQuery } from "./answer/query.ts";
import { checkLabels } from "./sharing/containers/labels.ts";
import type { Analysis } from "./answer/view.ts";

/** At most this many diagnostics are shown; the rest is counted. */
const shownDiagnostics = 100;

/** Analyses texts for a page: counts first, what takes longer in slices after them. */
export type Analyzer = {
  analyze(text: string, reading: YamlReading): Analysis;
  /**
   * Goes on with the hashes of the last text's containers; gives its analysis again when a slice
   * found something, `undefined` when not. `pending` tells whether there is more to do.
   */
  continue(): { readonly analysis: Analysis | undefined; readonly pending: boolean };
  /** Answers a question about the last text's plan. */
  ask(query: PlanQuery): PlanAnswer;
};

/** Containers whose hashes are looked at in one slice: about a millisecond's work per hundred. */
const slice = 500;

/** Parts that are loaded after the first plan; absent for as long as they are not there. */
type LoadedLater = {
  readonly parse12?: ParseText;
  readonly explainer?: () => typeof createExplainer | undefined;
  readonly table?: () => typeof answerTable | undefined;
};

/** Makes the function behind the planner's worker; it remembers what helps with the next text. */
export function createAnalyzer({ parse12, explainer, table }: LoadedLater = {}): Analyzer {
  const memory = createMemory(parse12);
  // texts of what-ifs are edits of each other, and have a memory of their own
  const edits = createMemory(parse12);
  const compared = createMemory(parse12);
  const replan = (text: string, reading: YamlReading) => planText(text, reading, edits);
  let last: ((query: PlanQuery) => PlanAnswer) | undefined;
  let more = (): { analysis: Analysis | undefined; pending: boolean } => ({
    analysis: undefined,
    pending: false,
  });
  return {
    analyze(text, reading) {
      const planned = planText(text, reading, memory);
      const { plan, diagnostics, factored } = planned;
      const situation = {
        text,
        ...planned,
        replan: (edited: string) => replan(edited, reading),
      };
      let explaining: Explainer | undefined;
      const start = (): Explainer | undefined =>
        (explaining ??= explainer?.()?.(
          situation,
          (then, as = reading) => buildView(then, as),
          (other, as) => planText(other, as, compared),
        ));
      last = (query) =>
        answerQuery(plan, query, {
          texts: start()?.answer,
          table: table?.(),
          folds: start()?.folds,
        });
      const quickly = foldsQuickly(factored) ? start()?.folds : undefined;
      let folded = quickly !== undefined;
      let view = buildView(plan, reading, quickly);
      let all = diagnostics;
      let explained = false;
      const explainOnce = (): boolean => {
        const found = explained ? undefined : start()?.explain();
        if (!found) return false;
        explained = true;
        view = { ...view, explanation: found.explanation };
        all = [...all, ...found.diagnostics];
        return true;
      };
      const labels = checkLabels(plan);
      more = () => {
        const folds = folded ? undefined : start()?.folds;
        folded ||= folds !== undefined;
        if (folds && plan.classCount > laneRoom) {
          view = withFolds(view, folds);
          return { analysis: describe(view, all), pending: true };
        }
        if (explainOnce()) return { analysis: describe(view, all), pending: true };
        const found = labels.step(slice);
        all = [...all, ...(found ?? [])];
        const analysis = found && found.length > 0 ? describe(view, all) : undefined;
        return { analysis, pending: found !== undefined };
      };
      if (isQuick(factored)) explainOnce();
      // counts come first: many containers are not even listed before the page has them
      const { risk, execution } = plan.roles;
      const first =
        explained &&
        (folded || plan.classCount <= laneRoom) &&
        risk.count + execution.count <= slice
          ? more().analysis
          : undefined;
      return first ?? describe(view, all);
    },
    continue: () => more(),
    ask: (query) => last?.(query) ?? { kind: "unavailable", reason: "nothing is planned yet" },
  };
}

/** Whether an explanation takes no longer than planning: few strategies, axes and values to compare. */
function isQuick({ workflow, scopes }: Factored): boolean {
  const classes = scopes.risk.classes.length + scopes.execution.classes.length;
  const tuples = [...scopes.risk.factors, ...scopes.execution.factors].reduce(
    (sum, factor) => sum + (factor.axes.length > 1 ? factor.tuples : 1),
    0,
  );
  return workflow.strategies.length <= 20 && classes <= 20 && tuples <= 1000;
}

/** Whether folding the lanes takes no longer than planning. */
function foldsQuickly({ workflow, scopes }: Factored): boolean {
  const classes = scopes.risk.classes.length + scopes.execution.classes.length;
  return workflow.strategies.length <= 100 && classes <= 200;
}

/** Errors come first where not all diagnostics are shown; what is shown stands in order of the text. */
function describe(view: Analysis["view"], all: readonly Diagnostic[]): Analysis {
  const totals: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of all) totals[severity]++;
  const shown = severities
    .flatMap((wanted) => all.filter(({ severity }) => severity === wanted))
    .slice(0, shownDiagnostics);
  return { view, ...inOrder(shown), totals };
}

const severities: readonly Severity[] = ["error", "warning", "info", "hint"];
