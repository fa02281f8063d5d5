import type { ContainerId } from "../../../planner/model.ts";
import { valueAt } from "../../data/series.ts";
import { causeOf, isOpening, refusalOf, sideOf } from "../../rules/orders.ts";
import { wantedQuantity } from "../../rules/sizing.ts";
import type { RiskSettings } from "../../settings/risk.ts";
import type { OrderEvent, PortfolioEvent, RejectReason, SignalEvent } from "../events.ts";
import { createLedger, type Container, type Outlets } from "./container.ts";

/**
 * What the risk containers of a topology know of portfolios, side by side in the order in which these
 * are first heard of: each container has lines of its own, one for each portfolio that it serves.
 */
export type RiskLines = {
  /** How many are in use. */
  count: number;
  /** The portfolio's latest state. */
  equity: Float64Array;
  cash: Float64Array;
  position: Float64Array;
  entryPrice: Float64Array;
  peakEquity: Float64Array;
  /** 1 once there is one. */
  isKnown: Float64Array;
  /** Orders given so far. */
  orders: Float64Array;
  /** 1 once it is ruined: its position was closed, and its signals come to nothing. */
  isRuined: Float64Array;
};

const columns = [
  "equity",
  "cash",
  "position",
  "entryPrice",
  "peakEquity",
  "isKnown",
  "orders",
  "isRuined",
] as const satisfies readonly (keyof RiskLines)[];

/** Makes room for n lines. */
export function createRiskLines(n: number): RiskLines {
  const column = () => new Float64Array(n);
  return {
    count: 0,
    equity: column(),
    cash: column(),
    position: column(),
    entryPrice: column(),
    peakEquity: column(),
    isKnown: column(),
    orders: column(),
    isRuined: column(),
  };
}

/** Begins a line; a wrong wiring can bring more portfolios than there is room for. */
function beginLine(lines: RiskLines): number {
  const room = lines.equity.length;
  if (lines.count === room) {
    for (const name of columns) {
      const longer = new Float64Array(2 * room + 1);
      longer.set(lines[name]);
      lines[name] = longer;
    }
  }
  return lines.count++;
}

/**
 * A risk container: SIGNAL and PORTFOLIO in, ORDER or a counted REJECT out.
 *
 * It decides by its own settings and the state of the signal's portfolio alone, from a ledger keyed
 * by portfolio: that is why combinations with equal settings may share it. A portfolio that is ruined
 * is closed at once; it gets no other order.
 */
export function createRisk(
  id: ContainerId,
  serves: ReadonlySet<ContainerId>,
  settings: RiskSettings,
  { publish, reject }: Outlets,
  keyed: boolean,
  lines: RiskLines,
): Container {
  const lineOf = createLedger(() => beginLine(lines), keyed);

  const order = (
    line: number,
    { targetPortfolio, bar }: SignalEvent | PortfolioEvent,
    wanted: Pick<OrderEvent, "side" | "closing" | "opening" | "freeCash" | "final" | "cause">,
  ): void => {
    const number = valueAt(lines.orders, line);
    lines.orders[line] = number + 1;
    const { wholeShares } = settings;
    publish({ type: "ORDER", targetPortfolio, bar, number, wholeShares, ...wanted });
  };

  const refuse = ({ targetPortfolio, bar }: SignalEvent, reason: RejectReason): void =>
    reject({ type: "REJECT", targetPortfolio, bar, reason, source: id });

  const take = (signal: SignalEvent): void => {
    const line = lineOf(signal.targetPortfolio);
    if (lines.isKnown[line] !== 1) return refuse(signal, "unknown_portfolio");
    if (lines.isRuined[line] === 1) return;
    const position = valueAt(lines.position, line);
    // what nearly every signal comes to
    if (position === 0 && signal.direction === 0) return;
    const state = {
      position,
      entryPrice: valueAt(lines.entryPrice, line),
      equity: valueAt(lines.equity, line),
      peakEquity: valueAt(lines.peakEquity, line),
    };
    const cause = causeOf(settings, signal, state);
    if (cause === undefined) return;
    const side = sideOf(cause, signal.direction, position);
    const closing = Math.abs(position);
    let opening = 0;
    if (isOpening(settings, cause, signal, state)) {
      const refusal = refusalOf(settings, signal, state);
      opening = refusal ? 0 : wantedQuantity(settings, signal.close, state.equity, side);
      if (opening === 0) refuse(signal, refusal ?? "size_zero");
    }
    if (closing + opening === 0) return;
    const freeCash = valueAt(lines.cash, line);
    order(line, signal, { side, closing, opening, freeCash, final: signal.last, cause });
  };

  const note = (state: PortfolioEvent): void => {
    const line = lineOf(state.targetPortfolio);
    const { position, cash: freeCash } = state;
    lines.isKnown[line] = 1;
    lines.equity[line] = state.equity;
    lines.cash[line] = freeCash;
    lines.position[line] = position;
    lines.entryPrice[line] = state.entryPrice;
    lines.peakEquity[line] = state.peakEquity;
    // once: a broken wiring can bring a ruined portfolio new positions without end
    if (!state.ruined || lines.isRuined[line] === 1) return;
    lines.isRuined[line] = 1;
    if (position === 0) return;
    const side = sideOf("ruin", 0, position);
    const closing = Math.abs(position);
    order(line, state, { side, closing, opening: 0, freeCash, final: true, cause: "ruin" });
  };

  return {
    id,
    role: "risk",
    serves,
    receive(event) {
      if (event.type === "PORTFOLIO") note(event);
      else if (event.type === "SIGNAL") take(event);
    },
  };
}
