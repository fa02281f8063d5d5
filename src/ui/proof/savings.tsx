import type { SharingCost, Spread, TopologyCost } from "../../backtest/proof/sharing-cost.ts";
import { errorsOf } from "../../store/run/run-record.ts";
import { measure } from "../../store/run/run.ts";
import { useApp } from "../../store/store.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import styles from "./proof.module.css";

type Row = {
  readonly of: keyof TopologyCost;
  readonly label: string;
  readonly read: (cost: TopologyCost) => string;
};

const three = (value: number): string => String(Number(value.toPrecision(3)));

const rows: readonly Row[] = [
  { of: "containers", label: "Containers", read: (cost) => formatCount(cost.containers) },
  {
    of: "adapters",
    label: "Adapters + completions",
    read: (cost) => formatCount(cost.adapters),
  },
  { of: "startUp", label: "Start-up", read: ({ startUp }) => `${three(startUp.median)} ms` },
  {
    of: "memory",
    label: "Memory, estimated",
    read: ({ memory }) => `${formatCount(Math.round(memory / 1000))} kB`,
  },
  { of: "delivered", label: "Events delivered", read: (cost) => formatCount(cost.delivered) },
  {
    of: "perEvent",
    label: "Time per event",
    read: ({ perEvent }) => `${three(perEvent.median)} µs`,
  },
  { of: "run", label: "Run", read: (cost) => `${three(cost.run.median)} ms` },
];

/** What sharing saves at run time, measured here: both plans side by side, in turns. */
export function Savings() {
  const task = useApp(({ run }) => run.tasks.measure);
  const cost = task.result;
  return (
    <div>
      <h3>What sharing saves</h3>
      {cost ? <Costs cost={cost} /> : undefined}
      {task.status === "running" ? (
        <p>
          <progress value={task.progress.done} aria-label="Progress of the measurement" />
        </p>
      ) : (
        <p>
          <button
            type="button"
            className={styles.button}
            data-testid="measure"
            onClick={() => void measure()}
          >
            {cost ? "Measure again" : "Measure"}
          </button>
        </p>
      )}
      {errorsOf(task).map((error) => (
        <p key={error} role="alert" className={styles.errors}>
          {error}
        </p>
      ))}
      {cost ? undefined : (
        <p>
          <small>
            Builds and runs both plans in turns, in this browser, with the object engine.
          </small>
        </p>
      )}
    </div>
  );
}

function Costs({ cost }: { readonly cost: SharingCost }) {
  const { naive, shared, ratios, combinations, bars, rounds } = cost;
  return (
    <>
      <table className={styles.costs} data-testid="savings">
        <thead>
          <tr>
            <th scope="col">
              {countOf(combinations, "combination")}, {countOf(bars, "bar")}
            </th>
            <th scope="col">Naive</th>
            <th scope="col">Shared</th>
            <th scope="col">Ratio</th>
            <th scope="col">Spread</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ of, label, read }) => (
            <tr key={of}>
              <th scope="row">{label}</th>
              <td>{read(naive)}</td>
              <td>{read(shared)}</td>
              <td data-small={isSmall(ratios[of])}>{ratios[of].median.toFixed(2)} ×</td>
              <td data-small="true">{spreadText(ratios[of])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p>
        <small>
          Medians of {rounds} rounds, both plans in turns, and the middle half of their ratios; grey
          is small, or no difference at all.
        </small>
      </p>
    </>
  );
}

/** Whether a ratio says nothing: one lies within its spread, or next to it. */
function isSmall({ median, lower, upper }: Spread): boolean {
  return (lower <= 1 && upper >= 1) || (median > 0.8 && median < 1.25);
}

/** Where the middle half of the ratios lies; nothing for what is counted. */
function spreadText({ lower, upper }: Spread): string {
  return lower === upper ? "" : `${lower.toFixed(2)}–${upper.toFixed(2)}`;
}
