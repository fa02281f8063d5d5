import { useMemo } from "react";
import { Graph } from "../graph/graph.tsx";
import type { Preview } from "../store/inspect/inspect-record.ts";
import type { StampedAnalysis, StampedPlan } from "../store/plan/plan-record.ts";
import { isBlocked, isStale } from "../store/plan/plan-selectors.ts";
import { useApp } from "../store/store.ts";
import { formatCount } from "../text/count-text.ts";
import { lineTable } from "../text/position.ts";
import { ErrorBoundary } from "./error-boundary.tsx";
import styles from "./graph-panel.module.css";
import { InspectorPane } from "./inspector/inspector-pane.tsx";
import { Message } from "./message.tsx";
import { useLasting } from "./use-lasting.ts";

/** Markers stand at once, but half-typed text is no reason for a ribbon yet. */
const ribbonDelay = 1000;

/** The last good plan, and what to know about it when it is not the plan of the text on screen. */
export function GraphPanel() {
  const plan = useApp((state) => state.plan.lastPlan);
  const stale = useApp(isStale);
  const blocked = useLasting(useApp(isBlocked), ribbonDelay);
  const analysis = useApp((state) => state.plan.analysis);
  const preview = useApp((state) => state.inspect.preview);
  return (
    <section
      className={styles.panel}
      aria-label="Graph"
      data-testid="graph"
      data-rev={plan?.rev}
      data-stale={stale}
      data-dimmed={blocked && plan !== undefined}
      data-preview={preview !== undefined}
    >
      {plan ? (
        <ErrorBoundary resetOn={plan.rev} what="graph">
          <Graph
            view={preview?.view ?? plan.view}
            rev={plan.rev}
            note={blocked && analysis ? <Ribbon rev={plan.rev} analysis={analysis} /> : undefined}
          />
        </ErrorBoundary>
      ) : undefined}
      {plan && preview ? <Foreseen plan={plan} preview={preview} /> : undefined}
      {!plan && analysis?.blocked ? <Unplanned analysis={analysis} /> : undefined}
      <InspectorPane />
    </section>
  );
}

/** Says that the graph shows a plan that could be, not the one that is. */
function Foreseen({
  plan,
  preview: { whatIf },
}: {
  readonly plan: StampedPlan;
  readonly preview: Preview;
}) {
  const blame = plan.view.explanation?.blame ?? [];
  return (
    <output className={styles.foreseen}>
      Preview:{" "}
      {whatIf.pins.map(({ id }, n) => (
        <code key={id}>
          {n > 0 ? ", " : ""}
          {blame.find((row) => row.id === id)?.field} = {whatIf.values[n] ?? "absent"}
        </code>
      ))}
    </output>
  );
}

function Ribbon({ rev, analysis }: { readonly rev: number; readonly analysis: StampedAnalysis }) {
  const { diagnostics, text } = analysis;
  const lines = useMemo(() => {
    const table = lineTable(text);
    const blocking = diagnostics.filter(({ blocking: blocks }) => blocks);
    return blocking.map(({ range }) => table.positionAt(range.start).line);
  }, [diagnostics, text]);
  const shown = [...new Set(lines)].slice(0, 3).join(", ");
  const more = new Set(lines).size > 3 ? ", …" : "";
  return (
    <output className={styles.ribbon}>
      Plan of rev {rev}: the text has {lines.length === 1 ? "an error" : `${lines.length} errors`}{" "}
      (line {shown}
      {more})
    </output>
  );
}

/** Nothing could be planned yet: what is wrong, with its line. */
function Unplanned({
  analysis: { diagnostics, text, view },
}: {
  readonly analysis: StampedAnalysis;
}) {
  const first = diagnostics.find(({ blocking }) => blocking);
  const table = useMemo(() => lineTable(text), [text]);
  if (!first) return undefined;
  const { line, column } = table.positionAt(first.range.start);
  const quoted = text.split(/\r\n|\r|\n/, line)[line - 1] ?? "";
  return (
    <div className={styles.unplanned}>
      <h2>No plan yet</h2>
      <p>
        <Message text={first.message} />
      </p>
      {quoted.trim() === "" ? undefined : (
        <pre>
          <span>{line}</span>
          {quoted.slice(0, 200)}
          {"\n"}
          <span />
          {" ".repeat(Math.min(column - 1, 200))}^
        </pre>
      )}
      {view.combinations > 0n ? (
        <p>What could be read makes {formatCount(view.combinations)} combinations.</p>
      ) : undefined}
    </div>
  );
}
