import {
  containerId,
  type CombinationIndex,
  type ContainerId,
  type Plan,
  type SharedRole,
} from "../../planner/model.ts";
import { membersOf } from "../../planner/wiring/members.ts";
import {
  completeAdapters,
  completeNaively,
  wireAdapters,
  wireNaively,
  type Adapter,
} from "../../planner/wiring/wire.ts";
import { at } from "../../text/collections.ts";
import { readExecution } from "../settings/execution.ts";
import { readPortfolio } from "../settings/portfolio.ts";
import { readRisk } from "../settings/risk.ts";
import { combinationKeys, type Simulated } from "./combinations.ts";
import type { Outlets } from "./containers/container.ts";
import { createExecution } from "./containers/execution.ts";
import { featuresOf, type FeatureList } from "./containers/hub.ts";
import { createBooks, createPortfolio, type PortfolioContainer } from "./containers/portfolio.ts";
import { createRisk, createRiskLines } from "./containers/risk.ts";
import { createStrategy } from "./containers/strategy.ts";
import type { RejectEvent } from "./events.ts";
import type { Network } from "./network.ts";
import { streamKey, type StreamKey } from "./streams.ts";

/** Which wiring of a plan runs: one risk and execution container for each combination, or shared ones. */
export type Topology = "naive" | "shared";

/** What keeps portfolios apart in shared containers; leaving one out is for the proof to catch. */
export type Isolation = "routing" | "ledger" | "stream";

/** What a topology is built from. */
export type Blueprint = {
  readonly plan: Plan;
  readonly topology: Topology;
  /** Ascending by index. */
  readonly simulated: readonly Simulated[];
  /** What the random streams start from. */
  readonly seed: number;
  readonly without: ReadonlySet<Isolation>;
  /** The random streams, where another topology has made them. */
  readonly streams?: Streams;
};

/** The random stream of each portfolio. */
export type Streams = (portfolio: ContainerId) => StreamKey;

/** What was built. */
export type Built = {
  readonly portfolios: readonly PortfolioContainer[];
  /** Containers, the hub included. */
  readonly containers: number;
  /** Adapters of the plan's headline. */
  readonly adapters: number;
  /** Adapters that complete them. */
  readonly completions: number;
  /** Combinations that fill at the close of the signal's bar, which is known only when it is past. */
  readonly optimistic: number;
  /** What was not as written in a configuration: one text for each combination it concerns. */
  readonly notes: readonly string[];
};

/** So many containers and adapters are made between two steps. */
const madeAtOnce = 500;

/**
 * Creates the containers of a topology and connects them by the adapters that the plan lists for it,
 * completions included. Every container reads its own configuration, as in the users' engine. A large
 * topology takes seconds: it is built in steps, so that a cancel is heard between them.
 */
export function* buildTopology(
  blueprint: Blueprint,
  network: Network,
  features: FeatureList,
  reject: (event: RejectEvent) => void,
): Generator<undefined, Built> {
  const { plan, simulated, without } = blueprint;
  const chosen = simulated.map(({ combination }) => combination.index);
  // made once, since the same text is found faster than an equal one
  const alone = chosen.map((index) => new Set([portfolioId(index)]));
  const ids = new Map(chosen.map((index, i) => [index, idIn(at(alone, i))]));
  const idOf = (index: CombinationIndex) => ids.get(index) ?? portfolioId(index);
  const notes: string[] = [];
  let made = 0;
  const isStep = () => ++made % madeAtOnce === 0;
  const outletsOf = (id: ContainerId): Outlets => ({
    publish: network.outletOf(id),
    reject,
  });
  for (const [i, { combination, strategy }] of simulated.entries()) {
    const id = containerId(`strategy_combo_${combination.index}`);
    const places = featuresOf(strategy).map(features.placeOf);
    const serves = at(alone, i);
    network.add(createStrategy(id, serves, idIn(serves), strategy, places, outletsOf(id)));
    if (isStep()) yield;
  }
  const risks = sharedContainers(blueprint, "risk", chosen, idOf);
  const lines = createRiskLines(risks.reduce((sum, { serves }) => sum + serves.size, 0));
  const isKeyed = !without.has("ledger");
  for (const { id, config, serves } of risks) {
    const { settings, notes: found } = readRisk(config());
    for (let i = 0; i < serves.size; i++) notes.push(...found);
    network.add(createRisk(id, serves, settings, outletsOf(id), isKeyed, lines));
    if (isStep()) yield;
  }
  const executions = sharedContainers(blueprint, "execution", chosen, idOf);
  let optimistic = 0;
  const streams = blueprint.streams ?? streamsOf(blueprint, chosen);
  const keying = { streams, keyed: !without.has("stream") };
  for (const { id, config, serves } of executions) {
    const { settings, notes: found } = readExecution(config());
    if (settings.fill === "close") optimistic += serves.size;
    for (let i = 0; i < serves.size; i++) notes.push(...found);
    network.add(createExecution(id, serves, settings, outletsOf(id), keying));
    if (isStep()) yield;
  }
  const portfolios: PortfolioContainer[] = [];
  const books = createBooks(simulated.length);
  for (const [i, { combination }] of simulated.entries()) {
    const serves = at(alone, i);
    const id = idIn(serves);
    const { settings, notes: found } = readPortfolio(plan.configOf("portfolio", combination));
    notes.push(...found);
    const portfolio = createPortfolio(id, serves, settings, outletsOf(id), books, i);
    network.add(portfolio);
    portfolios.push(portfolio);
    if (isStep()) yield;
  }
  const { adapters, completions } = adaptersOf(blueprint, chosen);
  for (const adapter of [...adapters, ...completions]) {
    network.connect(adapter);
    if (isStep()) yield;
  }
  return {
    portfolios,
    containers: 1 + 2 * simulated.length + risks.length + executions.length,
    adapters: adapters.length,
    completions: completions.length,
    optimistic,
    notes,
  };
}

/** The only id of a set. */
function idIn(serves: ReadonlySet<ContainerId>): ContainerId {
  const [id] = serves;
  if (id === undefined) throw new RangeError("an empty set");
  return id;
}

/** The id of a combination's portfolio, which stamps its events. */
export function portfolioId(index: CombinationIndex): ContainerId {
  return containerId(`portfolio_combo_${index}`);
}

/** The risk or execution containers of a topology and the portfolios that each serves. */
function sharedContainers(
  { plan, topology, simulated }: Blueprint,
  role: SharedRole,
  chosen: readonly CombinationIndex[],
  idOf: (index: CombinationIndex) => ContainerId = portfolioId,
) {
  if (topology === "naive") {
    return simulated.map(({ combination }) => ({
      id: containerId(`${role}_combo_${combination.index}`),
      config: () => plan.configOf(role, combination),
      serves: new Set([idOf(combination.index)]),
    }));
  }
  return membersOf(plan, role, chosen).map(({ id, config, serves }) => ({
    id,
    config,
    serves: new Set(Array.from(serves(), idOf)),
  }));
}

function adaptersOf(
  { plan, topology }: Blueprint,
  chosen: readonly CombinationIndex[],
): { readonly adapters: readonly Adapter[]; readonly completions: readonly Adapter[] } {
  if (topology === "naive") {
    return {
      adapters: [...wireNaively(plan, chosen)],
      completions: [...completeNaively(plan, chosen)],
    };
  }
  const adapters = wireAdapters(plan, chosen);
  const completions = completeAdapters(plan, chosen);
  if (!adapters || !completions) throw new RangeError("chosen combinations are always wired");
  return { adapters, completions };
}

/** The streams of all combinations, made when the first is asked for. */
export function streamsOf(
  { plan, seed }: Pick<Blueprint, "plan" | "seed">,
  chosen: readonly CombinationIndex[],
): Streams {
  let streams: ReadonlyMap<ContainerId, StreamKey> | undefined;
  return (portfolio) => {
    streams ??= new Map(
      combinationKeys(plan, chosen).map(({ index, text, occurrence }) => [
        portfolioId(index),
        streamKey(seed, text, occurrence),
      ]),
    );
    return streams.get(portfolio) ?? 0;
  };
}
