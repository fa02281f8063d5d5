import { answerQuery } from "./answer-query.ts";
import { buildView } from "./build-view.ts";
import type { ParseText } from "./config/read-yaml.ts";
import type { YamlReading } from "./config/workflow.ts";
import type { Diagnostic, Severity } from "./diagnostic.ts";
import type { Plan } from "./model.ts";
import { createMemory, inOrder, planText } from "./plan-text.ts";
import type { PlanAnswer, PlanQuery } from "./query.ts";
import { checkLabels } from "./sharing/labels.ts";
import type { Analysis } from "./view.ts";

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

/** Makes the function behind the planner's worker; it remembers what helps with the next text. */
export function createAnalyzer(parse12?: ParseText): Analyzer {
  const memory = createMemory(parse12);
  let last: Plan | undefined;
  let more = (): { analysis: Analysis | undefined; pending: boolean } => ({
    analysis: undefined,
    pending: false,
  });
  return {
    analyze(text, reading) {
      const { plan, diagnostics } = planText(text, reading, memory);
      last = plan;
      const view = buildView(plan, reading);
      const labels = checkLabels(plan);
      let all = diagnostics;
      more = () => {
        const found = labels.step(slice);
        all = [...all, ...(found ?? [])];
        const analysis = found && found.length > 0 ? describe(view, all) : undefined;
        return { analysis, pending: found !== undefined };
      };
      // counts come first: many containers are not even listed before the page has them
      const { risk, execution } = plan.roles;
      const first = risk.count + execution.count <= slice ? more().analysis : undefined;
      return first ?? describe(view, all);
    },
    continue: () => more(),
    ask: (query) =>
      last ? answerQuery(last, query) : { kind: "unavailable", reason: "nothing is planned yet" },
  };
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
