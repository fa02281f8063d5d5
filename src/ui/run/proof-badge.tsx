import { proofProgress, proofState } from "../../store/run/run-record.ts";
import { verify } from "../../store/run/run.ts";
import { useApp } from "../../store/store.ts";
import { showDrawer } from "../../store/view/window-layout.ts";
import { formatCount } from "../../text/count-text.ts";
import styles from "./run.module.css";

/** Whether the shared plan is proved to give the same results, and the way to find out. */
export function ProofBadge() {
  const planned = useApp((state) => state.plan.lastPlan !== undefined);
  const state = useApp(({ run }) => proofState(run));
  const proof = useApp(({ run }) => run.tasks.verify.result);
  const done = useApp(({ run }) => proofProgress(run).done);
  if (!planned) return undefined;
  const words = {
    none: "Not verified",
    running: `Verifying ${Math.round(done * 100)} %`,
    equal: proof && `${sameOf(proof)} identical`,
    different:
      proof && `${formatCount(proof.wrong.length)} of ${formatCount(proof.compared)} differ`,
    stale: "Edited since verified",
  }[state];
  return (
    <div className={styles.badge}>
      <button
        type="button"
        data-testid="proof"
        data-state={state}
        data-combinations={proof?.compared}
        title={proof?.text ?? "Nothing is proved yet"}
        onClick={() => showDrawer("proof")}
      >
        <Sign state={state} />
        <output aria-label="Proof">{words}</output>
      </button>
      <button
        type="button"
        data-testid="verify"
        disabled={state === "running"}
        title="Run the plan with and without sharing, and compare every order, fill and equity point"
        onClick={() => void verify()}
      >
        Verify
      </button>
    </div>
  );
}

function sameOf({
  compared,
  wrong,
}: {
  readonly compared: number;
  readonly wrong: readonly unknown[];
}) {
  return `${formatCount(compared - wrong.length)}/${formatCount(compared)}`;
}

/** The state by shape, besides its colour: a tick, a cross, a ring. */
function Sign({ state }: { readonly state: ReturnType<typeof proofState> }) {
  const path = {
    none: "M8 3a5 5 0 1 0 0 10a5 5 0 0 0 0-10",
    running: "M8 3a5 5 0 1 1-5 5",
    equal: "m3.5 8.5 3 3 6-7",
    different: "m4 4 8 8m0-8-8 8",
    stale: "M8 3v5l3 2M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2",
  }[state];
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
