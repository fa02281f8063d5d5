import { firstExample } from "../../examples/examples.ts";
import { readLink } from "../../export/share-link.ts";
import { Graph } from "../../graph/graph.tsx";
import { verdictOf } from "../../graph/verdict.ts";
import { openLink, tellDocument } from "../../store/document/write-document.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { useApp } from "../../store/store.ts";
import { setTheme } from "../../store/view/view-options.ts";
import { formatCount } from "../../text/count-text.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { useLook } from "../use-look.ts";
import styles from "./embed.module.css";

/**
 * Opens what the address carries, or the first example, and gives why it could not. Nothing is read
 * from the storage or written to it: the frame is part of another page.
 */
export function openEmbedded(): string | undefined {
  const theme = new URLSearchParams(location.search).get("theme");
  if (theme === "light" || theme === "dark") setTheme(theme);
  if (!location.hash.startsWith("#c=")) {
    const { text, title: name } = firstExample;
    tellDocument({ type: "reloaded", shared: { text, reading: "pyyaml", name } });
    return undefined;
  }
  const read = readLink(location.hash);
  if (!read.ok) return read.reason;
  openLink(read.shared);
  return undefined;
}

/** The graph and its headline alone, to be read inside of another page. */
export function Embed({ refusal }: { readonly refusal: string | undefined }) {
  useLook();
  const plan = useApp((state) => state.plan.lastPlan);
  const failed = useApp(({ plan: { analysis } }) =>
    analysis?.blocked ? analysis.diagnostics.find(({ blocking }) => blocking)?.message : undefined,
  );
  const problem = refusal ?? (plan || failed === undefined ? undefined : `No plan: ${failed}`);
  return (
    <div className={styles.embed}>
      <header className={styles.header}>
        {plan && problem === undefined ? <Headline plan={plan} /> : <h1>Sharing Planner</h1>}
        <a
          href={refusal === undefined ? location.pathname + location.hash : location.pathname}
          target="_blank"
          rel="noopener"
        >
          Open in Sharing Planner
        </a>
      </header>
      {problem === undefined ? undefined : <p role="alert">{problem}</p>}
      {plan && problem === undefined ? (
        <main
          className={styles.graph}
          aria-label="Graph"
          data-testid="graph"
          data-rev={plan.rev}
          data-stale="false"
        >
          <ErrorBoundary resetOn={plan.rev} what="graph">
            <Graph view={plan.view} rev={plan.rev} note={undefined} />
          </ErrorBoundary>
        </main>
      ) : undefined}
    </div>
  );
}

function Headline({ plan }: { readonly plan: StampedPlan }) {
  const { combinations, counts } = plan.view;
  const { naive, optimized } = counts;
  return (
    <section
      aria-label="Result"
      data-testid="headline"
      data-naive={String(naive.containers)}
      data-optimized={String(optimized.containers)}
      data-combinations={String(combinations)}
      data-adapters-naive={String(naive.adapters)}
      data-adapters-optimized={String(optimized.adapters)}
    >
      <h1 title={verdictOf(plan.view)}>{verdictOf(plan.view)}</h1>
      <p>
        {formatCount(naive.containers)} → <b>{formatCount(optimized.containers)}</b> containers,
        adapters {formatCount(naive.adapters)} → <b>{formatCount(optimized.adapters)}</b>
      </p>
    </section>
  );
}
