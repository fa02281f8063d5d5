import { Suspense } from "react";
import { useApp } from "../../store/store.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { lazyPart } from "../load-part.ts";

const ComparisonBar = lazyPart(async () => (await import("./comparison-bar.tsx")).ComparisonBar);

/** What the comparison says, over the graph while a plan is pinned; fetched when it is first needed. */
export function ComparisonPane() {
  const pinned = useApp((state) => state.inspect.pinned);
  const rev = useApp((state) => state.plan.lastPlan?.rev ?? 0);
  if (!pinned) return undefined;
  return (
    <ErrorBoundary resetOn={rev} what="comparison">
      <Suspense>
        <ComparisonBar pinned={pinned} rev={rev} />
      </Suspense>
    </ErrorBoundary>
  );
}
