import type { AxisFacts } from "../../planner/explain/blame/axes.ts";
import { formatFactor, shortCount } from "../../text/count-text.ts";
import type { LineTable } from "../../text/position.ts";
import styles from "./inspector.module.css";
import { LineLink } from "./line-link.tsx";

/** Every axis with its factor, the roles it reaches, and what one more value would cost. */
export function AxisCosts({
  axes,
  lines,
}: {
  readonly axes: readonly AxisFacts[];
  readonly lines: LineTable | undefined;
}) {
  if (axes.length === 0) return undefined;
  return (
    <section className={styles.section}>
      <h3>One more value would cost</h3>
      <table className={styles.difference}>
        <thead>
          <tr>
            <th scope="col">Axis</th>
            <th scope="col" title="Containers without sharing">
              Naive
            </th>
            <th scope="col" title="Containers with sharing">
              Shared
            </th>
          </tr>
        </thead>
        <tbody>
          {axes.map(({ key, path, range, combinationsFactor, roles, oneMore }) => (
            <tr key={path}>
              <th scope="row">
                {key} ×{formatFactor(combinationsFactor)}
                <small>
                  {roles.length > 0 ? `reaches ${roles.join(", ")}` : "reaches nothing"}{" "}
                  <LineLink range={range} lines={lines} />
                </small>
              </th>
              <td>{oneMore ? `+${shortCount(oneMore.naive)}` : "–"}</td>
              <td>{oneMore ? `+${shortCount(oneMore.optimized)}` : "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
