import type { ContainerId } from "../../../planner/model.ts";
import { causeOf, isOpening, refusalOf, sideOf } from "../../rules/orders.ts";
import { wantedQuantity } from "../../rules/sizing.ts";
import type { RiskSettings } from "../../settings/risk.ts";
import type { OrderEvent, PortfolioEvent, RejectReason, SignalEvent } from "../events.ts";
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
    const { state } = entry;
    const cause = causeOf(settings, signal, state);
    if (cause === undefined) return;
    const side = sideOf(cause, signal.direction, state.position);
    const closing = Math.abs(state.position);
    let opening = 0;
    if (isOpening(settings, cause, signal, state)) {
      const refusal = refusalOf(settings, signal, state);
      opening = refusal ? 0 : wantedQuantity(settings, signal.close, state.equity, side);
      if (opening === 0) refuse(refusal ?? "size_zero");
    }
    if (closing + opening === 0) return;
    const { cash: freeCash } = state;
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
    const side = sideOf("ruin", 0, position);
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
