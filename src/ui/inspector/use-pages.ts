import { useEffect, useState } from "react";
import type { PlanView } from "../../planner/answer/view.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";

/** Asks for so many rows of an answer about the plan of a revision; none where another one is held by now. */
export type AskPage<Row> = (
  page: { readonly from: number; readonly count: number },
  rev: number,
) => Promise<readonly Row[]>;

const none: readonly never[] = [];
const pageLength = 20;

/** The rows of an answer to the plan that is shown, asked for page by page until all wanted are there. */
export function usePages<Row>(
  ask: AskPage<Row>,
  { view, rev }: StampedPlan,
  wanted: number,
): readonly Row[] {
  const [shown, setShown] = useState<{
    readonly view: PlanView;
    readonly rows: readonly Row[];
  }>();
  useEffect(() => {
    let left = false;
    async function askOn(before: readonly Row[]): Promise<void> {
      const page = await ask({ from: before.length, count: pageLength }, rev);
      if (left || page.length === 0) return;
      const rows = [...before, ...page];
      setShown({ view, rows });
      if (rows.length < wanted) await askOn(rows);
    }
    if (wanted > 0) void askOn(none);
    return () => {
      left = true;
    };
  }, [ask, view, rev, wanted]);
  return shown?.view === view ? shown.rows : none;
}
