import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { RunAnswer, RunJob, RunQuery } from "../../backtest/session/protocol.ts";

export type Ask = (query: RunQuery) => Promise<RunAnswer | undefined>;

/**
 * What the engine says about a run, asked anew when the run or the query changes. The last answer
 * stays until the next one is there, so that an edit does not make a picture flicker.
 */
export function useAnswer(
  job: RunJob,
  query: RunQuery | undefined,
  ask: Ask,
): RunAnswer | undefined {
  const [answer, setAnswer] = useState<RunAnswer>();
  const latest = useRef({ query, ask });
  useLayoutEffect(() => {
    latest.current = { query, ask };
  });
  const key = query && keyOf(query);
  useEffect(() => {
    const wanted = latest.current.query;
    if (key === undefined || !wanted) return undefined;
    let over = false;
    async function follow(about: RunQuery): Promise<void> {
      const found = await latest.current.ask(about);
      if (!over && found) setAnswer(found);
    }
    void follow(wanted);
    return () => {
      over = true;
    };
    // oxlint-disable-next-line react/exhaustive-deps, react/exhaustive-effect-dependencies -- another run has other answers
  }, [job, key]);
  return answer;
}

function keyOf(query: RunQuery): string {
  switch (query.kind) {
    case "curves":
      return `curves ${query.indices.join()} ${query.points}`;
    case "trades":
      return `trades ${query.index}`;
    case "events":
      return `events ${query.index} ${query.from} ${query.count}`;
  }
}
