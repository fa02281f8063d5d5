import { containerId } from "../../planner/model.ts";
import type { StampedPlan } from "../../store/plan/plan-record.ts";
import { useApp } from "../../store/store.ts";
import type { LineTable } from "../../text/position.ts";
import { AxisCosts } from "./axis-costs.tsx";
import { Difference } from "./difference.tsx";
import { Insight } from "./insight.tsx";
import styles from "./inspector.module.css";
import { NearMisses } from "./near-misses.tsx";
import { Splits } from "./splits.tsx";
import { useLines } from "./use-lines.ts";
import { sharedRoleOf, useContainer } from "./use-selected.ts";

/** Why the plan shares what it shares, and what nearly is shared. */
export function ExplainTab({ plan }: { readonly plan: StampedPlan }) {
  const lines = useLines(plan.rev);
  const { explanation } = plan.view;
  return (
    <>
      <Compared plan={plan} lines={lines} />
      {explanation ? (
        <>
          <Splits rows={explanation.blame} more={explanation.blameCount} lines={lines} />
          <NearMisses plan={plan} misses={explanation.nearMisses} lines={lines} />
          <AxisCosts axes={explanation.axes} lines={lines} />
          <Insight view={plan.view} facts={explanation.headline} />
          {explanation.notComputed.map(({ reason }) => (
            <p key={reason} className={styles.empty}>
              Not computed: {reason}
            </p>
          ))}
        </>
      ) : (
        <p className={styles.empty}>…</p>
      )}
    </>
  );
}

/** Why two containers of a role are not one: their fields side by side. */
function Compared({
  plan: { view, rev },
  lines,
}: {
  readonly plan: StampedPlan;
  readonly lines: LineTable | undefined;
}) {
  const selected = useApp((state) => state.inspect.selected);
  const selectedWith = useApp((state) => state.inspect.selectedWith);
  const role = sharedRoleOf(selected);
  // of the only two of a role the other one is meant
  const only = role && view.roles[role].count === 2n;
  const other = only ? containerId(`${role}_${selected?.endsWith("_0") ? 1 : 0}`) : undefined;
  const first = useContainer(view, rev, selected);
  const second = useContainer(view, rev, selectedWith ?? other);
  const { risk, execution } = view.counts.optimized;
  if (!first || !second) {
    if (risk <= 1n && execution <= 1n) return undefined;
    return (
      <p className={styles.empty}>
        Select a risk or execution container, then a second one with Shift, to see what keeps them
        apart.
      </p>
    );
  }
  const [left, right] = first.number < second.number ? [first, second] : [second, first];
  return <Difference left={left} right={right} lines={lines} />;
}
