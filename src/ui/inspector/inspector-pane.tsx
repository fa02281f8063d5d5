import { Suspense } from "react";
import { useApp } from "../../store/store.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { lazyPart } from "../load-part.ts";

const Inspector = lazyPart(async () => (await import("./inspector.tsx")).Inspector);

/** The inspector over or beside the graph while it is open; fetched when it first opens. */
export function InspectorPane() {
  const tab = useApp((state) => state.inspect.tab);
  const rev = useApp((state) => state.plan.lastPlan?.rev ?? 0);
  if (!tab) return undefined;
  return (
    <ErrorBoundary resetOn={rev} what="inspector">
      <Suspense>
        <Inspector tab={tab} />
      </Suspense>
    </ErrorBoundary>
  );
}
