import { useMemo } from "react";
import type { Diagnostic } from "../planner/diagnostic.ts";
import type { StampedAnalysis } from "../store/plan/plan-record.ts";
import { applyFix } from "../store/plan/quick-fix.ts";
import { useApp } from "../store/store.ts";
import { revealOffset } from "../store/view/window-layout.ts";
import { lineTable } from "../text/position.ts";
import { Message } from "./message.tsx";
import styles from "./problems.module.css";

/** What is wrong or surprising in the text, in its order; a click jumps to the line. */
export function Problems({ open }: { readonly open: boolean }) {
  const analysis = useApp((state) => state.plan.analysis);
  const stale = useApp((state) => state.plan.analysis?.rev !== state.document.rev);
  const totals = analysis?.totals;
  return (
    <section
      className={styles.problems}
      aria-label="Problems"
      data-testid="problems"
      data-errors={totals?.error ?? 0}
      data-warnings={totals?.warning ?? 0}
      data-stale={stale}
    >
      {analysis && open && analysis.diagnostics.length > 0 ? (
        <List analysis={analysis} />
      ) : undefined}
    </section>
  );
}

function List({ analysis }: { readonly analysis: StampedAnalysis }) {
  const { diagnostics, totals, text } = analysis;
  const lines = useMemo(() => lineTable(text), [text]);
  const hidden = totals.error + totals.warning + totals.info + totals.hint - diagnostics.length;
  return (
    <ul>
      {diagnostics.map((diagnostic, n) => (
        <Problem
          // oxlint-disable-next-line react/no-array-index-key -- two may be alike in everything else
          key={n}
          diagnostic={diagnostic}
          line={lines.positionAt(diagnostic.range.start).line}
          shown={analysis}
        />
      ))}
      {hidden > 0 ? <li className={styles.more}>and {hidden} more</li> : undefined}
    </ul>
  );
}

function Problem({
  diagnostic,
  line,
  shown,
}: {
  readonly diagnostic: Diagnostic;
  readonly line: number;
  readonly shown: StampedAnalysis;
}) {
  const { severity, code, message, range, fixes } = diagnostic;
  return (
    <li data-testid={`problem-${code}`} data-severity={severity}>
      <button type="button" className={styles.jump} onClick={() => revealOffset(range.start)}>
        <span className={styles.severity}>{severity}</span>
        <span className={styles.message}>
          <Message text={message} />
        </span>
        <span className={styles.line}>line {line}</span>
      </button>
      {fixes.map((fix) => (
        <button
          type="button"
          key={fix.title}
          className={styles.fix}
          onClick={() => void applyFix({ fix, of: diagnostic, shown })}
        >
          <Message text={fix.title} />
        </button>
      ))}
    </li>
  );
}
