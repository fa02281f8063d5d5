import { useApp } from "../store/store.ts";
import type { Tab } from "../store/view/view-record.ts";
import { showTab } from "../store/view/window-layout.ts";
import styles from "./tabs.module.css";

const tabs: readonly { readonly value: Tab; readonly label: string }[] = [
  { value: "code", label: "Code" },
  { value: "graph", label: "Graph" },
  { value: "numbers", label: "Numbers" },
];

/** What a window below 900 px shows, one at a time. */
export function Tabs() {
  const shown = useApp((state) => state.view.tab);
  function step(by: number, list: Element | null): void {
    const at = (tabs.findIndex(({ value }) => value === shown) + by + tabs.length) % tabs.length;
    const next = tabs[at];
    if (!next) return;
    showTab(next.value);
    const button = list?.children[at];
    if (button instanceof HTMLElement) button.focus();
  }
  return (
    <div className={styles.tabs} role="tablist" aria-label="View">
      {tabs.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          role="tab"
          aria-selected={shown === value}
          aria-controls={`panel-${value}`}
          tabIndex={shown === value ? 0 : -1}
          onClick={() => showTab(value)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === "ArrowLeft") step(-1, currentTarget.parentElement);
            if (key === "ArrowRight") step(1, currentTarget.parentElement);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
