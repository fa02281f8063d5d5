/** The price series of a backtest by columns, each of n values: one bar is one place in all of them. */
export type Bars = {
  readonly n: number;
  /** When the bar begins, in milliseconds since the epoch, UTC; rising. */
  readonly time: Float64Array;
  /** Prices, in units of money per share. */
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** In shares. */
  readonly volume: Float64Array;
};

/** The time between bars, as written (`5m`), and what follows from it. */
export type Timeframe = {
  readonly text: string;
  /** Between the beginnings of two bars of one session. */
  readonly milliseconds: number;
  /** How many bars a trading session has. */
  readonly barsPerSession: number;
  /** What annualised figures count with: 252 sessions of 390 minutes a year, each of one bar or more. */
  readonly barsPerYear: number;
};

/** One bar a trading day: what counts where nothing is written. */
export const daily: Timeframe = {
  text: "1d",
  milliseconds: 86_400_000,
  barsPerSession: 1,
  barsPerYear: 252,
};

/** Columns for n bars, to be filled in. */
export function emptyBars(n: number): Bars {
  const column = () => new Float64Array(n);
  return {
    n,
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
}

/** Milliseconds of a day. */
export const day = 86_400_000;
const sessionMinutes = 390;
const dayMinutes = 1440;
const minutesOf: Readonly<Record<string, number>> = { m: 1, h: 60 };

/**
 * Reads a timeframe such as `1d`, `1h`, `5m`, `1m`, `1w`; `undefined` where it is none. Bars per
 * year are those of US shares: 252 days, 1,638 hours, 19,656 five minutes, 98,280 minutes. A bar
 * longer than a session is one a session until it is longer than a day.
 */
export function readTimeframe(text: string): Timeframe | undefined {
  const match = /^([1-9]\d{0,3})(m|h|d|w)$/.exec(text.trim().toLowerCase());
  const count = Number(match?.[1]);
  const unit = match?.[2];
  if (unit === undefined) return undefined;
  const minutes = minutesOf[unit];
  if (minutes !== undefined) {
    const length = count * minutes;
    const sessions = Math.min(1, dayMinutes / length);
    return {
      text,
      milliseconds: length * 60_000,
      barsPerSession: Math.max(1, Math.ceil(sessionMinutes / length)),
      barsPerYear: 252 * Math.max(sessions, sessionMinutes / length),
    };
  }
  const days = unit === "w" ? count * 7 : count;
  const perYear = unit === "w" ? 52 / count : 252 / count;
  return { text, milliseconds: days * day, barsPerSession: 1, barsPerYear: perYear };
}
