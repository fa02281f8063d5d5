import type { RiskSettings } from "../settings/risk.ts";
import type { Account } from "./account.ts";

type Held = Pick<Account, "position" | "entryPrice">;
type Stops = Pick<RiskSettings, "stopLoss" | "takeProfit">;

/** Which stop an open position has reached at a close, all prices in money; the loss counts first. */
export function stopReached(
  { stopLoss, takeProfit }: Stops,
  { position, entryPrice }: Held,
  close: number,
): "stop_loss" | "take_profit" | undefined {
  const gain = position > 0 ? close / entryPrice - 1 : 1 - close / entryPrice;
  if (stopLoss !== undefined && gain <= -stopLoss) return "stop_loss";
  if (takeProfit !== undefined && gain >= takeProfit) return "take_profit";
  return undefined;
}

/** More than all rounding between a line and a gain, and less than any price moves by. */
const slack = 1e-9;

/**
 * The close above which an open position has certainly reached no stop that lies below its entry
 * price; NaN, which no close is at or below, where there is none. It saves the division at most bars.
 */
export function lowerStopLine(
  { stopLoss, takeProfit }: Stops,
  { position, entryPrice }: Held,
): number {
  const fall = (position > 0 ? stopLoss : takeProfit) ?? Number.NaN;
  return entryPrice * ((1 - fall) * (1 + slack) + slack);
}

/** The close below which it has certainly reached no stop above its entry price; NaN without one. */
export function upperStopLine(
  { stopLoss, takeProfit }: Stops,
  { position, entryPrice }: Held,
): number {
  const rise = (position > 0 ? takeProfit : stopLoss) ?? Number.NaN;
  return entryPrice * ((1 + rise) * (1 - slack) - slack);
}
