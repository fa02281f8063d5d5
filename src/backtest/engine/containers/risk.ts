import type { ContainerId } from "../../../planner/model.ts";
import type { Side } from "../../rules/costs.ts";
import { wantedQuantity } from "../../rules/sizing.ts";
import { stopReached } from "../../rules/stops.ts";
import type { RiskSettings } from "../../settings/risk.ts";
import type {
  OrderCause,
  OrderEvent,
  PortfolioEvent,
  RejectReason,
  SignalEvent,
} from "../events.ts";
import { createLedger, type Container, type Outlets } from "./container.ts";

/** What risk knows of one portfolio. */
type Entry = {
  /** The portfolio's latest state. */
  state: PortfolioEvent | undefined;
  /** Orders given so far. */
  orders: number;
  /** Whether it is ruined: its position was closed, and its signals come to nothing. */
  ruined: boolean;
};

/** What a signal comes to. */
type Decision = {
  readonly side: Side;
  /** Shares that close the open position. */
  readonly closing: number;
  /** Whether a new position on `side` is wanted after that. */
  readonly opens: boolean;
  readonly cause: OrderCause;
};

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
): Container {
  const entryOf = createLedger(
    (): Entry => ({ state: undefined, orders: 0, ruined: false }),
    keyed,
  );

  const order = (
    entry: Entry,
    { targetPortfolio, bar }: SignalEvent | PortfolioEvent,
    wanted: Pick<OrderEvent, "side" | "closing" | "opening" | "freeCash" | "final" | "cause">,
  ): void =>
    publish({
      type: "ORDER",
      targetPortfolio,
      bar,
      number: entry.orders++,
      wholeShares: settings.wholeShares,
      ...wanted,
    });

  const take = (signal: SignalEvent): void => {
    const { targetPortfolio, bar } = signal;
    const entry = entryOf(targetPortfolio);
    const refuse = (reason: RejectReason) =>
      reject({ type: "REJECT", targetPortfolio, bar, reason, source: id });
    if (!entry.state) return refuse("unknown_portfolio");
    if (entry.ruined) return;
    const decision = decide(settings, signal, entry.state);
    if (!decision) return;
    const { side, closing, cause } = decision;
    let opening = 0;
    if (decision.opens) {
      const refusal = refusalOf(settings, signal, entry.state);
      opening = refusal ? 0 : wantedQuantity(settings, entry.state.equity, signal.close, side);
      if (opening === 0) refuse(refusal ?? "size_zero");
    }
    if (closing + opening === 0) return;
    const { cash: freeCash } = entry.state;
    order(entry, signal, { side, closing, opening, freeCash, final: signal.last, cause });
  };

  const note = (state: PortfolioEvent): void => {
    const entry = entryOf(state.targetPortfolio);
    entry.state = state;
    // once: a broken wiring can bring a ruined portfolio new positions without end
    if (!state.ruined || entry.ruined) return;
    entry.ruined = true;
    const { position, cash: freeCash } = state;
    if (position === 0) return;
    const side: Side = position > 0 ? -1 : 1;
    const closing = Math.abs(position);
    order(entry, state, { side, closing, opening: 0, freeCash, final: true, cause: "ruin" });
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

/**
 * What to do about a signal, or nothing. Stops are checked before the signal itself and use it up.
 * Nothing is added to a position on the signal's side; a signal against it closes it, and opens one
 * on the other side where shorts are allowed or the signal is to buy.
 */
function decide(
  settings: RiskSettings,
  { direction, close, last }: SignalEvent,
  { position, entryPrice }: PortfolioEvent,
): Decision | undefined {
  const closing = Math.abs(position);
  const away: Side = position > 0 ? -1 : 1;
  const stop = closing > 0 ? stopReached(settings, position, entryPrice, close) : undefined;
  if (stop) return { side: away, closing, opens: false, cause: stop };
  const against = direction !== 0 && direction * position <= 0;
  const opens = against && (direction > 0 || settings.allowShort);
  if (last && closing > 0) return { side: away, closing, opens, cause: "end_of_data" };
  if (!against || (closing === 0 && !opens)) return undefined;
  return { side: direction, closing, opens, cause: "signal" };
}

/** Why no position may be opened now, whatever its size. */
function refusalOf(
  { maxDrawdown }: RiskSettings,
  { last }: SignalEvent,
  { equity, peakEquity }: PortfolioEvent,
): RejectReason | undefined {
  if (last) return "end_of_data";
  const drawdown = (peakEquity - equity) / peakEquity;
  return maxDrawdown !== undefined && drawdown > maxDrawdown ? "max_drawdown" : undefined;
}
