import type { RiskSettings } from "../settings/risk.ts";

/** Which stop an open position has reached at a close, all prices in money; the loss counts first. */
export function stopReached(
  { stopLoss, takeProfit }: Pick<RiskSettings, "stopLoss" | "takeProfit">,
  position: number,
  entryPrice: number,
  close: number,
): "stop_loss" | "take_profit" | undefined {
  const gain = position > 0 ? close / entryPrice - 1 : 1 - close / entryPrice;
  if (stopLoss !== undefined && gain <= -stopLoss) return "stop_loss";
  if (takeProfit !== undefined && gain >= takeProfit) return "take_profit";
  return undefined;
}
