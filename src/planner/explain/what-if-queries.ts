import type { PlanAnswer, PlanQuery } from "../query.ts";
import { blameOf, type BlameRow } from "./blame.ts";
import { whatIf, type Situation } from "./what-if.ts";

/** At most this many what-ifs are answered at once: each plans a text or two. */
const pageLimit = 20;

/** Answers what-if questions about a text; which fields there are is looked up once. */
export function createWhatIfs(
  situation: Situation,
): (query: Extract<PlanQuery, { kind: "what-ifs" | "what-if" }>) => PlanAnswer {
  let rows: readonly BlameRow[] | undefined;
  return (query) => {
    if (query.kind === "what-if") return { kind: "what-if", whatIf: whatIf(situation, query.pins) };
    const { factored, plan } = situation;
    rows ??= blameOf(factored, plan.counts.optimized).rows;
    const end = query.from + Math.min(query.count, pageLimit);
    const shown = rows.slice(query.from, end);
    return {
      kind: "what-ifs",
      total: rows.length,
      rows: shown.map(({ id }) => whatIf(situation, [{ id, value: 0 }])),
    };
  };
}
