/** What a strategy wants: to be long, to sell, or to hold what is there. */
export type Direction = -1 | 0 | 1;

// an indicator is NaN before there are enough bars: no comparison with it holds, so these say 0

/** Long above the threshold, sell below minus it; both are fractions of the price. */
export function momentumDirection(momentum: number, threshold: number): Direction {
  return momentum > threshold ? 1 : momentum < -threshold ? -1 : 0;
}

/** Long when oversold, sell when overbought; all from 0 to 100. */
export function relativeStrengthDirection(
  strength: number,
  oversold: number,
  overbought: number,
): Direction {
  return strength < oversold ? 1 : strength > overbought ? -1 : 0;
}

/**
 * Long while the fast average is above the slow one, sell while below; both in money. A state and no
 * event: after a stop the position is opened again while the averages still say so.
 */
export function crossoverDirection(fast: number, slow: number): Direction {
  return fast > slow ? 1 : fast < slow ? -1 : 0;
}

/** Long while the average convergence is above its signal, sell while below; the gap in money. */
export function macdDirection(gap: number): Direction {
  return gap > 0 ? 1 : gap < 0 ? -1 : 0;
}

/** Back to the average: long below the lower band, sell above the upper one; prices in money. */
export function bollingerDirection(
  close: number,
  average: number,
  deviation: number,
  deviations: number,
): Direction {
  const width = deviations * deviation;
  return close < average - width ? 1 : close > average + width ? -1 : 0;
}

/** Long above the highest price of the bars before, sell below the lowest; prices in money. */
export function breakoutDirection(close: number, highest: number, lowest: number): Direction {
  return close > highest ? 1 : close < lowest ? -1 : 0;
}
