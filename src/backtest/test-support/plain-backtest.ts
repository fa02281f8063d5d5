import type { Bars } from "../data/bars.ts";

/** The settings of one momentum combination. */
export type PlainSettings = {
  readonly lookback: number;
  readonly threshold: number;
  readonly capital: number;
  /** Shares above 1, else a fraction of the equity. */
  readonly size: number;
  readonly short: boolean;
  readonly stop: number | null;
  readonly profit: number | null;
  readonly drawdown: number | null;
  readonly nextOpen: boolean;
  readonly commission: number;
  readonly perShare: number | null;
  readonly slippage: number;
};

/** The same settings as YAML text. */
export function plainText(s: PlainSettings): string {
  return `
strategies: [{type: momentum, parameters: {lookback_period: ${s.lookback}, signal_threshold: ${s.threshold}}}]
portfolio: {initial_capital: ${s.capital}}
risk: {max_position_size: ${s.size}, allow_short: ${s.short}, stop_loss: ${s.stop}, take_profit: ${s.profit}, max_drawdown: ${s.drawdown}}
execution: {fill: ${s.nextOpen ? "next_open" : "close"}, commission: ${s.commission}, commission_per_share: ${s.perShare}, slippage: ${s.slippage}}
`;
}

/**
 * The rules of the backtest as one loop over bars, from the specification and without containers,
 * events or any function of the engine: what the engine is held to.
 */
export function plainBacktest(bars: Bars, s: PlainSettings) {
  const close = [...bars.close];
  const equity: number[] = [];
  const fills: [bar: number, shares: number][] = [];
  const rejects: [bar: number, reason: string][] = [];
  let cash = s.capital;
  let shares = 0;
  let entry = 0;
  let peak = s.capital;
  let waiting: { close: number; open: number; side: number; cash: number } | undefined;
  const costOf = (n: number, price: number) =>
    n * price + (s.perShare === null ? n * price * s.commission : n * s.perShare);

  const trade = (bar: number, base: number, order: NonNullable<typeof waiting>) => {
    const price = base * (1 + order.side * s.slippage);
    const fee = (n: number) => costOf(n, price) - n * price;
    const free = order.cash - order.side * order.close * price - fee(order.close);
    let open = order.open;
    // one by one: no division that could round
    while (open > 0 && costOf(open, price) > free) open--;
    if (order.open > 0 && open === 0) rejects.push([bar, "unaffordable"]);
    const n = order.close + open;
    if (n === 0) return;
    cash -= order.side * n * price + fee(n);
    shares += order.side * n;
    if (open > 0) entry = price;
    fills.push([bar, order.side * n]);
  };

  for (const [bar, price] of close.entries()) {
    if (waiting) trade(bar, bars.open[bar] ?? Number.NaN, waiting);
    waiting = undefined;
    const worth = cash + shares * price;
    peak = Math.max(peak, worth);
    const past = close[bar - s.lookback];
    const momentum = past === undefined ? 0 : price / past - 1;
    const wish = momentum > s.threshold ? 1 : momentum < -s.threshold ? -1 : 0;
    const isLast = bar === close.length - 1;
    const gain = shares === 0 ? 0 : Math.sign(shares) * (price / entry - 1);
    const isStopped =
      shares !== 0 &&
      ((s.stop !== null && gain <= -s.stop) || (s.profit !== null && gain >= s.profit));

    // its position closed, it is at 0 or below for good: so one test of every bar does
    const isRuined = worth <= 0;
    const isWanted = wish !== 0 && wish !== Math.sign(shares) && !isStopped && !isRuined;
    const order = { close: 0, open: 0, side: 0, cash };
    if (isRuined || isStopped || isLast || isWanted) {
      order.close = Math.abs(shares);
      order.side = -Math.sign(shares);
    }
    if (isWanted && (wish > 0 || s.short)) {
      order.side = wish;
      if (isLast) rejects.push([bar, "end_of_data"]);
      else if (s.drawdown !== null && (peak - worth) / peak > s.drawdown) {
        rejects.push([bar, "max_drawdown"]);
      } else {
        order.open = Math.max(0, Math.floor(s.size > 1 ? s.size : (worth * s.size) / price));
        if (order.open === 0) rejects.push([bar, "size_zero"]);
      }
    }
    if (order.close + order.open > 0) {
      if (s.nextOpen && !isLast && !isRuined) waiting = order;
      else trade(bar, price, order);
    }
    equity.push(cash + shares * price);
  }
  return { equity, fills, rejects };
}
