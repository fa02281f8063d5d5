import { countOf } from "../../text/count-text.ts";
import { LoneSign } from "./heat-cells.tsx";
import { loneShare, plateauShare, type Plateau } from "./plateau.ts";
import styles from "./views.module.css";

const percent = (share: number): string => `${Math.round(share * 100)}\u202f%`;

/** How plateau and lone peaks are told, in words. */
export function HeatLegend({ plateau }: { readonly plateau: Plateau | undefined }) {
  if (!plateau) return <p>All cells are alike: there is no plateau.</p>;
  const n = plateau.cells.length;
  return (
    <>
      <p className={styles.key}>
        <svg viewBox="0 0 20 16" aria-hidden="true">
          <rect
            x="2"
            y="2"
            width="16"
            height="12"
            fill="none"
            stroke="var(--ink)"
            strokeWidth="2"
          />
        </svg>
        <span>
          <b>{n === 1 ? "No plateau" : `Plateau of ${countOf(n, "cell")}`}</b>
          {n === 1
            ? ": no neighbour of the best cell is at least "
            : ": joined to the best, and at least "}
          {percent(plateauShare)} of the way from the median cell to it
        </span>
      </p>
      {plateau.lone.length > 0 ? (
        <p className={styles.key}>
          <svg viewBox="0 0 20 16" aria-hidden="true">
            <rect x="2" y="2" width="16" height="12" fill="none" stroke="var(--edge)" />
            <LoneSign x={18} y={2} />
          </svg>
          <span>
            <b>{countOf(plateau.lone.length, "lone peak")}</b>: no neighbour is {percent(loneShare)}{" "}
            as far from the median, likely overfit
          </span>
        </p>
      ) : undefined}
    </>
  );
}
