import type { ReactNode } from "react";
import { showInspector } from "../store/inspect/selection.ts";
import { useApp } from "../store/store.ts";
import { showCompletions, showTopology } from "../store/view/view-options.ts";
import { formatCount } from "../text/count-text.ts";
import styles from "./toolbar.module.css";
import type { Opened } from "./use-opened.ts";

const topologies = [
  { value: "naive", label: "Naive" },
  { value: "optimized", label: "Optimised" },
] as const;

/** What the graph shows: with or without sharing, with what completes the wiring, and what is opened. */
export function Toolbar({ opened }: { readonly opened: Opened }) {
  const topology = useApp((state) => state.view.topology);
  const completions = useApp((state) => state.view.completions);
  const inspector = useApp((state) => state.inspect.tab);
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Graph">
      <fieldset className={styles.segments} aria-label="Wiring">
        {topologies.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            data-testid={`view-${value}`}
            aria-pressed={topology === value}
            onClick={() => showTopology(value)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <button
        type="button"
        className={styles.toggle}
        aria-pressed={completions}
        title="Adapters that a simulation needs besides: prices for execution and portfolios, portfolio state for risk. Not in the counts."
        onClick={() => showCompletions(!completions)}
      >
        Completions
      </button>
      {opened.opening ? <Pager {...opened} /> : undefined}
      <button
        type="button"
        className={styles.last}
        aria-pressed={inspector !== undefined}
        title="What-if, explanations, adapters, and what is selected"
        onClick={() => showInspector(inspector === undefined ? "what-if" : undefined)}
      >
        Inspector
      </button>
    </div>
  );
}

function Pager({ opening, page, refusal, turn, close }: Opened): ReactNode {
  if (!opening) return undefined;
  const { target } = opening;
  const noun = target.kind === "members" ? "combinations" : `${target.role} containers`;
  const last = page ? page.from + BigInt(page.members.length + page.containers.length) : 0n;
  return (
    <fieldset className={styles.pager} aria-label="Opened card">
      <output>
        <b>{target.title}</b>
        <span>
          {refusal ??
            (page
              ? `${noun} ${formatCount(page.from + 1n)}–${formatCount(last)} of ${formatCount(page.total)}`
              : "…")}
        </span>
      </output>
      <button
        type="button"
        aria-label="Previous page"
        disabled={!page || page.from === 0n}
        onClick={() => turn(-1n)}
      >
        ‹
      </button>
      <button
        type="button"
        aria-label="Next page"
        disabled={!page || last >= page.total}
        onClick={() => turn(1n)}
      >
        ›
      </button>
      <button type="button" onClick={close}>
        Close
      </button>
    </fieldset>
  );
}
