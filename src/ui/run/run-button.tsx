import {
  isBusy,
  startRun,
  stopMeasuring,
  stopRun,
  stopVerifying,
  useRun,
} from "../../store/run.ts";
import { showDrawer } from "../../store/document.ts";
import { useApp } from "../../store/store.ts";
import controls from "../controls.module.css";
import { useLasting } from "../use-lasting.ts";
import styles from "./run.module.css";

/** What is over in a moment needs no way to end it, in milliseconds. */
const moment = 150;

/** Runs the plan's backtests and shows the results; while something runs it ends that instead. */
export function RunButton() {
  const planned = useApp((state) => state.lastPlan !== undefined);
  const busy = useLasting(useRun(isBusy), moment);
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
  stopRun();
  stopVerifying();
  stopMeasuring();
}
