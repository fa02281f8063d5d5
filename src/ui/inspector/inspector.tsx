import { useRef, type KeyboardEvent } from "react";
import type { InspectorTab } from "../../store/inspect/inspect-record.ts";
import { showInspector } from "../../store/inspect/selection.ts";
import { useApp } from "../../store/store.ts";
import { AdaptersTab } from "./adapters-tab.tsx";
import { ExplainTab } from "./explain-tab.tsx";
import styles from "./inspector.module.css";
import { SelectionTab } from "./selection-tab.tsx";
import { WhatIfTab } from "./what-if-tab.tsx";

const tabs: readonly { readonly tab: InspectorTab; readonly label: string }[] = [
  { tab: "what-if", label: "What-if" },
  { tab: "explain", label: "Explain" },
  { tab: "adapters", label: "Adapters" },
  { tab: "selection", label: "Selection" },
];

/** What there is to know about the plan and what is selected in it, beside the graph. */
export function Inspector({ tab }: { readonly tab: InspectorTab }) {
  const plan = useApp((state) => state.plan.lastPlan);
  const list = useRef<HTMLDivElement>(null);

  function pressKey(event: KeyboardEvent): void {
    if (event.key === "Escape") return showInspector(undefined);
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const place = tabs.findIndex((one) => one.tab === tab);
    const next = tabs[(place + step + tabs.length) % tabs.length];
    if (step === 0 || !next) return;
    event.preventDefault();
    showInspector(next.tab);
    list.current?.querySelector<HTMLElement>(`#inspector-${next.tab}`)?.focus();
  }

  return (
    <aside className={styles.inspector} aria-label="Inspector" data-testid="inspector">
      <div className={styles.head}>
        <div ref={list} role="tablist" aria-label="Inspector" tabIndex={-1} onKeyDown={pressKey}>
          {tabs.map(({ tab: one, label }) => (
            <button
              key={one}
              id={`inspector-${one}`}
              type="button"
              role="tab"
              aria-selected={one === tab}
              aria-controls="inspector-panel"
              tabIndex={one === tab ? 0 : -1}
              onClick={() => showInspector(one)}
            >
              {label}
            </button>
          ))}
        </div>
        <button
          type="button"
          aria-label="Close the inspector"
          onClick={() => showInspector(undefined)}
        >
          ×
        </button>
      </div>
      <div
        id="inspector-panel"
        className={styles.panel}
        role="tabpanel"
        aria-labelledby={`inspector-${tab}`}
      >
        {plan ? <Panel tab={tab} plan={plan} /> : <p className={styles.empty}>No plan yet.</p>}
      </div>
    </aside>
  );
}

type PanelProps = Parameters<typeof SelectionTab>[0] & { readonly tab: InspectorTab };

function Panel({ tab, plan }: PanelProps) {
  switch (tab) {
    case "what-if":
      return <WhatIfTab plan={plan} />;
    case "explain":
      return <ExplainTab plan={plan} />;
    case "adapters":
      return <AdaptersTab view={plan.view} />;
    case "selection":
      return <SelectionTab plan={plan} />;
  }
}
