import { useEffect, useState } from "react";
import type { PlanView } from "../planner/answer/view.ts";
import type { CombinationIndex } from "../planner/model.ts";
import { askPlanner } from "../store/plan/plan-questions.ts";
import { useApp } from "../store/store.ts";
import type { Traced } from "./emphasis.ts";

type Answer = { readonly view: PlanView; readonly index: bigint; readonly traced: Traced };

/** The selected combination with the containers that serve it; asked of the planner where not drawn. */
export function useTraced(view: PlanView, rev: number): Traced | undefined {
  const index = useApp((state) => state.inspect.selectedCombination);
  const [answer, setAnswer] = useState<Answer>();
  const drawn = index === undefined ? undefined : tracedIn(view, index);
  const asks = index !== undefined && !drawn && index < view.combinations;
  useEffect(() => {
    if (!asks || index === undefined) return undefined;
    let left = false;
    async function ask(of: CombinationIndex): Promise<void> {
      const answered = await askPlanner({ kind: "combination", index: of }, rev);
      if (!left && answered?.kind === "combination")
        setAnswer({ view, index: of, traced: answered });
    }
    void ask(index);
    return () => {
      left = true;
    };
  }, [asks, index, rev, view]);
  if (drawn) return drawn;
  return asks && answer?.view === view && answer.index === index ? answer.traced : undefined;
}

function tracedIn({ combinationViews, roles }: PlanView, index: bigint): Traced | undefined {
  const combination = combinationViews.find((shown) => BigInt(shown.index) === index);
  if (!combination) return undefined;
  return {
    combination,
    risk: roles.risk.containers[combination.risk ?? -1],
    execution: roles.execution.containers[combination.execution ?? -1],
    stacks: { risk: undefined, execution: undefined, classes: undefined },
  };
}
