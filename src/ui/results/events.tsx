import { useCallback, useEffect, useState } from "react";
import type { EventRow } from "../../backtest/session/protocol.ts";
import type { CombinationIndex } from "../../planner/model.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import { timeText } from "./time-text.ts";
import { Unselected } from "./trades.tsx";
import type { Ask } from "./use-answer.ts";
import { pageSize, useEvents } from "./use-events.ts";
import styles from "./views.module.css";
import rows from "./virtual-rows.module.css";
import { VirtualRows, type Column } from "./virtual-rows.tsx";

/** A step of a trace: an event that an adapter brings from one container to another. */
export type Step = Pick<EventRow, "adapter" | "from" | "to">;

type Props = {
  readonly run: ShownRun;
  readonly index: CombinationIndex | undefined;
  readonly load: Ask;
  /** Called with the step that the keys or the pointer are on. */
  readonly onStep: (step: Step | undefined) => void;
  readonly onLeave: () => void;
};

const columns: readonly Column[] = [
  { label: "bar", numeric: true, width: 72 },
  { label: "time", title: "The bar's time, UTC", width: 144 },
  { label: "event", width: 92 },
  { label: "from → adapter → to", width: 360 },
  { label: "says" },
];

/** Every event of the selected combination, bar by bar, with the adapters that brought it. */
export function Events({ run, index, load, onStep, onLeave }: Props) {
  const [active, setActive] = useState(0);
  const [pointed, setPointed] = useState<number>();
  const { total, reason, at, page, ensure } = useEvents(run.job, index, load);
  const onRange = useCallback(
    (first: number, last: number) => {
      ensure([first, last]);
    },
    [ensure],
  );
  const row = Math.min(active, Math.max(0, total - 1));
  const step = at(pointed ?? row);
  useEffect(() => onStep(step), [onStep, step]);
  useEffect(() => () => onStep(undefined), [onStep]);
  if (index === undefined) return <Unselected what="events" />;
  if (reason !== undefined) return <p className={styles.empty}>No events: {reason}.</p>;
  if (total === 0) return <p className={styles.empty}>…</p>;

  /** The first row from one on that passes, page after page. */
  async function find(from: number, passes: (event: EventRow) => boolean): Promise<void> {
    for (let first = Math.floor(from / pageSize) * pageSize; first < total; first += pageSize) {
      // pages in their order: the next one only if this one has none
      // oxlint-disable-next-line no-await-in-loop
      const found = await page(first);
      const here = found.findIndex((event, i) => first + i >= from && passes(event));
      if (here >= 0) return setActive(first + here);
    }
  }
  return (
    <div className={styles.list}>
      <div className={styles.bar}>
        <b>Combination {formatCount(index)}</b>
        <span>{countOf(total, "event")}</span>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const bar = Number(new FormData(event.currentTarget).get("bar"));
            void find(0, (found) => found.bar >= bar);
          }}
        >
          <label>
            Bar
            <input
              name="bar"
              type="number"
              min={0}
              max={run.bars - 1}
              defaultValue={0}
              data-testid="go-to-bar"
            />
          </label>
          <button type="submit">Go</button>
        </form>
        <button
          type="button"
          data-testid="next-fill"
          onClick={() => void find(row + 1, ({ type }) => type === "FILL")}
        >
          Next fill
        </button>
      </div>
      <VirtualRows
        label={`Events of combination ${formatCount(index)}`}
        testId="events"
        columns={columns}
        count={total}
        cells={(wanted) => cellsOf(at(wanted))}
        mark={(wanted) => at(wanted)?.type}
        active={row}
        onActive={setActive}
        onPoint={setPointed}
        onRange={onRange}
        onLeave={onLeave}
      />
    </div>
  );
}

function cellsOf(event: EventRow | undefined) {
  if (!event) return undefined;
  const { bar, time, type, from, adapter, to, text } = event;
  return [
    formatCount(bar),
    timeText(time),
    <span key="type" className={rows.type}>
      {type}
    </span>,
    <span key="chain" className={rows.chain} title={`${from} → ${adapter} → ${to}`}>
      {from} <i>→</i> <i>{adapter}</i> <i>→</i> {to}
    </span>,
    <span key="text" title={text}>
      {text}
    </span>,
  ];
}
