import type { ReactNode } from "react";
import { ceilingPercent, droppedText, verdictOf } from "../graph/verdict.ts";
import type { PlanView } from "../planner/answer/view.ts";
import { describeExpectation } from "../planner/explain/expect/describe-expectation.ts";
import { useApp } from "../store/store.ts";
import { toggleEmphasis } from "../store/view/view-options.ts";
import type { Emphasis } from "../store/view/view-record.ts";
import { revealOffset } from "../store/view/window-layout.ts";
import { formatCount, formatSaved, shortCount } from "../text/count-text.ts";
import styles from "./headline.module.css";
import { Verdict } from "./verdict.tsx";

/** The verdict in words, and under it what it counts; of a plan that could be while one is looked at. */
export function Headline() {
  const plan = useApp((state) => state.plan.lastPlan);
  const preview = useApp((state) => state.inspect.preview);
  if (!plan)
    return <section className={styles.headline} aria-label="Result" data-testid="headline" />;
  const { combinations, counts } = plan.view;
  return (
    <section
      className={styles.headline}
      aria-label="Result"
      data-testid="headline"
      data-naive={String(counts.naive.containers)}
      data-optimized={String(counts.optimized.containers)}
      data-combinations={String(combinations)}
      data-adapters-naive={String(counts.naive.adapters)}
      data-adapters-optimized={String(counts.optimized.adapters)}
      data-preview={preview ? String(preview.view.counts.optimized.containers) : undefined}
    >
      <h1>{preview ? verdictOf(preview.view) : <Verdict plan={plan} />}</h1>
      <Counts view={preview?.view ?? plan.view} />
      <p className="visually-hidden" aria-live="polite">
        Plan updated: {formatCount(counts.optimized.containers)} containers, was{" "}
        {formatCount(counts.naive.containers)}
      </p>
    </section>
  );
}

function Counts({ view }: { readonly view: PlanView }) {
  const {
    combinations,
    counts: { naive, optimized, savedPercent },
  } = view;
  const efficiency = view.explanation?.headline.efficiencyPercent;
  return (
    <ul>
      <Dropped view={view} />
      <li className={styles.main}>
        <Count of="containers">
          <Change from={naive.containers} to={optimized.containers} exact /> containers,{" "}
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
      <Expectations view={view} />
      {efficiency === undefined ? undefined : (
        <li title="Sharing efficiency: the risk and execution containers avoided, of those that could be">
          efficiency <b>{efficiency.toFixed(1).replace(/\.0$/, "")}&#8239;%</b>
        </li>
      )}
    </ul>
  );
}

/** What rules leave of the combinations; it leads to the rule that drops most. */
function Dropped({ view }: { readonly view: PlanView }) {
  const [most] = view.rules.toSorted((a, b) =>
    a.drops > b.drops ? -1 : a.drops < b.drops ? 1 : 0,
  );
  if (view.dropped === 0n || !most) return undefined;
  return (
    <li data-testid="dropped">
      <button type="button" title="Show the rule" onClick={() => revealOffset(most.range.start)}>
        {droppedText(view, formatCount)}
      </button>
    </li>
  );
}

/** What the text expects and the plan does not keep. */
function Expectations({ view }: { readonly view: PlanView }) {
  const failed = view.explanation?.expectations.filter(({ holds }) => !holds) ?? [];
  const [first] = failed;
  if (!first) return undefined;
  const more = failed.length > 1 ? `, and ${failed.length - 1} more` : "";
  return (
    <li className={styles.failed}>
      <button type="button" onClick={() => revealOffset(first.range.start)}>
        {describeExpectation(first, formatCount)}
        {more}
      </button>
    </li>
  );
}

/** A number that brings out in the graph what it counts. */
function Count({ of, children }: { readonly of: Emphasis; readonly children: ReactNode }) {
  const pressed = useApp((state) => state.view.emphasis === of);
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

type ChangeProps = { readonly from: bigint; readonly to: bigint; readonly exact?: boolean };

/** A count and what becomes of it; the tooltip and the handles for automation are always exact. */
function Change({ from, to, exact = false }: ChangeProps) {
  const text = (count: bigint): string =>
    count < (exact ? longest : long) ? formatCount(count) : shortCount(count);
  return (
    <span className={styles.change} title={`${formatCount(from)} → ${formatCount(to)}`}>
      {text(from)} → <b>{text(to)}</b>
    </span>
  );
}

/** Nobody reads more digits than these; beside others, not even so many. */
const longest = 10n ** 15n;
const long = 10n ** 9n;
