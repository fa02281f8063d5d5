import type { ContainerId } from "../../../planner/model.ts";
import { bookFill, isRuined, markAccount, openAccount, type Account } from "../../rules/account.ts";
import type { PortfolioSettings } from "../../settings/portfolio.ts";
import type { Container, Outlets } from "./container.ts";

/** A portfolio container, and its account for the figures of the run. */
export type PortfolioContainer = Container & {
  readonly initialCapital: number;
  account(): Account;
};

/**
 * A portfolio container: FILL and BAR in, PORTFOLIO out. It books every fill that its adapters bring:
 * to bring only its own is their work, and what the proof holds them to.
 */
export function createPortfolio(
  id: ContainerId,
  { initialCapital }: PortfolioSettings,
  { publish }: Outlets,
): PortfolioContainer {
  const account = openAccount(initialCapital);
  let close = 0;
  let closeBar = -1;
  const report = (bar: number, equity: number): void =>
    publish({
      type: "PORTFOLIO",
      targetPortfolio: id,
      bar,
      equity,
      cash: account.cash,
      position: account.position,
      entryPrice: account.entryPrice,
      peakEquity: account.peakEquity,
      // a fill at the open comes before the bar's close
      ruined: bar === closeBar && isRuined(equity),
    });
  return {
    id,
    role: "portfolio",
    serves: new Set([id]),
    initialCapital,
    account: () => account,
    receive(event) {
      if (event.type === "BAR") {
        close = event.close;
        closeBar = event.bar;
        markAccount(account, close);
        report(event.bar, account.equity);
      } else if (event.type === "FILL") {
        bookFill(account, event);
        report(event.bar, account.cash + account.position * close);
      }
    },
  };
}
