import { useEffect, useMemo, useState } from "react";
import { finish, type Steps } from "../../text/steps.ts";
import { finishInSlices, mostAtOnce } from "./slices.ts";

/**
 * What some work over a run comes to: at once where the run is small, else as soon as it is there. What
 * the work before came to stays meanwhile, so that a view does not flicker; it says of which run it is.
 * `work` is to be the same function as long as it means the same.
 */
export function useSteps<Result>(
  work: () => Steps<Result>,
  rows: number,
): { readonly result: Result | undefined; readonly isNew: boolean } {
  const isSmall = rows <= mostAtOnce;
  const atOnce = useMemo(() => (isSmall ? finish(work()) : undefined), [work, isSmall]);
  const [found, setFound] = useState<{ readonly work: unknown; readonly result: Result }>();
  useEffect(() => {
    if (isSmall) return undefined;
    const ending = new AbortController();
    async function follow(): Promise<void> {
      const result = await finishInSlices(work(), ending.signal);
      if (result !== undefined) setFound({ work, result });
    }
    void follow();
    return () => ending.abort();
  }, [work, isSmall]);
  return isSmall
    ? { result: atOnce, isNew: true }
    : { result: found?.result, isNew: found?.work === work };
}
