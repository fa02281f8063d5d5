import { useState } from "react";
import { Editor } from "../editor/editor.tsx";
import { showTab, useApp, type Tab } from "../store/store.ts";
import styles from "./app.module.css";
import { GraphPanel } from "./graph-panel.tsx";
import { Headline } from "./headline.tsx";
import { Notices } from "./notices.tsx";
import { OpenFile } from "./open-file.tsx";
import { Problems } from "./problems.tsx";
import { StatusStrip } from "./status-strip.tsx";
import { ThemeButton } from "./theme-button.tsx";
import { useDark } from "./use-dark.ts";

/** The whole page: what the plan comes to, the text on the left, its picture on the right. */
export function App() {
  const dark = useDark();
  const name = useApp((state) => state.lastPlan?.view.name);
  const tab = useApp((state) => state.tab);
  const [listOpen, setListOpen] = useState(true);
  return (
    <div className={styles.app} data-tab={tab}>
      <header className={styles.header}>
        <div className={styles.brand}>
          <div>
            <strong>Sharing Planner</strong>
            {name === undefined ? undefined : <span title={name}>{name}</span>}
          </div>
          <OpenFile />
        </div>
        <Headline />
        <ThemeButton dark={dark} />
      </header>
      <Tabs tab={tab} />
      <main className={styles.main}>
        <section className={styles.left} aria-label="Configuration" id="panel-code">
          <Editor dark={dark} />
          <Problems open={listOpen} />
          <Notices />
          <StatusStrip open={listOpen} onToggle={() => setListOpen(!listOpen)} />
        </section>
        <div className={styles.right} id="panel-graph">
          <GraphPanel />
        </div>
      </main>
    </div>
  );
}

const tabs: readonly { readonly value: Tab; readonly label: string }[] = [
  { value: "code", label: "Code" },
  { value: "graph", label: "Graph" },
];

/** What a window below 900 px shows, one at a time. */
function Tabs({ tab }: { readonly tab: Tab }) {
  return (
    <div className={styles.tabs} role="tablist" aria-label="View">
      {tabs.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          role="tab"
          aria-selected={tab === value}
          aria-controls={`panel-${value}`}
          tabIndex={tab === value ? 0 : -1}
          onClick={() => showTab(value)}
          onKeyDown={({ key, currentTarget }) => {
            if (key !== "ArrowLeft" && key !== "ArrowRight") return;
            showTab(tab === "code" ? "graph" : "code");
            const other = currentTarget.nextElementSibling ?? currentTarget.previousElementSibling;
            if (other instanceof HTMLElement) other.focus();
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
