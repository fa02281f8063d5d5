import { lazy, Suspense, useEffect } from "react";
import { showInspector } from "../../store/inspect.ts";
import { useApp, type InspectorTab } from "../../store/store.ts";
import { ErrorBoundary } from "../error-boundary.tsx";

const Inspector = lazy(async () => ({ default: (await import("./inspector.tsx")).Inspector }));

/** The inspector over or beside the graph while it is open; fetched when it first opens. */
export function InspectorPane() {
  useKeys();
  const tab = useApp((state) => state.inspector);
  const rev = useApp((state) => state.lastPlan?.rev ?? 0);
  if (!tab) return undefined;
  return (
    <ErrorBoundary resetOn={rev} what="inspector">
      <Suspense>
        <Inspector tab={tab} />
      </Suspense>
    </ErrorBoundary>
  );
}

const keys: Readonly<Record<string, InspectorTab>> = { e: "explain", w: "what-if" };

/** Single keys open the tabs, wherever the focus is not in a text. */
function useKeys(): void {
  useEffect(() => {
    const press = ({ key, target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent) => {
      const tab = keys[key.toLowerCase()];
      if (!tab || ctrlKey || metaKey || altKey || defaultPrevented) return;
      const isText =
        target instanceof HTMLElement &&
        (target.isContentEditable || target.closest("input, textarea, select, .monaco-editor"));
      if (!isText) showInspector(tab);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
