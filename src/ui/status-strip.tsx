import { countOf } from "../graph/count-text.ts";
import { isPlanning } from "../store/selectors.ts";
import { useApp } from "../store/store.ts";
import { ReadingSwitch } from "./reading-switch.tsx";
import styles from "./status-strip.module.css";
import { useLasting } from "./use-lasting.ts";

/** One thin line under the editor: revision, time of planning, problems, and how the text is read. */
export function StatusStrip({
  open,
  onToggle,
}: {
  readonly open: boolean;
  readonly onToggle: () => void;
}) {
  const rev = useApp((state) => state.rev);
  const milliseconds = useApp((state) => state.analysis?.milliseconds);
  const planning = useLasting(useApp(isPlanning), 250);
  const problems = useApp(({ analysis }) =>
    analysis ? Object.values(analysis.totals).reduce((sum, count) => sum + count, 0) : 0,
  );
  const gaveUp = useApp(({ trouble }) => trouble?.retrying === false && !trouble.recovered);
  return (
    <footer className={styles.strip}>
      <span>rev {rev}</span>
      <span className={styles.time}>
        {gaveUp
          ? "not planned"
          : planning || milliseconds === undefined
            ? "planning…"
            : `planned in ${inWords(milliseconds)}`}
      </span>
      {problems > 0 ? (
        <button type="button" aria-expanded={open} onClick={onToggle}>
          {countOf(problems, "problem")}
        </button>
      ) : (
        <span>no problems</span>
      )}
      <span className={styles.space} />
      <ReadingSwitch />
    </footer>
  );
}

function inWords(milliseconds: number): string {
  return milliseconds < 1 ? "under 1 ms" : `${Math.round(milliseconds)} ms`;
}
