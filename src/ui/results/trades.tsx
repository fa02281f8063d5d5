import { useState } from "react";
import type { TradeRow } from "../../backtest/session/protocol.ts";
import type { CombinationIndex } from "../../planner/model.ts";
import type { ShownRun } from "../../store/run/run-results.ts";
import { countOf, formatCount } from "../../text/count-text.ts";
import { numberText } from "./measure.ts";
import { timeText } from "./time-text.ts";
import { useAnswer, type Ask } from "./use-answer.ts";
import styles from "./views.module.css";
import rows from "./virtual-rows.module.css";
import { VirtualRows, type Column } from "./virtual-rows.tsx";

type Props = {
  readonly run: ShownRun;
  readonly index: CombinationIndex | undefined;
  readonly load: Ask;
  readonly onLeave: () => void;
};

const columns: readonly Column[] = [
  { label: "time", title: "The bar's time, UTC", width: 144 },
  { label: "event", width: 76 },
  { label: "side", width: 56 },
  { label: "quantity", title: "Shares", numeric: true, width: 88 },
  { label: "price", title: "Money per share, slippage included", numeric: true, width: 88 },
  { label: "commission", title: "Money", numeric: true, width: 100 },
  { label: "position", title: "Shares held after it", numeric: true, width: 88 },
  { label: "cause", title: "Why it was ordered or refused" },
  { label: "from", title: "The container that sent it", width: 128 },
];

/** Everything that the selected combination ordered, traded and was refused. */
export function Trades({ run, index, load, onLeave }: Props) {
  const [active, setActive] = useState(-1);
  const query = index === undefined ? undefined : ({ kind: "trades", index } as const);
  const answer = useAnswer(run.job, query, load);
  if (index === undefined) return <Unselected what="trades" />;
  if (answer?.kind === "unavailable")
    return <p className={styles.empty}>No trades: {answer.reason}.</p>;
  if (answer?.kind !== "trades") return <p className={styles.empty}>…</p>;
  const { rows: trades } = answer;
  const fills = trades.filter(({ event }) => event === "FILL");
  const rejects = trades.filter(({ event }) => event === "REJECT").length;
  return (
    <div className={styles.list}>
      <div className={styles.bar}>
        <b>Combination {formatCount(answer.index)}</b>
        <span>
          {countOf(fills.length, "fill")}, {countOf(rejects, "reject")}, commission{" "}
          {numberText(
            fills.reduce((sum, { commission = 0 }) => sum + commission, 0),
            2,
          )}
        </span>
      </div>
      {trades.length === 0 ? (
        <p className={styles.empty}>It never traded: no signal led to an order.</p>
      ) : (
        <VirtualRows
          label={`Trades of combination ${formatCount(answer.index)}`}
          testId="trades"
          columns={columns}
          count={trades.length}
          cells={(row) => cellsOf(trades[row])}
          mark={(row) => trades[row]?.event}
          active={Math.min(active, trades.length - 1)}
          onActive={setActive}
          onLeave={onLeave}
        />
      )}
    </div>
  );
}

function cellsOf(row: TradeRow | undefined) {
  if (!row) return undefined;
  const { time, event, side, quantity, price, commission, position, cause, from } = row;
  const number = (value: number | undefined, decimals: number) =>
    value === undefined ? undefined : numberText(value, decimals);
  return [
    timeText(time),
    <span key="event" className={rows.type}>
      {event}
    </span>,
    side,
    number(quantity, 0),
    number(price, 2),
    number(commission, 2),
    number(position, 0),
    cause,
    <code key="from">{from}</code>,
  ];
}

/** What a view of one combination says while none is selected. */
export function Unselected({ what }: { readonly what: string }) {
  return (
    <p className={styles.empty}>
      Select a combination, in the table or the graph, to see its {what}.
    </p>
  );
}
