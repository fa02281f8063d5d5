import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { EventRow, RunJob } from "../../backtest/protocol.ts";
import type { CombinationIndex } from "../../planner/model.ts";
import type { Ask } from "./use-answer.ts";

/** The engine runs the combination again for every page: few and long ones. */
export const pageSize = 20_000;

type Pages = ReadonlyMap<number, readonly EventRow[]>;
const noPages: Pages = new Map();

/** The events of a combination, read page by page as they come into view. */
export function useEvents(job: RunJob, index: CombinationIndex | undefined, ask: Ask) {
  const [state, setState] = useState({ total: 0, pages: noPages });
  const [reason, setReason] = useState<string>();
  // pages that are there or on their way, of this run and combination
  const asked = useRef(new Map<number, Promise<readonly EventRow[]>>());
  const latest = useRef(ask);
  useLayoutEffect(() => {
    latest.current = ask;
  });

  const page = useCallback(
    (row: number): Promise<readonly EventRow[]> => {
      const from = Math.floor(row / pageSize) * pageSize;
      const mine = asked.current;
      const known = mine.get(from);
      if (known || index === undefined) return known ?? Promise.resolve([]);
      const coming = latest
        .current({ kind: "events", index, from, count: pageSize })
        .then((answer): readonly EventRow[] => {
          // another run or combination is looked at by now
          if (mine !== asked.current || !answer) return [];
          if (answer.kind !== "events") {
            setReason(answer.kind === "unavailable" ? answer.reason : "no answer");
            return [];
          }
          setReason(undefined);
          setState(({ pages }) => ({
            total: answer.total,
            pages: new Map([...(mine.size > 1 ? pages : noPages), [from, answer.rows]]),
          }));
          return answer.rows;
        });
      mine.set(from, coming);
      return coming;
    },
    // oxlint-disable-next-line react/exhaustive-deps -- another run has other events
    [index, job],
  );
  const ensure = useCallback((row: number): void => void page(row), [page]);
  useEffect(() => {
    asked.current = new Map();
    ensure(0);
  }, [ensure]);

  const at = (row: number): EventRow | undefined => {
    const from = Math.floor(row / pageSize) * pageSize;
    return state.pages.get(from)?.[row - from];
  };
  return { total: state.total, reason, at, page, ensure };
}
