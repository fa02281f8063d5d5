import type { Severity } from "../text/diagnostic.ts";
import type { ParseText } from "../yaml/read-yaml.ts";
import type { YamlReading } from "../yaml/value.ts";
import type { answerQuery } from "./answer/answer-query.ts";
import { buildView, withFolds } from "./answer/build-view.ts";
import type { createExplainer, Explainer } from "./answer/explainer.ts";
import type { PlanAnswer, PlanQuery, TableQuery } from "./answer/query.ts";
import type { answerTableQuery } from "./answer/table/answer-rows.ts";
import type { Analysis, PlanView } from "./answer/view.ts";
import type { convertDocument } from "./convert-document.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { DocumentUses } from "./explain/uses/uses.ts";
import type { Situation } from "./explain/what-if/what-if.ts";
import { laneRoom, type Folds, type Plan } from "./model.ts";
import {
  createMemory,
  orderDiagnostics,
  planWithMemory,
  withParts,
  type DiagnoseReach,
  type DropCombinations,
  type PlannedText,
  type TellEngine,
} from "./plan-with-memory.ts";
import { checkLabels } from "./sharing/containers/labels.ts";
import type { Factored } from "./sharing/decomposition/factored.ts";
import { reachingFactors } from "./sharing/decomposition/scope.ts";
import type { Advice } from "./workflow/advice/advice.ts";
import type { Translate } from "./workflow/dialects/dialect.ts";

/** At most this many diagnostics are shown; the rest is counted. */
const shownDiagnostics = 100;

/** Analyses texts for a page: counts first, what takes longer in slices after them. */
export type Analyzer = {
  analyze(text: string, reading: YamlReading): Analysis;
  /**
   * Goes on with the stages that were left for later: folds, explanation, labels. Gives the analysis
   * again where a slice changed it, `undefined` where not; `pending` tells whether there is more to do.
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
  readonly advice?: () => Advice | undefined;
  /** Loaded together with the advice. */
  readonly diagnoseReach?: () => DiagnoseReach | undefined;
  /** What computes rules: to be there before a text that has some. */
  readonly drop?: () => DropCombinations | undefined;
  /** What knows dialects: to be there before a text that may be in one. */
  readonly translate?: () => Translate | undefined;
  /** What knows the engine that a text may be written for. */
  readonly tellEngine?: () => TellEngine | undefined;
  readonly explainer?: () => typeof createExplainer | undefined;
  /** What answers questions: to be there before the first one. */
  readonly answer?: () => typeof answerQuery | undefined;
  readonly table?: () => typeof answerTableQuery | undefined;
  readonly convert?: () => typeof convertDocument | undefined;
};

/** The answer to one text as it grows. */
type Draft = {
  view: PlanView;
  diagnostics: readonly Diagnostic[];
  uses: DocumentUses | undefined;
  advised: boolean;
};

/** Work that follows the counts. */
type Stage = {
  /** Whether it may come along with the counts: it takes no longer than they do. */
  readonly isQuick: boolean;
  /**
   * Does the next piece: whether the draft has `changed`, is the `same` so far, or nothing is `left`;
   * a stage whose part is not loaded `waits`, and the others go on.
   */
  step(draft: Draft): "changed" | "same" | "left" | "waits";
};

/** Makes the function behind the planner's worker; it remembers what helps with the next text. */
export function createAnalyzer(parts: LoadedLater = {}): Analyzer {
  const { parse12, advice, drop, translate, explainer, table } = parts;
  const loaded = () => ({
    advice: advice?.(),
    drop: drop?.(),
    translate: translate?.(),
    tellEngine: parts.tellEngine?.(),
    diagnoseReach: parts.diagnoseReach?.(),
  });
  let memory = createMemory(parse12);
  // texts of what-ifs are edits of each other, and have a memory of their own
  let edits = createMemory(parse12);
  let compared = createMemory(parse12);
  let ask: Analyzer["ask"] = () => ({ kind: "unavailable", reason: "nothing is planned yet" });
  let goOn: Analyzer["continue"] = () => ({ analysis: undefined, pending: false });

  /** The explainer of one text, made when it is first needed and its part is loaded. */
  function explainerOf(text: string, planned: PlannedText, reading: YamlReading) {
    const situation: Situation = {
      text,
      ...planned,
      replan(edited) {
        edits = withParts(edits, loaded());
        return planWithMemory(edited, reading, edits);
      },
    };
    let made: Explainer | undefined;
    return () =>
      (made ??= explainer?.()?.(
        situation,
        (plan, as = reading) => buildView(plan, as),
        (other, as) => {
          compared = withParts(compared, { drop: drop?.(), translate: translate?.() });
          return planWithMemory(other, as, compared);
        },
        (factored) => advice?.()?.notSimulatedFields(factored) ?? new Set(),
      ));
  }

  return {
    analyze(text, reading) {
      memory = withParts(memory, loaded());
      const planned = planWithMemory(text, reading, memory);
      const { plan, factored, diagnostics } = planned;
      const explaining = explainerOf(text, planned, reading);
      ask = (query) => {
        const answerers = {
          texts: explaining()?.answer,
          table: (asked: TableQuery) => table?.()?.(planned, asked),
          conversion: () => {
            const { workflow } = factored;
            const converted = parts.convert?.()?.({ workflow, text, reading, diagnostics: read });
            return converted && ({ kind: "conversion", ...converted } as const);
          },
          folds: explaining()?.folds,
        };
        const unavailable = { kind: "unavailable", reason: "answers are not at hand" } as const;
        return parts.answer?.()?.(plan, query, answerers) ?? unavailable;
      };
      // what reading and planning the text say of it: other stages add to that
      let read = diagnostics;
      const adviseText = (given: Advice): PlannedText => {
        memory = withParts(memory, { ...loaded(), advice: given });
        const advisedText = planWithMemory(text, reading, memory);
        read = advisedText.diagnostics;
        return advisedText;
      };
      const advised = memory.advice !== undefined;
      const stages: readonly Stage[] = [
        advise(advised, advice, adviseText),
        foldLanes(plan, factored, () => explaining()?.folds),
        accountForText(factored, explaining),
        explainSharing(factored, explaining),
        compareLabels(plan),
        tryFixes(() => read, explaining),
      ];
      const draft: Draft = {
        view: buildView(plan, reading),
        diagnostics,
        uses: undefined,
        advised,
      };
      for (const stage of stages) {
        if (!stage.isQuick || stage.step(draft) === "waits") break;
      }
      goOn = () => {
        for (const stage of stages) {
          const outcome = stage.step(draft);
          if (outcome === "changed") return { analysis: describe(draft), pending: true };
          if (outcome === "same") return { analysis: undefined, pending: true };
        }
        return { analysis: undefined, pending: false };
      };
      return describe(draft);
    },
    continue: () => goOn(),
    ask: (query) => ask(query),
  };
}

/** Says what there is to say about fields, where that part was not there for the counts. */
function advise(
  wasThere: boolean,
  advice: (() => Advice | undefined) | undefined,
  adviseText: (given: Advice) => PlannedText,
): Stage {
  let isDone = wasThere;
  return {
    isQuick: true,
    step(draft) {
      if (isDone || !advice) return "left";
      const given = advice();
      if (!given) return "waits";
      const { plan, diagnostics } = adviseText(given);
      draft.diagnostics = diagnostics;
      // what is another tool's is no sweep that nobody reads
      draft.view = { ...draft.view, unread: plan.workflow.unread };
      draft.advised = true;
      isDone = true;
      return "changed";
    },
  };
}

/** Folds the lanes that have no room for their cards. */
function foldLanes(plan: Plan, factored: Factored, folds: () => Folds | undefined): Stage {
  const { workflow, scopes } = factored;
  const classes = scopes.risk.classes.length + scopes.execution.classes.length;
  let isDone = plan.classCount <= laneRoom;
  return {
    isQuick: isDone || (workflow.strategies.length <= 100 && classes <= 200),
    step(draft) {
      if (isDone) return "left";
      const folded = folds();
      if (!folded) return "waits";
      draft.view = withFolds(draft.view, folded);
      isDone = true;
      return "changed";
    },
  };
}

/** Says what of the text decides nothing: quick for few strategies. */
function accountForText({ workflow }: Factored, explainer: () => Explainer | undefined): Stage {
  let isDone = false;
  return {
    isQuick: workflow.strategies.length <= 100,
    step(draft) {
      if (isDone) return "left";
      const uses = explainer()?.uses(draft.diagnostics);
      if (!uses) return "waits";
      draft.uses = uses;
      isDone = true;
      return "changed";
    },
  };
}

/** Says which fields break sharing: quick for few strategies, axes and values to compare. */
function explainSharing(
  { workflow, scopes }: Factored,
  explainer: () => Explainer | undefined,
): Stage {
  const classes = scopes.risk.classes.length + scopes.execution.classes.length;
  const reaching = [scopes.risk, scopes.execution].flatMap(reachingFactors);
  const tuples = reaching.reduce((sum, one) => sum + (one.axes.length > 1 ? one.tuples : 1), 0);
  let isDone = false;
  return {
    isQuick: workflow.strategies.length <= 20 && classes <= 20 && tuples <= 1000,
    step(draft) {
      if (isDone) return "left";
      const explained = explainer()?.explain();
      if (!explained) return "waits";
      draft.view = { ...draft.view, explanation: explained.explanation };
      draft.diagnostics = [...draft.diagnostics, ...explained.diagnostics];
      isDone = true;
      return "changed";
    },
  };
}

/** Finds labels that collide, and configurations that have none. */
function compareLabels(plan: Plan): Stage {
  const { risk, execution } = plan.roles;
  const labels = checkLabels(plan);
  return {
    // counts come first: many containers are not even listed before the page has them
    isQuick: risk.count + execution.count <= slice,
    step(draft) {
      const diagnostics = labels.step(slice);
      if (!diagnostics) return "left";
      draft.diagnostics = [...draft.diagnostics, ...diagnostics];
      return diagnostics.length > 0 ? "changed" : "same";
    },
  };
}

/** Takes back the fixes that do not keep what they promise, of the diagnostics that are shown. */
function tryFixes(
  read: () => readonly Diagnostic[],
  explainer: () => Explainer | undefined,
): Stage {
  const tried = new Set<Diagnostic>();
  return {
    isQuick: false,
    step(draft) {
      const next = shownOf(draft.diagnostics).find(
        (one) => one.fixes.length > 0 && !tried.has(one),
      );
      if (!next) return "left";
      const explaining = explainer();
      if (!explaining) return "waits";
      const fixes = next.fixes.filter((fix) => explaining.isSound(fix, next, read()));
      const kept = fixes.length === next.fixes.length ? next : { ...next, fixes };
      tried.add(kept);
      if (kept === next) return "same";
      draft.diagnostics = draft.diagnostics.map((one) => (one === next ? kept : one));
      return "changed";
    },
  };
}

/** Errors come first where not all diagnostics are shown; what is shown stands in order of the text. */
function describe({ view, diagnostics, uses, advised }: Draft): Analysis {
  const totals: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const { severity } of diagnostics) totals[severity]++;
  return { view, ...orderDiagnostics(shownOf(diagnostics)), totals, uses, advised };
}

function shownOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return severities
    .flatMap((wanted) => diagnostics.filter(({ severity }) => severity === wanted))
    .slice(0, shownDiagnostics);
}

const severities: readonly Severity[] = ["error", "warning", "info", "hint"];
