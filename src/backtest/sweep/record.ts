import type { CombinationIndex, ContainerId } from "../../planner/model.ts";
import type { FactoredPlan } from "../../planner/sharing/decomposition/factored.ts";
import { membersOf } from "../../planner/wiring/members.ts";
import { at } from "../../text/collections.ts";
import { createTrace } from "../compiled/trace.ts";
import { portfolioId, type Streams } from "../engine/build.ts";
import type { PortfolioRecord } from "../engine/recording.ts";
import type { StreamKey } from "../engine/streams.ts";
import type { Metrics } from "../figures/metrics.ts";
import { chooseList, chosenAt } from "./chosen.ts";
import { createLoop, streamAt } from "./loop.ts";
import { prepareSweep, type Sweep, type SweepOptions } from "./sweep.ts";

/** Everything that happened to one combination, as the containers write it down. */
export type CombinationRecord = {
  readonly index: CombinationIndex;
  /** Cash at the start, in money. */
  readonly initialCapital: number;
  readonly record: PortfolioRecord;
  readonly metrics: Metrics;
};

/**
 * Runs some combinations once more, with their orders, fills, refusals and equity written down; those
 * that have a simulation. They are what the sweep gives, whatever else is asked for.
 */
export function recordCombinations(
  of: FactoredPlan,
  indices: readonly CombinationIndex[],
  options: Omit<SweepOptions, "chosen">,
): readonly CombinationRecord[] {
  const ascending = indices.toSorted((a, b) => (a < b ? -1 : 1));
  const sweep = prepareSweep(of, { ...options, chosen: chooseList(ascending) });
  const { setup, work } = sweep;
  const loop = createLoop(setup);
  const simulated = ascending.filter(
    (_, place) => setup.rules[at(work.strategy, place)] !== undefined,
  );
  const containerOf = (role: "risk" | "execution") => {
    const members = membersOf(of.plan, role, simulated);
    return new Map(members.flatMap(({ id, serves }) => Array.from(serves(), (i) => [i, id])));
  };
  const risks = containerOf("risk");
  const executions = containerOf("execution");
  return ascending.flatMap((_, place): readonly CombinationRecord[] => {
    const index = chosenAt(sweep.chosen, place);
    const risk = risks.get(index);
    const execution = executions.get(index);
    if (risk === undefined || execution === undefined) return [];
    const { wholeShares } = at(setup.risks, at(work.risk, place));
    const stamps = { portfolio: portfolioId(index), risk, execution, wholeShares };
    const [record, recorder] = createTrace(setup.bars, stamps);
    const metrics = loop.metrics(work, place, recorder);
    const initialCapital = at(setup.capitals, at(work.portfolio, place));
    return [{ index, initialCapital, record, metrics }];
  });
}

/**
 * The random streams of some combinations as their sweep draws from them: by how often each occurs in
 * the whole plan. Looked up when the first is drawn from.
 */
export function streamsOfSweep(
  of: FactoredPlan,
  indices: readonly CombinationIndex[],
  options: Omit<SweepOptions, "chosen">,
): Streams {
  let keys: ReadonlyMap<ContainerId, StreamKey> | undefined;
  return (portfolio) => {
    keys ??= keysOf(prepareSweep(of, { ...options, chosen: chooseList(indices) }));
    return keys.get(portfolio) ?? 0;
  };
}

function keysOf({ chosen, setup, work }: Sweep): ReadonlyMap<ContainerId, StreamKey> {
  return new Map(
    Array.from({ length: chosen.count }, (_, place) => [
      portfolioId(chosenAt(chosen, place)),
      streamAt(setup, work, place),
    ]),
  );
}
