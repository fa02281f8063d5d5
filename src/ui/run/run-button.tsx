import { isBusy } from "../../store/run/run-record.ts";
import { cancelTask, startRun } from "../../store/run/run.ts";
import { useApp } from "../../store/store.ts";
import { showDrawer } from "../../store/view/window-layout.ts";
import controls from "../controls.module.css";
import { useLasting } from "../use-lasting.ts";
import styles from "./run.module.css";

/** What is over in a moment needs no way to end it, in milliseconds. */
const moment = 150;

/** Runs the plan's backtests and shows the results; while something runs it ends that instead. */
export function RunButton() {
  const planned = useApp((state) => state.plan.lastPlan !== undefined);
  const busy = useLasting(
    useApp(({ run }) => isBusy(run)),
    moment,
  );
  if (!planned) return undefined;
  return busy ? (
    <button
      type="button"
      className={`${controls.text} ${styles.run}`}
      data-testid="cancel"
      title="End what runs; results so far stay"
      onClick={cancelAll}
    >
      Cancel
    </button>
  ) : (
    <button
      type="button"
      className={`${controls.text} ${styles.run}`}
      data-testid="run"
      title="Backtest every combination, and again after each edit (R)"
      onClick={runAndShow}
    >
      Run
    </button>
  );
}

export function runAndShow(): void {
  showDrawer("results");
  startRun();
}

export function cancelAll(): void {
  for (const task of ["run", "verify", "measure"] as const) cancelTask(task);
}
