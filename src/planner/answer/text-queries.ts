import { applyEdits } from "../../text/source-range.ts";
import type { YamlReading } from "../../yaml/value.ts";
import { blameOf } from "../explain/blame/blame.ts";
import { comparePlans } from "../explain/compare/comparison.ts";
import { mergeNearMiss } from "../explain/near-miss/merge-near-miss.ts";
import { nearMissesOf, type NearMisses } from "../explain/near-miss/near-miss.ts";
import { alternativeIds } from "../explain/what-if/keep-alternative.ts";
import { whatIf, type Situation } from "../explain/what-if/what-if.ts";
import { withoutRule } from "../explain/what-if/without-rule.ts";
import type { FactoredPlan } from "../sharing/decomposition/factored.ts";
import type { PlanAnswer, PlanQuery } from "./query.ts";
import type { PlanView } from "./view.ts";

/** Questions about other texts than the one that is planned. */
export type TextQuery = Extract<
  PlanQuery,
  { kind: "what-ifs" | "what-if" | "without-rules" | "unify" | "compare" }
>;

/** At most this many what-ifs are answered at once, and fewer of a long text: each plans a text. */
const pageLimit = 20;
const pageLength = 200_000;

/** What other texts come to. */
export type OtherTexts = {
  /** The plan of an edit of the text, to be drawn. */
  viewOf(edited: string): PlanView;
  /** The plan of any other text. */
  planOf(text: string, reading: YamlReading): FactoredPlan & { readonly view: PlanView };
};

/** Answers questions about what edits would give; which fields there are is looked up once. */
export function createTextQueries(
  situation: Situation,
  { viewOf, planOf }: OtherTexts,
): (query: TextQuery) => PlanAnswer {
  const { factored, plan, text } = situation;
  let rows: readonly string[] | undefined;
  let misses: NearMisses | undefined;
  const fitting = Math.max(1, Math.min(pageLimit, Math.floor(pageLength / text.length)));
  return (query) => {
    switch (query.kind) {
      case "what-if": {
        const answer = whatIf(situation, query.pins);
        const view =
          "edits" in answer ? viewOf(applyEdits(situation.text, answer.edits)) : undefined;
        return { kind: "what-if", whatIf: answer, view };
      }
      case "what-ifs": {
        rows ??= [
          ...alternativeIds(factored.workflow),
          ...blameOf(factored, plan.counts.optimized).rows.map(({ id }) => id),
        ];
        const shown = rows.slice(query.from, query.from + Math.min(query.count, fitting));
        return {
          kind: "what-ifs",
          total: rows.length,
          rows: shown.map((id) => whatIf(situation, [{ id, value: 0 }])),
        };
      }
      case "without-rules": {
        const shown = plan.rules.slice(query.from, query.from + Math.min(query.count, fitting));
        return { kind: "without-rules", rows: shown.map((rule) => withoutRule(situation, rule)) };
      }
      case "compare": {
        const { view, ...before } = planOf(query.text, query.reading);
        return { kind: "compare", comparison: comparePlans(before, situation), view };
      }
      case "unify": {
        misses ??= nearMissesOf(plan, factored);
        const miss = misses.listed[query.miss];
        return { kind: "unify", edits: miss && mergeNearMiss(situation, miss) };
      }
    }
  };
}
