import { valueAt } from "../data/series.ts";
import { isRuined } from "../rules/account.ts";

/** Counts and costs that a portfolio's fills add up to, and what its risk and execution refused. */
export type TradeTotals = {
  /** Round trips: from the first share to none. */
  readonly trades: number;
  /** Round trips that earned money after commission on both sides. */
  readonly wins: number;
  readonly fills: number;
  /** In money. */
  readonly commission: number;
  /** What slippage cost against the bar's price, in money. */
  readonly slippage: number;
  readonly rejects: number;
};

/** What the statistics of an equity curve are made from; both engines add it up in this order. */
export type CurveSums = {
  /** How many returns there are, from one bar to the next. */
  readonly returns: number;
  /** Of the returns, in ascending order of bars. */
  readonly sum: number;
  /** Of the squared returns. */
  readonly squares: number;
  /** The deepest fall from the highest equity before it, as a fraction of that. */
  readonly maxDrawdown: number;
};

/**
 * The figures of one combination's backtest. A ruined account's are those of its whole curve: the bar
 * of its ruin has a return of −100 % or below, all later ones 0; total return and drawdown are what was
 * lost of the capital and of the peak, above 100 % where money is owed.
 */
export type Metrics = {
  /** In money, after open positions were closed. */
  readonly finalEquity: number;
  /** As a fraction of the initial capital. */
  readonly totalReturn: number;
  /** The yearly growth that compounds to the total return, as a fraction. */
  readonly annualisedReturn: number;
  /** Mean over sample standard deviation of the bars' returns, times √(bars a year); absent below 20 returns, or where they never differ. */
  readonly sharpe: number | undefined;
  /** The deepest fall from a peak, as a fraction of the peak; above 1 for a debt. */
  readonly maxDrawdown: number;
  readonly trades: number;
  readonly fills: number;
  /** Won round trips as a fraction of all; absent without trades. */
  readonly winRate: number | undefined;
  /** In money. */
  readonly commission: number;
  /** In money. */
  readonly slippage: number;
  readonly rejects: number;
};

/** How a simulated combination ended: to be read beside its figures. */
export function statusOf({ finalEquity }: Pick<Metrics, "finalEquity">): "simulated" | "ruined" {
  return isRuined(finalEquity) ? "ruined" : "simulated";
}

const fewestReturns = 20;

/** Adds up an equity curve, one value a bar, in money. The peak starts at the capital. */
export function sumCurve(equity: Float64Array, capital: number): CurveSums {
  let sum = 0;
  let squares = 0;
  let peak = capital;
  let maxDrawdown = 0;
  for (let i = 0; i < equity.length; i++) {
    const value = valueAt(equity, i);
    if (i > 0) {
      const before = valueAt(equity, i - 1);
      // a debt has no return
      const change = before > 0 ? value / before - 1 : 0;
      sum += change;
      squares += change * change;
    }
    if (value > peak) peak = value;
    maxDrawdown = deeperFall(maxDrawdown, peak, value);
  }
  return { returns: Math.max(0, equity.length - 1), sum, squares, maxDrawdown };
}

/** The deeper of a known drawdown and the fall from a peak to a later equity, as a fraction of the peak. */
export function deeperFall(known: number, peak: number, equity: number): number {
  const fall = (peak - equity) / peak;
  return fall > known ? fall : known;
}

/** Makes the figures of a combination from the sums over its curve and its fills. */
export function metricsOf(run: {
  readonly capital: number;
  readonly finalEquity: number;
  readonly barsPerYear: number;
  readonly curve: CurveSums;
  readonly totals: TradeTotals;
}): Metrics {
  const { capital, finalEquity, barsPerYear, curve, totals } = run;
  const growth = finalEquity / capital;
  const years = curve.returns / barsPerYear;
  return {
    finalEquity,
    totalReturn: growth - 1,
    // who lost everything, or owes money, has no yearly growth but −100 %
    annualisedReturn: years === 0 ? 0 : growth <= 0 ? -1 : growth ** (1 / years) - 1,
    sharpe: sharpeOf(curve, barsPerYear),
    maxDrawdown: curve.maxDrawdown,
    trades: totals.trades,
    fills: totals.fills,
    winRate: totals.trades === 0 ? undefined : totals.wins / totals.trades,
    commission: totals.commission,
    slippage: totals.slippage,
    rejects: totals.rejects,
  };
}

function sharpeOf({ returns, sum, squares }: CurveSums, barsPerYear: number): number | undefined {
  if (returns < fewestReturns) return undefined;
  const mean = sum / returns;
  const variance = (squares - sum * mean) / (returns - 1);
  return variance > 0 ? (mean / Math.sqrt(variance)) * Math.sqrt(barsPerYear) : undefined;
}
