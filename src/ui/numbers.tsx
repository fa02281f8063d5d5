import type { TopologyCounts } from "../planner/model.ts";
import { useApp } from "../store/store.ts";
import { formatCount, formatSaved, shortCount } from "../text/count-text.ts";
import styles from "./numbers.module.css";

const rows: readonly { readonly of: keyof TopologyCounts; readonly label: string }[] = [
  { of: "hub", label: "Hub" },
  { of: "strategy", label: "Strategies" },
  { of: "risk", label: "Risk" },
  { of: "execution", label: "Execution" },
  { of: "portfolio", label: "Portfolios" },
  { of: "containers", label: "All containers" },
  { of: "adapters", label: "Adapters" },
  { of: "links", label: "Links" },
];

/** What a narrow window shows beside code and graph: what is counted, with and without sharing. */
export function Numbers() {
  const counts = useApp((state) => state.plan.lastPlan?.view.counts);
  if (!counts) return undefined;
  const { naive, optimized, savedPercent } = counts;
  const saved: Partial<Record<keyof TopologyCounts, number>> = savedPercent;
  return (
    <div className={styles.numbers}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">What</span>
            </th>
            <th scope="col">Naive</th>
            <th scope="col">Optimised</th>
            <th scope="col">Saved</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ of, label }) => (
            <tr key={of} data-sum={saved[of] !== undefined}>
              <th scope="row">{label}</th>
              <td title={formatCount(naive[of])}>{shortCount(naive[of])}</td>
              <td title={formatCount(optimized[of])}>{shortCount(optimized[of])}</td>
              <td>{saved[of] === undefined ? undefined : formatSaved(saved[of])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
