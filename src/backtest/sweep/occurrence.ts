import type { FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import { isByChance } from "../rules/chance.ts";
import { chooseAll, chosenAt, type Chosen } from "./chosen.ts";
import { combineKeys } from "./combined-keys.ts";
import { numberConfigurations, type SweepConfigurations } from "./configurations.ts";
import { createDecoder } from "./decode.ts";
import { createNumberTable } from "./number-table.ts";

/** Plans of more combinations than this count equal ones among the chosen alone. */
const mostCounted = 10_000_000n;

/**
 * How many combinations with the same four configurations come before each of the chosen ones, over the
 * whole plan: what a random stream is made from must not depend on what else is chosen. `undefined`
 * where no chance is drawn.
 */
export function occurrencesOf(
  of: FactoredPlan,
  chosen: Chosen,
  configurations: SweepConfigurations,
): Int32Array<ArrayBuffer> | undefined {
  if (!configurations.execution.list.some(({ settings }) => isByChance(settings))) return undefined;
  const { combinations } = of.plan;
  if (chosen.kind === "all" || combinations > mostCounted) return countEqual(configurations);
  const all = chooseAll(Number(combinations));
  const ofAll = countEqual(numberConfigurations(of, createDecoder(of, all)));
  return Int32Array.from({ length: chosen.count }, (_, place) => {
    return ofAll[Number(chosenAt(chosen, place))] ?? 0;
  });
}

function countEqual({
  strategy,
  risk,
  execution,
  portfolio,
}: SweepConfigurations): Int32Array<ArrayBuffer> {
  const { length } = strategy.numbers;
  const columns = [strategy, risk, execution, portfolio].map(({ numbers, list }) => ({
    numbers,
    size: list.length,
  }));
  const { keys, size } = combineKeys(length, columns);
  const seen = createNumberTable(size);
  const occurrences = new Int32Array(length);
  for (let place = 0; place < length; place++) {
    const key = keys[place] ?? 0;
    const occurrence = seen.get(key) ?? 0;
    seen.set(key, occurrence + 1);
    occurrences[place] = occurrence;
  }
  return occurrences;
}
