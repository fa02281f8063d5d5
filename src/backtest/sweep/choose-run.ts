import type { CombinationIndex, IndexSet } from "../../planner/model.ts";
import { stepRows, type Steps } from "../../text/steps.ts";
import { selectFrom } from "../engine/selection.ts";
import { chooseAll, chooseList, chooseNumbers, type Chosen } from "./chosen.ts";
import { isRunWhole, mostSampled } from "./run-whole.ts";

/**
 * Which of some combinations of a plan are run over bars: all of them up to a number and as long as the
 * work is that of minutes, else an even sample.
 */
export function* chooseRun(
  matching: Pick<IndexSet, "count" | "at">,
  combinations: bigint,
  bars: number,
  most: number,
): Steps<{ readonly chosen: Chosen; readonly sampled: boolean }> {
  const { count } = matching;
  if (!isRunWhole(count, bars, most)) {
    const { chosen, sampled } = selectFrom(matching, mostSampled);
    return { chosen: chooseList(chosen), sampled };
  }
  if (count === combinations) return { chosen: chooseAll(Number(count)), sampled: false };
  const isNumber = combinations <= BigInt(Number.MAX_SAFE_INTEGER);
  const indices: CombinationIndex[] = [];
  for (let i = 0n; i < count; i++) {
    indices.push(matching.at(i));
    if (indices.length % stepRows === 0) yield;
  }
  return { chosen: isNumber ? chooseNumbers(indices) : chooseList(indices), sampled: false };
}
