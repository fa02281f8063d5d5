import type { Isolation } from "../../backtest/engine/build.ts";
import type { ProofView } from "../../backtest/session/protocol.ts";
import { combinationIndex, containerId, type CombinationIndex } from "../../planner/model.ts";
import { select } from "../../store/inspect/selection.ts";
import { errorsOf, proofProgress, proofState } from "../../store/run/run-record.ts";
import { verify } from "../../store/run/run.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import styles from "./proof.module.css";
import { Savings } from "./savings.tsx";

/** Whether sharing changes any result, and what it saves. */
export function Proof() {
  const errors = useApp(({ run }) => errorsOf(run.tasks.verify));
  return (
    <section className={styles.panel} aria-label="Proof" data-testid="proof-panel">
      <div className={styles.columns}>
        <div>
          <Verdict />
          <Breaking />
          {errors.map((error) => (
            <p key={error} role="alert" className={styles.errors}>
              {error}
            </p>
          ))}
          <Facts />
        </div>
        <Savings />
      </div>
    </section>
  );
}

function Verdict() {
  const state = useApp(({ run }) => proofState(run));
  const proof = useApp(({ run }) => run.tasks.verify.result);
  const progress = useApp(({ run }) => proofProgress(run));
  if (state === "running") {
    return (
      <>
        <h3>Verifying: {progress.doing}</h3>
        <p>
          <progress value={progress.done} aria-label="Progress of the proof" />
        </p>
      </>
    );
  }
  if (!proof) {
    return (
      <>
        <h3>Not verified yet</h3>
        <p>
          Verify runs the plan twice over the same bars, with its own containers for every
          combination and with the shared ones, and compares every order, fill and equity point bit
          for bit.
        </p>
        <p>
          <button type="button" className={styles.button} onClick={() => void verify()}>
            Verify now
          </button>
        </p>
      </>
    );
  }
  const [headline] = proof.text.split("\n");
  return (
    <>
      <p className={styles.verdict} data-state={state}>
        {headline}
      </p>
      {state !== "stale" && proof.isMoreToProve ? (
        <p>
          <button
            type="button"
            className={styles.button}
            data-testid="prove-all"
            onClick={() => void verify({ every: true })}
          >
            Prove all {formatCount(proof.combinations)}
          </button>
        </p>
      ) : undefined}
      {state === "stale" ? (
        <p>
          The text, or the bars, changed since.{" "}
          <button type="button" className={styles.button} onClick={() => void verify()}>
            Verify again
          </button>
        </p>
      ) : undefined}
    </>
  );
}

function Facts() {
  const proof = useApp(({ run }) => run.tasks.verify.result);
  return proof ? <FactsOf proof={proof} /> : undefined;
}

function FactsOf({ proof }: { readonly proof: ProofView }) {
  const { wrong, compared, sampled, first, digests, without } = proof;
  return (
    <dl className={styles.facts}>
      {without.length > 0 ? (
        <>
          <dt>Broken on purpose</dt>
          <dd>{without.map((one) => isolations[one].broken).join(", ")}</dd>
        </>
      ) : undefined}
      {first ? (
        <>
          <dt>Go wrong</dt>
          <dd data-testid="proof-wrong">
            {formatCount(wrong.length)} of {formatCount(compared)} {sampled ? "sampled " : ""}
            portfolios: <Indices of={wrong} />
          </dd>
          <dt>First at</dt>
          <dd>
            bar {formatCount(first.bar)}, {first.event}
            {first.field === undefined || first.event === "EQUITY" ? "" : ` ${first.field}`} of
            combination {formatCount(first.index)}, by <code>{first.container}</code>
          </dd>
          <dt>Without sharing</dt>
          <dd>
            <code>{String(first.naive ?? "nothing")}</code>
          </dd>
          <dt>With sharing</dt>
          <dd>
            <code>{String(first.shared ?? "nothing")}</code>
          </dd>
        </>
      ) : undefined}
      {proof.notSimulated > 0 ? (
        <>
          <dt>Not simulated</dt>
          <dd>{countOf(proof.notSimulated, "combination")}</dd>
        </>
      ) : undefined}
      <dt>Seed</dt>
      <dd>{proof.seed}</dd>
      <dt>{first ? "SHA-256 without sharing" : "SHA-256 of all events"}</dt>
      <dd>
        <code data-testid="proof-digest">{digests.naive}</code>
      </dd>
      {first ? (
        <>
          <dt>with sharing</dt>
          <dd>
            <code>{digests.shared}</code>
          </dd>
        </>
      ) : undefined}
    </dl>
  );
}

const mostListed = 24;

function Indices({ of }: { readonly of: readonly CombinationIndex[] }) {
  return (
    <>
      {of.slice(0, mostListed).map((index, i) => (
        <span key={String(index)}>
          {i > 0 ? ", " : ""}
          <a
            href="#graph"
            onClick={(event) => {
              event.preventDefault();
              select(containerId(`strategy_combo_${index}`), combinationIndex(index));
            }}
          >
            {formatCount(index)}
          </a>
        </span>
      ))}
      {of.length > mostListed ? ", …" : ""}
    </>
  );
}

const isolations: Readonly<
  Record<Isolation, { readonly ask: string; readonly broken: string; readonly title: string }>
> = {
  routing: {
    ask: "routing not keyed",
    broken: "routing without its key",
    title: "Adapters deliver to every portfolio, whatever the stamp says",
  },
  ledger: {
    ask: "one ledger",
    broken: "one ledger for all portfolios",
    title: "A shared risk container keeps one state for all portfolios that it serves",
  },
  stream: {
    ask: "one random stream",
    broken: "one random stream for all portfolios",
    title: "A shared execution container draws from one random stream (needs fill_probability)",
  },
};

/** Leaves out what keeps portfolios apart, to see the proof fail. */
function Breaking() {
  const running = useApp(({ run }) => run.tasks.verify.status === "running");
  return (
    <fieldset className={styles.switches} disabled={running}>
      <legend>What if</legend>
      {(["routing", "ledger", "stream"] as const).map((one) => (
        <button
          key={one}
          type="button"
          className={styles.button}
          data-testid={`break-${one}`}
          title={isolations[one].title}
          onClick={() => void verify({ without: [one] })}
        >
          {isolations[one].ask}?
        </button>
      ))}
    </fieldset>
  );
}
