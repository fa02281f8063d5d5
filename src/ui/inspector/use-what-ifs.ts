import type { PlanView } from "../../planner/answer/view.ts";
import type { BlameRow } from "../../planner/explain/blame/blame.ts";
import type { NoWhatIf, WhatIf } from "../../planner/explain/what-if/what-if.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { usePages, type AskPage } from "./use-pages.ts";

/** What can be frozen: an axis of alternatives to one of them, or a field to one of its values. */
export type Freezable = {
  readonly id: string;
  readonly name: string;
  /** What it can be frozen to; `undefined` is its absence. */
  readonly values: readonly (string | undefined)[];
  /** Of a field what it costs. */
  readonly blame: BlameRow | undefined;
};

/** All that can be frozen, the alternatives of sections first. */
export function freezableIn({ explanation }: PlanView): readonly Freezable[] {
  const { axes = [], blame = [] } = explanation ?? {};
  return [
    ...axes.flatMap(({ path, key, values, alternatives }) =>
      alternatives && values > 1
        ? [{ id: path, name: key, values: alternatives, blame: undefined }]
        : [],
    ),
    ...blame.map((row) => {
      const values = row.values.map(({ text }) => text);
      return { id: row.id, name: row.field, values, blame: row };
    }),
  ];
}

const askWhatIfs: AskPage<WhatIf | NoWhatIf> = async (page, rev) => {
  const answered = await askPlanner({ kind: "what-ifs", ...page }, rev);
  return answered?.kind === "what-ifs" ? answered.rows : [];
};

/** What freezing each field that breaks sharing would give. */
export function useWhatIfs(plan: StampedPlan): readonly (WhatIf | NoWhatIf)[] {
  return usePages(askWhatIfs, plan, freezableIn(plan.view).length);
}
