import { useEffect, useState } from "react";
import type { PlanQuery } from "../planner/answer/query.ts";
import { askPlanner } from "../store/plan/plan-questions.ts";
import type { OpenedPage } from "./asked.ts";
import type { OpenTarget } from "./card.ts";

/** With the cards beside them no page draws more than 500 nodes. */
const pageSizes = { members: 220n, containers: 380n } as const;

export type Opening = { readonly id: string; readonly target: OpenTarget; readonly from: bigint };

export type Opened = {
  readonly opening: Opening | undefined;
  /** Absent until the planner has answered. */
  readonly page: OpenedPage | undefined;
  /** Why the card cannot be opened. */
  readonly refusal: string | undefined;
  readonly open: (id: string, target: OpenTarget) => void;
  readonly close: () => void;
  readonly turn: (pages: 1n | -1n) => void;
};

/** What an opened card holds, a page at a time; a new plan in which it is not there closes it. */
export function useOpened(rev: number, targets: ReadonlyMap<string, OpenTarget>): Opened {
  const [opening, setOpening] = useState<Opening>();
  const [answer, setAnswer] = useState<{ page?: OpenedPage; refusal?: string }>({});
  // an edit may have given its containers other numbers, or have taken it away
  const target = opening && targets.get(opening.id);
  const { id, from } = opening ?? {};

  useEffect(() => {
    if (id === undefined || from === undefined || !target) return undefined;
    let left = false;
    async function ask(of: OpenTarget, at: bigint, card: string): Promise<void> {
      const answered = await askPlanner(queryOf(of, at), rev);
      // a newer plan asks again
      if (left || !answered) return;
      if (answered.kind === "unavailable") setAnswer({ refusal: answered.reason });
      if (answered.kind === "members" || answered.kind === "containers") {
        const { total } = answered;
        setAnswer({
          page: {
            id: card,
            from: at,
            total: BigInt(total),
            members: answered.kind === "members" ? answered.members : [],
            lane: of.kind === "containers" ? { role: of.role, number: of.stack ?? 0 } : undefined,
            containers: answered.kind === "containers" ? answered.containers : [],
          },
        });
      }
    }
    void ask(target, from, id);
    return () => {
      left = true;
    };
  }, [id, from, target, rev]);

  const close = (): void => {
    setOpening(undefined);
    setAnswer({});
  };
  const { page } = answer;
  return {
    opening: target && opening ? { ...opening, target } : undefined,
    page: target && page?.id === id ? page : undefined,
    refusal: target ? answer.refusal : undefined,
    open(card, of) {
      setAnswer({});
      setOpening({ id: card, target: of, from: 0n });
    },
    close,
    turn(pages) {
      if (!opening || !page) return;
      const next = opening.from + pages * pageSizes[opening.target.kind];
      if (next >= 0n && next < page.total) setOpening({ ...opening, from: next });
    },
  };
}

export function queryOf(target: OpenTarget, from: bigint): PlanQuery {
  if (target.kind === "members") {
    const { risk, execution, stack } = target;
    return { kind: "members", risk, execution, stack, from, count: Number(pageSizes.members) };
  }
  const { role, stack } = target;
  const count = Number(pageSizes.containers);
  return { kind: "containers", role, stack, from: Number(from), count };
}
