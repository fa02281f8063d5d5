import { Suspense } from "react";
import type { Arrangement } from "../planner/answer/query.ts";
import { useApp } from "../store/store.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import { lazyPart } from "./load-part.ts";

// after the first graph: most visits never open it
const Table = lazyPart(
  async () => (await import("./table/combinations-table.tsx")).CombinationsTable,
);

/** Every combination of the last good plan, in a table. */
export function Combinations(props: {
  readonly arrangement: Arrangement;
  readonly onArrange: (arrangement: Arrangement) => void;
  readonly onLeave: () => void;
}) {
  const plan = useApp((state) => state.plan.lastPlan);
  if (!plan) return undefined;
  return (
    <ErrorBoundary resetOn={plan.rev} what="table">
      <Suspense>
        <Table plan={plan} {...props} />
      </Suspense>
    </ErrorBoundary>
  );
}
