import { day, emptyBars, type Bars, type Timeframe } from "./bars.ts";
import { createRandom, type Random } from "./random.ts";

/** What generated bars are made from. */
export type SyntheticOptions = {
  readonly bars: number;
  /** A whole number from 0; the same seed gives the same bars. */
  readonly seed: number;
  readonly timeframe: Timeframe;
  /** Expected return a year, as a fraction. */
  readonly drift: number;
  /** Standard deviation of the returns of a year, as a fraction. */
  readonly volatility: number;
};

/** A stretch of the market with a character of its own. */
type Regime = {
  /** Added to the drift, in yearly volatilities. */
  readonly trend: number;
  /** Times the volatility. */
  readonly restless: number;
  /** How much of a bar's move the next one takes back. */
  readonly reverting: number;
};

const regimes: readonly Regime[] = [
  { trend: 1.5, restless: 0.7, reverting: -0.1 },
  { trend: 0, restless: 0.6, reverting: 0.3 },
  { trend: -1.8, restless: 1.5, reverting: -0.05 },
  { trend: 0, restless: 1.2, reverting: 0.1 },
];
const calm: Regime = { trend: 0, restless: 1, reverting: 0 };

/** Monday, 2018-01-01, 14:30 UTC. */
const begin = 1_514_817_000_000;
const smallestPrice = 0.01;

/**
 * Generates bars whose character changes between trends, chop and falls, so that trend followers and
 * mean reverters each have their good and bad times.
 *
 * Only additions, products, quotients and one square root: Node and every browser give the same
 * bars, bit for bit. A longer series begins with the shorter one of the same seed.
 */
export function syntheticBars(options: SyntheticOptions): Bars {
  const { bars: n, seed, timeframe, drift, volatility } = options;
  const bars = emptyBars(n);
  const random = createRandom(seed);
  const perBar = 1 / timeframe.barsPerYear;
  const spread = volatility * Math.sqrt(perBar);
  let regime = calm;
  let left = 0;
  let price = 100;
  let move = 0;
  for (let i = 0; i < n; i++) {
    if (left === 0) {
      regime = regimes[Math.floor(random.next() * regimes.length)] ?? calm;
      left = 20 + Math.floor(random.next() * 120);
    }
    left--;
    const open = round(price * (1 + spread * 0.15 * random.nextNormal()));
    const expected = (drift + regime.trend * volatility) * perBar;
    const shock = spread * regime.restless * random.nextNormal();
    move = Math.max(-0.5, expected + shock - regime.reverting * move);
    const close = round(price * (1 + move));
    const reach = spread * regime.restless * 0.5;
    bars.time[i] = timeOf(timeframe, i);
    bars.open[i] = open;
    bars.high[i] = round(Math.max(open, close) * (1 + reach * size(random)));
    bars.low[i] = round(Math.min(open, close) * (1 - Math.min(0.5, reach * size(random))));
    bars.close[i] = close;
    bars.volume[i] = Math.floor(1_000_000 * (0.5 + random.next()) * (1 + 10 * Math.abs(move)));
    price = close;
  }
  return bars;
}

function size(random: Random): number {
  return Math.abs(random.nextNormal());
}

/** A price as exchanges quote it: four decimals, never nothing. Rounding keeps the order of prices. */
function round(price: number): number {
  return Math.max(smallestPrice, Math.round(price * 10_000) / 10_000);
}

/** When a bar begins: sessions on weekdays, bars one after the other within a session. */
function timeOf({ milliseconds, barsPerSession }: Timeframe, i: number): number {
  if (milliseconds > day) return begin + i * milliseconds;
  const session = Math.floor(i / barsPerSession);
  const weeks = Math.floor(session / 5);
  return begin + (weeks * 7 + (session % 5)) * day + (i % barsPerSession) * milliseconds;
}
