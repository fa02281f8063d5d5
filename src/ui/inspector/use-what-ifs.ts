import { useEffect, useState } from "react";
import type { PlanView } from "../../planner/answer/view.ts";
import type { BlameRow } from "../../planner/explain/blame/blame.ts";
import type { NoWhatIf, WhatIf } from "../../planner/explain/what-if/what-if.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";

type Answers = readonly (WhatIf | NoWhatIf)[];
const none: Answers = [];
const pageLength = 20;

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

/** What freezing each field that breaks sharing would give, asked for page by page. */
export function useWhatIfs({ view, rev }: StampedPlan): Answers {
  const [answers, setAnswers] = useState<{ readonly view: PlanView; readonly rows: Answers }>();
  const wanted = freezableIn(view).length;
  useEffect(() => {
    let left = false;
    async function ask(from: number, before: Answers): Promise<void> {
      const query = { kind: "what-ifs", from, count: pageLength } as const;
      const answered = await askPlanner(query, rev);
      if (left || answered?.kind !== "what-ifs" || answered.rows.length === 0) return;
      const rows = [...before, ...answered.rows];
      setAnswers({ view, rows });
      if (rows.length < wanted) await ask(rows.length, rows);
    }
    if (wanted > 0) void ask(0, none);
    return () => {
      left = true;
    };
  }, [view, rev, wanted]);
  return answers?.view === view ? answers.rows : none;
}
