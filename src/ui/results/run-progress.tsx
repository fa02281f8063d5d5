import { cancelTask, startRun } from "../../store/run/run.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import { useLasting } from "../use-lasting.ts";
import { roughTime } from "./rough-time.ts";
import styles from "./run-progress.module.css";

/** What is over sooner needs no telling, in milliseconds. */
const moment = 500;

/** How far a run is that takes a while, and the way to end it; or the way to start one that would. */
export function RunProgressBar() {
  const progress = useApp(({ run: { tasks } }) =>
    tasks.run.status === "running" ? tasks.run.progress : undefined,
  );
  const offer = useApp(({ run }) => run.offer);
  const isLong = useLasting(progress !== undefined, moment);
  if (progress && isLong) {
    const { coming, left } = progress;
    const total = coming ? coming.chosen.count - coming.notSimulated.count : 0;
    const done = coming?.done ?? 0;
    return (
      <div className={styles.progress} data-testid="run-progress">
        <progress aria-label="Backtests" {...(total > 0 ? { value: done / total } : {})} />
        <span className={styles.words}>
          {coming ? (
            <>
              <b>{formatCount(done)}</b> of {countOf(total, "combination")}
              {left === undefined ? "" : ` · ${roughTime(left)} left`}
            </>
          ) : (
            "Preparing"
          )}
        </span>
        <button type="button" data-testid="cancel-run" onClick={() => cancelTask("run")}>
          Cancel
        </button>
      </div>
    );
  }
  if (!offer || progress) return undefined;
  return (
    <div className={styles.progress} data-testid="run-offer">
      <span className={styles.offer}>
        Edited since. {countOf(offer.combinations, "combination")} would run:{" "}
        {roughTime(offer.milliseconds)}.
      </span>
      <button type="button" data-testid="run-offered" onClick={startRun}>
        Run
      </button>
    </div>
  );
}
