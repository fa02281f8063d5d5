import type { ExecutionSettings } from "../settings/execution.ts";

/** Whether chance decides about an order: above 0, and below 1. */
export function isByChance({ fillProbability }: ExecutionSettings): boolean {
  return fillProbability > 0 && fillProbability < 1;
}
