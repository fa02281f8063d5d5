import { useState } from "react";
import { currentUses, isPlanning } from "../store/plan/plan-selectors.ts";
import { useApp } from "../store/store.ts";
import { revealOffset } from "../store/view/window-layout.ts";
import { countOf } from "../text/count-text.ts";
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
  const rev = useApp((state) => state.document.rev);
  const milliseconds = useApp((state) => state.plan.analysis?.milliseconds);
  const planning = useLasting(useApp(isPlanning), 250);
  const gaveUp = useApp(
    ({ plan: { trouble } }) => trouble?.retrying === false && !trouble.recovered,
  );
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
      <Found open={open} onToggle={onToggle} />
      <Unread />
      <span className={styles.space} />
      <ReadingSwitch />
    </footer>
  );
}

/** Opens and closes the list. Errors and warnings are problems; what is only worth knowing is a hint. */
function Found({ open, onToggle }: { readonly open: boolean; readonly onToggle: () => void }) {
  const totals = useApp(({ plan }) => plan.analysis?.totals);
  const problems = totals ? totals.error + totals.warning : 0;
  const hints = totals ? totals.info + totals.hint : 0;
  const advised = useApp(({ plan }) => plan.analysis?.advised ?? true);
  const noProblems = advised ? "no problems" : "no problems, fields not checked yet";
  const words = problems > 0 ? countOf(problems, "problem") : noProblems;
  if (problems + hints === 0) return <span className={styles.words}>{words}</span>;
  return (
    <button type="button" aria-expanded={open} onClick={onToggle}>
      <span data-found={problems > 0}>{words}</span>
      {hints > 0 ? <span>, {countOf(hints, "hint")}</span> : undefined}
    </button>
  );
}

/** Counts what nobody reads, and walks through it: every press shows the next one in the text. */
function Unread() {
  const unread = useApp((state) => currentUses(state)?.unread);
  const [shown, setShown] = useState<{ readonly of: typeof unread; readonly place: number }>();
  if (!unread || unread.count === 0) return undefined;
  function showNext(): void {
    if (!unread) return;
    const place = shown?.of === unread ? (shown.place + 1) % unread.listed.length : 0;
    setShown({ of: unread, place });
    const next = unread.listed[place];
    if (next) revealOffset(next.range.start);
  }
  return (
    <button
      type="button"
      data-unread=""
      onClick={showNext}
      title="Read by neither planner nor backtest"
    >
      {countOf(unread.count, "key")} not read
    </button>
  );
}

function inWords(milliseconds: number): string {
  return milliseconds < 1 ? "under 1 ms" : `${Math.round(milliseconds)} ms`;
}
