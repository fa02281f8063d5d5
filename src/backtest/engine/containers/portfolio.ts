import type { ContainerId } from "../../../planner/model.ts";
import { valueAt } from "../../data/series.ts";
import { bookFill, isRuined, openAccount, type Account } from "../../rules/account.ts";
import type { PortfolioSettings } from "../../settings/portfolio.ts";
import type { Container, Outlets } from "./container.ts";

/** A portfolio container, and its account for the figures of the run. */
export type PortfolioContainer = Container & {
  readonly initialCapital: number;
  account(): Account;
};

/**
 * The accounts of portfolios, side by side in the order in which bars visit them, since every bar
 * reads them; each portfolio reads and writes its own place alone.
 */
export type Books = Readonly<Record<keyof Account, Float64Array>> & {
  /** The latest bar that came, and its close. */
  readonly bar: Float64Array;
  readonly close: Float64Array;
};

/** Opens books for n portfolios. */
export function createBooks(n: number): Books {
  const column = () => new Float64Array(n);
  return {
    cash: column(),
    position: column(),
    entryPrice: column(),
    equity: column(),
    peakEquity: column(),
    entryCommission: column(),
    trades: column(),
    wins: column(),
    fills: column(),
    commission: column(),
    slippage: column(),
    bar: column().fill(-1),
    close: column(),
  };
}

function accountIn(books: Books, place: number): Account {
  return {
    cash: valueAt(books.cash, place),
    position: valueAt(books.position, place),
    entryPrice: valueAt(books.entryPrice, place),
    equity: valueAt(books.equity, place),
    peakEquity: valueAt(books.peakEquity, place),
    entryCommission: valueAt(books.entryCommission, place),
    trades: valueAt(books.trades, place),
    wins: valueAt(books.wins, place),
    fills: valueAt(books.fills, place),
    commission: valueAt(books.commission, place),
    slippage: valueAt(books.slippage, place),
  };
}

function writeAccount(books: Books, place: number, account: Account): void {
  books.cash[place] = account.cash;
  books.position[place] = account.position;
  books.entryPrice[place] = account.entryPrice;
  books.equity[place] = account.equity;
  books.peakEquity[place] = account.peakEquity;
  books.entryCommission[place] = account.entryCommission;
  books.trades[place] = account.trades;
  books.wins[place] = account.wins;
  books.fills[place] = account.fills;
  books.commission[place] = account.commission;
  books.slippage[place] = account.slippage;
}

/**
 * A portfolio container: FILL and BAR in, PORTFOLIO out. It books every fill that its adapters bring:
 * to bring only its own is their work, and what the proof holds them to.
 */
export function createPortfolio(
  id: ContainerId,
  serves: ReadonlySet<ContainerId>,
  { initialCapital }: PortfolioSettings,
  { publish }: Outlets,
  books: Books,
  place: number,
): PortfolioContainer {
  writeAccount(books, place, openAccount(initialCapital));

  const report = (bar: number, isClose: boolean): void => {
    const cash = valueAt(books.cash, place);
    const position = valueAt(books.position, place);
    const equity = cash + position * valueAt(books.close, place);
    // in place, as `markAccount` does it
    if (isClose) books.equity[place] = equity;
    if (isClose && equity > valueAt(books.peakEquity, place)) books.peakEquity[place] = equity;
    publish({
      type: "PORTFOLIO",
      targetPortfolio: id,
      bar,
      equity,
      cash,
      position,
      entryPrice: valueAt(books.entryPrice, place),
      peakEquity: valueAt(books.peakEquity, place),
      // a fill at the open comes before the bar's close
      ruined: bar === valueAt(books.bar, place) && isRuined(equity),
    });
  };

  return {
    id,
    role: "portfolio",
    serves,
    initialCapital,
    account: () => accountIn(books, place),
    receive(event) {
      if (event.type === "BAR") {
        books.bar[place] = event.bar;
        books.close[place] = event.close;
        report(event.bar, true);
      } else if (event.type === "FILL") {
        const account = accountIn(books, place);
        bookFill(account, event);
        writeAccount(books, place, account);
        report(event.bar, false);
      }
    },
  };
}
