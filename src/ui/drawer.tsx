import { useState } from "react";
import { formatCount, shortCount } from "../graph/count-text.ts";
import { paneLimits, setPanes } from "../store/document.ts";
import { useApp } from "../store/store.ts";
import { Combinations } from "./combinations.tsx";
import styles from "./drawer.module.css";
import { Splitter } from "./splitter.tsx";
import { natural } from "./table/arrangement.ts";

const initial = 320;
const [smallest] = paneLimits.drawer;
/** The graph keeps at least this much of the window, with the header above it. */
const leftForGraph = 320;

/** What there is to know about a plan besides its picture, under the graph; closed until asked for. */
export function Drawer() {
  const { drawer, drawerOpen } = useApp((state) => state.panes);
  const combinations = useApp((state) => state.lastPlan?.view.combinations);
  const largest = Math.max(smallest, innerHeight - leftForGraph);
  const height = Math.min(drawer, largest);
  // kept while the drawer is closed
  const [arrangement, setArrangement] = useState(natural);
  const [button, setButton] = useState<HTMLElement | null>(null);
  function leave(): void {
    setPanes({ drawerOpen: false });
    button?.focus();
  }
  return (
    <section className={styles.drawer} aria-label="Drawer" data-open={drawerOpen}>
      {drawerOpen ? (
        <Splitter
          label="Height of the drawer"
          controls="drawer"
          line="horizontal"
          value={height}
          min={smallest}
          max={largest}
          step={32}
          initial={initial}
          valueAt={(_, y) => innerHeight - y - 32}
          onChange={(value) => setPanes({ drawer: value })}
          onCollapse={() => setPanes({ drawerOpen: false })}
        />
      ) : undefined}
      <div className={styles.strip}>
        <button
          ref={setButton}
          type="button"
          data-testid="combinations"
          aria-expanded={drawerOpen}
          onClick={() => setPanes({ drawerOpen: !drawerOpen })}
        >
          Combinations
          {combinations === undefined ? undefined : (
            <span title={formatCount(combinations)}>{shortCount(combinations)}</span>
          )}
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d={drawerOpen ? "m4 6.5 4 4l4-4" : "m4 9.5 4-4l4 4"} />
          </svg>
        </button>
      </div>
      {drawerOpen ? (
        <div
          className={styles.content}
          id="drawer"
          style={{ height: `clamp(${smallest}px, ${drawer}px, 100vh - ${leftForGraph}px)` }}
        >
          <Combinations arrangement={arrangement} onArrange={setArrangement} onLeave={leave} />
        </div>
      ) : undefined}
    </section>
  );
}
