import type { PlanView } from "../../planner/answer/view.ts";
import type { HeadlineFacts } from "../../planner/explain/blame/headline.ts";
import type { Cost } from "../../store/inspect/inspect-record.ts";
import { setCost } from "../../store/inspect/selection.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import styles from "./inspector.module.css";

/** What the policy leaves on the table, and what sharing is worth by the user's own figures. */
export function Insight({
  view,
  facts: { strategies },
}: {
  readonly view: PlanView;
  readonly facts: HeadlineFacts;
}) {
  const { naive, optimized } = view.counts;
  return (
    <section className={styles.section}>
      <h3>Beyond the policy</h3>
      <p className={styles.empty}>
        {strategies && strategies.mergeable > 0n
          ? `${formatCount(strategies.mergeable)} of ${countOf(optimized.strategy, "strategy container")} could be merged too: ${countOf(strategies.containers, "container")}. Strategies are isolated by policy, so the plan does not count on it.`
          : "Every strategy container has a configuration of its own: nothing more to merge."}
      </p>
      <Worth avoided={naive.containers - optimized.containers} />
    </section>
  );
}

/** Memory and time of the containers avoided, if the user says what one costs. */
function Worth({ avoided }: { readonly avoided: bigint }) {
  const cost = useApp((state) => state.inspect.cost);
  const total = (each: number): number => each * Number(avoided);
  return (
    <details className={styles.folded} open={cost !== undefined}>
      <summary>What does one container cost you?</summary>
      <div className={styles.cost}>
        <Figure label="MB each" of="megabytes" cost={cost} />
        <Figure label="ms to start" of="milliseconds" cost={cost} />
      </div>
      {cost ? (
        <p>
          <b>{formatCount(avoided)} avoided</b>
          {cost.megabytes > 0 ? ` · ${memory(total(cost.megabytes))}` : ""}
          {cost.milliseconds > 0 ? ` · ${duration(total(cost.milliseconds))} of starting` : ""}{" "}
          (your figures)
        </p>
      ) : undefined}
    </details>
  );
}

function Figure({
  label,
  of,
  cost,
}: {
  readonly label: string;
  readonly of: keyof Cost;
  readonly cost: Cost | undefined;
}) {
  return (
    <label>
      {label}
      <input
        type="number"
        min={0}
        step="any"
        value={cost?.[of] || ""}
        onChange={({ target }) => {
          const value = Math.max(target.valueAsNumber || 0, 0);
          setCost({ megabytes: 0, milliseconds: 0, ...cost, [of]: value });
        }}
      />
    </label>
  );
}

function memory(megabytes: number): string {
  return megabytes < 1024 ? `${round(megabytes)} MB` : `${round(megabytes / 1024)} GB`;
}

function duration(milliseconds: number): string {
  if (milliseconds < 1000) return `${round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  return seconds < 120 ? `${round(seconds)} s` : `${round(seconds / 60)} min`;
}

function round(value: number): string {
  return value.toLocaleString("en-US", { maximumSignificantDigits: 3 });
}
