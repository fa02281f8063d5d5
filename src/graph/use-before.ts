import { useMemo } from "react";
import type { PlanView, SharedContainerView } from "../planner/answer/view.ts";
import { useApp } from "../store/store.ts";
import type { Before } from "./asked.ts";
import { fateKey } from "./shared-lanes.ts";

/** The plan that this one is compared with, as far as its containers are listed. */
export function useBefore(view: PlanView, rev: number): Before | undefined {
  const compared = useApp((state) => state.inspect.comparison);
  const current = useApp((state) => state.plan.lastPlan?.view === view);
  return useMemo(() => {
    if (!compared || compared.rev !== rev || !current) return undefined;
    const { comparison, view: other } = compared;
    const fates = new Map(
      comparison.roles.flatMap(({ role, containers }) =>
        containers.map(({ key, fate }) => [fateKey(role, key), fate] as const),
      ),
    );
    const kept = (role: "risk" | "execution"): readonly SharedContainerView[] => {
      const now = new Set(view.roles[role].containers.map(({ key }) => key));
      // where this plan's are folded nobody can see which of the other's are gone
      return now.size === 0 ? [] : other.roles[role].containers.filter(({ key }) => !now.has(key));
    };
    return { fates, gone: { risk: kept("risk"), execution: kept("execution") } };
  }, [compared, current, rev, view]);
}
