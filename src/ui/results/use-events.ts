import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { EventRow, RunJob } from "../../backtest/session/protocol.ts";
import type { CombinationIndex } from "../../planner/model.ts";
import type { Ask } from "./use-answer.ts";

/** The engine runs the combination again for every page: few and long ones. */
export const pageSize = 20_000;

type Pages = ReadonlyMap<number, readonly EventRow[]>;
type Known = {
  readonly index: CombinationIndex | undefined;
  readonly total: number;
  readonly pages: Pages;
};
const nothing: Known = { index: undefined, total: 0, pages: new Map() };

/** The events of a combination, read page by page as they come into view. */
export function useEvents(job: RunJob, index: CombinationIndex | undefined, ask: Ask) {
  const [state, setState] = useState(nothing);
  const [reason, setReason] = useState<string>();
  // pages that are there or on their way, of this run and combination
  const asked = useRef(new Map<number, Promise<readonly EventRow[]>>());
  /** The pages asked for of which one has arrived. */
  const first = useRef(asked.current);
  const range = useRef<readonly number[]>([]);
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
          // what an edit made old stays until the first page of the new run is there
          const isFirst = first.current !== mine;
          first.current = mine;
          setState(({ pages }) => ({
            index,
            total: answer.total,
            pages: new Map([...(isFirst ? [] : pages), [from, answer.rows]]),
          }));
          return answer.rows;
        });
      mine.set(from, coming);
      return coming;
    },
    // oxlint-disable-next-line react/exhaustive-deps -- another run has other events
    [index, job],
  );
  /** Sees to it that the rows in view are read. */
  const ensure = useCallback(
    (rows: readonly number[]): void => {
      range.current = rows;
      for (const row of rows) void page(row);
    },
    [page],
  );
  useEffect(() => {
    asked.current = new Map();
    ensure(range.current.length > 0 ? range.current : [0]);
  }, [ensure]);

  const { total, pages } = state.index === index ? state : nothing;
  const at = (row: number): EventRow | undefined => {
    const from = Math.floor(row / pageSize) * pageSize;
    return pages.get(from)?.[row - from];
  };
  return { total, reason, at, page, ensure };
}
