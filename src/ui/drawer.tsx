import { Suspense, useState, type ReactNode } from "react";
import { useApp } from "../store/store.ts";
import type { DrawerTab } from "../store/view/view-record.ts";
import { paneLimits, setPanes, showDrawer } from "../store/view/window-layout.ts";
import { formatCount, shortCount } from "../text/count-text.ts";
import { Combinations } from "./combinations.tsx";
import styles from "./drawer.module.css";
import { ErrorBoundary } from "./error-boundary.tsx";
import { lazyPart } from "./load-part.ts";
import { firstChoice } from "./results/view-choice.ts";
import { ProofBadge } from "./run/proof-badge.tsx";
import { Splitter } from "./splitter.tsx";
import { natural } from "./table/arrangement.ts";

// after the first graph: most visits never open them
const Results = lazyPart(async () => (await import("./results/results.tsx")).Results);
const Proof = lazyPart(async () => (await import("./proof/proof.tsx")).Proof);
const Understood = lazyPart(async () => (await import("./understood/understood.tsx")).Understood);
const History = lazyPart(async () => (await import("./history/history.tsx")).History);

const initial = 320;
const [smallest] = paneLimits.drawer;
/** The graph keeps at least this much of the window, with the header above it. */
const leftForGraph = 320;

/** What there is to know about a plan besides its picture, under the graph; closed until asked for. */
export function Drawer() {
  const { drawer, drawerOpen } = useApp((state) => state.view.panes);
  const tab = useApp((state) => state.view.drawerTab);
  const combinations = useApp((state) => state.plan.lastPlan?.view.combinations);
  const done = useApp(({ run }) => run.tasks.run.result?.done);
  const largest = Math.max(smallest, innerHeight - leftForGraph);
  const height = Math.min(drawer, largest);
  // kept while the drawer is closed
  const [arrangement, setArrangement] = useState(natural);
  const [choice, setChoice] = useState(firstChoice);
  const [strip, setStrip] = useState<HTMLElement | null>(null);
  function leave(): void {
    setPanes({ drawerOpen: false });
    strip?.querySelector<HTMLElement>(`[data-tab="${tab}"]`)?.focus();
  }
  const opened = (of: DrawerTab): boolean => drawerOpen && tab === of;
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
      <div ref={setStrip} className={styles.strip}>
        <Tab of="combinations" open={opened("combinations")} label="Combinations">
          {combinations === undefined ? undefined : (
            <span title={formatCount(combinations)}>{shortCount(combinations)}</span>
          )}
        </Tab>
        <Tab of="results" open={opened("results")} label="Results">
          {done === undefined ? undefined : <span>{formatCount(done)}</span>}
        </Tab>
        <Tab of="proof" open={opened("proof")} label="Proof" />
        <Tab of="understood" open={opened("understood")} label="What was understood" />
        <Tab of="history" open={opened("history")} label="History" />
        <ProofBadge />
      </div>
      {drawerOpen ? (
        <div
          className={styles.content}
          id="drawer"
          style={{ height: `clamp(${smallest}px, ${drawer}px, 100vh - ${leftForGraph}px)` }}
        >
          {tab === "combinations" ? (
            <Combinations arrangement={arrangement} onArrange={setArrangement} onLeave={leave} />
          ) : undefined}
          {tab === "results" ? (
            <Part what="results">
              <Results
                arrangement={arrangement}
                choice={choice}
                onChoose={setChoice}
                onLeave={leave}
              />
            </Part>
          ) : undefined}
          {tab === "proof" ? (
            <Part what="proof">
              <Proof />
            </Part>
          ) : undefined}
          {tab === "understood" ? (
            <Part what="what was understood">
              <Understood />
            </Part>
          ) : undefined}
          {tab === "history" ? (
            <Part what="history">
              <History />
            </Part>
          ) : undefined}
        </div>
      ) : undefined}
    </section>
  );
}

/** Opens the drawer at one of its tabs, and closes it again. */
function Tab({
  of,
  open,
  label,
  children,
}: {
  readonly of: DrawerTab;
  readonly open: boolean;
  readonly label: string;
  readonly children?: ReactNode;
}) {
  return (
    <button
      type="button"
      data-testid={testIds[of]}
      data-tab={of}
      aria-expanded={open}
      aria-controls="drawer"
      onClick={() => showDrawer(of, true)}
    >
      {label}
      {children}
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={open ? "m4 6.5 4 4l4-4" : "m4 9.5 4-4l4 4"} />
      </svg>
    </button>
  );
}

const testIds: Readonly<Record<DrawerTab, string>> = {
  combinations: "combinations",
  results: "results-tab",
  // the badge is called proof
  proof: "proof-tab",
  understood: "understood-tab",
  history: "history",
};

function Part({ what, children }: { readonly what: string; readonly children: ReactNode }) {
  const rev = useApp((state) => state.plan.lastPlan?.rev ?? 0);
  return (
    <ErrorBoundary resetOn={rev} what={what}>
      <Suspense>{children}</Suspense>
    </ErrorBoundary>
  );
}
