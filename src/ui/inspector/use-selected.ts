import { useEffect, useState } from "react";
import { useTraced } from "../../graph/use-traced.ts";
import type { PlanView, SharedContainerView } from "../../planner/answer/view.ts";
import type { ContainerId, SharedRole } from "../../planner/model.ts";
import { askPlanner } from "../../store/plan/plan-questions.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { useApp } from "../../store/store.ts";

/** What is selected in the graph or the table, with all that is known about it. */
export type Selected =
  | { readonly kind: "none" | "hub" | "loading" }
  | { readonly kind: "shared"; readonly role: SharedRole; readonly container: SharedContainerView }
  | {
      readonly kind: "combination";
      readonly traced: NonNullable<ReturnType<typeof useTraced>>;
    };

export function useSelected({ view, rev }: StampedPlan): Selected {
  const selected = useApp((state) => state.inspect.selected);
  const combination = useApp((state) => state.inspect.selectedCombination);
  const traced = useTraced(view, rev);
  const sharedRole = sharedRoleOf(selected);
  const container = useContainer(view, rev, selected);
  if (combination !== undefined)
    return traced ? { kind: "combination", traced } : { kind: "loading" };
  if (sharedRole) {
    return container ? { kind: "shared", role: sharedRole, container } : { kind: "loading" };
  }
  return { kind: selected === "hub_container" ? "hub" : "none" };
}

/** The role of a container that can be shared. */
export function sharedRoleOf(id: ContainerId | undefined): SharedRole | undefined {
  const [, role] = /^(risk|execution)_\d+$/.exec(id ?? "") ?? [];
  return role === "risk" || role === "execution" ? role : undefined;
}

/** A risk or execution container by its id; asked of the planner where the view does not hold it. */
export function useContainer(
  view: PlanView,
  rev: number,
  id: ContainerId | undefined,
): SharedContainerView | undefined {
  const role = sharedRoleOf(id);
  const number = Number(id?.slice(id.indexOf("_") + 1));
  const [answer, setAnswer] = useState<{
    readonly view: PlanView;
    readonly role: SharedRole;
    readonly container: SharedContainerView;
  }>();
  const held = role && view.roles[role].containers[number];
  const asks = role !== undefined && !held && BigInt(number) < view.roles[role].count;
  useEffect(() => {
    if (!asks || role === undefined) return undefined;
    let left = false;
    async function ask(of: SharedRole): Promise<void> {
      const query = {
        kind: "containers",
        role: of,
        stack: undefined,
        from: number,
        count: 1,
      } as const;
      const answered = await askPlanner(query, rev);
      const [container] = answered?.kind === "containers" ? answered.containers : [];
      if (!left && container) setAnswer({ view, role: of, container });
    }
    void ask(role);
    return () => {
      left = true;
    };
  }, [asks, role, number, rev, view]);
  if (held) return held;
  const current = answer?.view === view && answer.role === role ? answer.container : undefined;
  return current?.number === number ? current : undefined;
}
