import type { ReactNode } from "react";
import { formatCount, formatSaved, shortCount } from "../graph/count-text.ts";
import { toggleEmphasis } from "../store/picture.ts";
import { useApp, type Emphasis } from "../store/store.ts";
import styles from "./headline.module.css";
import { ceilingPercent, verdictOf } from "../graph/verdict.ts";

/** The verdict in words, and under it what it counts. */
export function Headline() {
  const view = useApp((state) => state.lastPlan?.view);
  if (!view)
    return <section className={styles.headline} aria-label="Result" data-testid="headline" />;
  const {
    combinations,
    counts: { naive, optimized, savedPercent },
  } = view;
  const verdict = verdictOf(view);
  return (
    <section
      className={styles.headline}
      aria-label="Result"
      data-testid="headline"
      data-naive={String(naive.containers)}
      data-optimized={String(optimized.containers)}
      data-combinations={String(combinations)}
      data-adapters-naive={String(naive.adapters)}
      data-adapters-optimized={String(optimized.adapters)}
    >
      <h1 title={verdict}>{verdict}</h1>
      <ul>
        <li className={styles.main}>
          <Count of="containers">
            <Change from={naive.containers} to={optimized.containers} /> containers,{" "}
            {formatSaved(savedPercent.containers)}
          </Count>
          <small> of at most {formatSaved(ceilingPercent(combinations))}</small>
        </li>
        <li>
          <Count of="shared">
            risk + execution{" "}
            <Change from={naive.risk + naive.execution} to={optimized.risk + optimized.execution} />
          </Count>
        </li>
        <li>
          <Count of="adapters">
            adapters <Change from={naive.adapters} to={optimized.adapters} />
          </Count>
        </li>
        <li>
          <Count of="links">
            links <Change from={naive.links} to={optimized.links} />
          </Count>
        </li>
      </ul>
      <p className="visually-hidden" aria-live="polite">
        Plan updated: {formatCount(optimized.containers)} containers, was{" "}
        {formatCount(naive.containers)}
      </p>
    </section>
  );
}

/** A number that brings out in the graph what it counts. */
function Count({ of, children }: { readonly of: Emphasis; readonly children: ReactNode }) {
  const pressed = useApp((state) => state.emphasis === of);
  return (
    <button
      type="button"
      aria-pressed={pressed}
      title={pressed ? "Show all of the graph" : "Show these in the graph"}
      onClick={() => toggleEmphasis(of)}
    >
      {children}
    </button>
  );
}

function Change({ from, to }: { readonly from: bigint; readonly to: bigint }) {
  return (
    <span className={styles.change} title={`${formatCount(from)} → ${formatCount(to)}`}>
      {countInHeadline(from)} → <b>{countInHeadline(to)}</b>
    </span>
  );
}

/** Exact for as long as anyone can read it; the tooltip and the handles for automation always are. */
function countInHeadline(count: bigint): string {
  return count < 10n ** 15n ? formatCount(count) : shortCount(count);
}
