import { containerId, type CombinationIndex, type ContainerId, type Plan } from "../model.ts";
import { indicesOf, membersOf, pairsOf, type Indices } from "./members.ts";

/** Many containers at one end of an adapter, made when asked for. */
export type ContainerIds = { readonly count: bigint } & Iterable<ContainerId>;
/** One end of an adapter: a single container, or a list. */
export type AdapterEnd =
  | { readonly many: false; readonly id: ContainerId }
  | { readonly many: true; readonly ids: ContainerIds };

/** The events of the users' engine that adapters carry. */
export type EventType = "BAR" | "TICK" | "FEATURE" | "SIGNAL" | "ORDER" | "FILL" | "PORTFOLIO";

/** An event adapter between containers, as the seed's wiring configures it (spec page 2, "Adapters"). */
export type Adapter = {
  readonly name: string;
  readonly type: "broadcast" | "selective" | "pipeline";
  readonly from: AdapterEnd;
  readonly to: AdapterEnd;
  readonly events: readonly EventType[];
  /** Events are delivered only to the container that serves the portfolio they are stamped with. */
  readonly routingKey: "target_portfolio" | undefined;
};

const hub: AdapterEnd = { many: false, id: containerId("hub_container") };
const routingKey = "target_portfolio";

/**
 * The adapters of the optimised plan in the seed's order, or `undefined` where the containers are
 * not listed. Linear in containers and (risk, execution) pairs, never in combinations: lists of
 * strategies and portfolios are made when somebody iterates them. With `chosen`, ascending, the
 * wiring of these combinations alone, as a sample runs it: whether the plan lists all or not.
 *
 * The seed leaves a hole: one risk container that feeds several execution containers would deliver
 * every ORDER to each of them. A pipeline with such a source carries the routing key.
 */
export function wireAdapters(plan: Plan, chosen?: Chosen): readonly Adapter[] | undefined {
  const pairs = chosen || isListed(plan) ? pairsOf(plan, chosen) : undefined;
  if (!pairs) return undefined;
  const risks = membersOf(plan, "risk", chosen);
  const executions = membersOf(plan, "execution", chosen);
  const risksByExecution = new Map(
    executions.map(({ number }): [number, number[]] => [number, []]),
  );
  const riskIds = new Map(risks.map(({ number, id }) => [number, id]));
  const feeds = new Map<number, number>();
  for (const { risk, execution } of pairs) {
    risksByExecution.get(execution)?.push(risk);
    feeds.set(risk, (feeds.get(risk) ?? 0) + 1);
  }
  return [
    toStrategies(plan, chosen),
    ...risks.map(({ id, serves }) => strategiesTo(id, strategiesOf(serves))),
    ...executions.map(({ id, number }): Adapter => {
      const from = (risksByExecution.get(number) ?? []).toSorted((a, b) => a - b);
      const routed = from.some((risk) => (feeds.get(risk) ?? 0) > 1);
      return riskTo(
        id,
        from.flatMap((risk) => riskIds.get(risk) ?? []),
        routed,
      );
    }),
    ...executions.map(({ id, serves }) => toPortfolios(id, portfoliosOf(serves))),
  ];
}

/**
 * The adapters that the seed leaves out and a simulation needs: bars for execution and portfolios,
 * and each portfolio's state for risk. Not counted in the headline (spec page 2).
 */
export function completeAdapters(plan: Plan, chosen?: Chosen): readonly Adapter[] | undefined {
  if (!chosen && !isListed(plan)) return undefined;
  const executions = membersOf(plan, "execution", chosen).map(({ id }) => id);
  return [
    broadcast("hub_to_executions", listOf(executions), ["BAR"]),
    broadcast(
      "hub_to_portfolios",
      portfoliosOf(() => indicesOf(plan, chosen)),
      ["BAR"],
    ),
    ...membersOf(plan, "risk", chosen).map(({ id, serves }) =>
      portfoliosTo(id, portfoliosOf(serves)),
    ),
  ];
}

/** The naive wiring, one risk and one execution container per combination; made while iterated. */
export function* wireNaively(plan: Plan, chosen?: Chosen): Generator<Adapter> {
  const combinations = indicesOf(plan, chosen);
  yield toStrategies(plan, chosen);
  for (const i of combinations)
    yield strategiesTo(naive("risk", i), listOf([naive("strategy", i)]));
  for (const i of combinations) yield riskTo(naive("execution", i), [naive("risk", i)], false);
  for (const i of combinations)
    yield toPortfolios(naive("execution", i), listOf([naive("portfolio", i)]));
}

/** What the naive wiring lacks for a simulation, as `completeAdapters` for the shared one. */
export function* completeNaively(plan: Plan, chosen?: Chosen): Generator<Adapter> {
  const combinations = indicesOf(plan, chosen);
  const idsOf = (role: string) =>
    mapIds(
      () => combinations,
      (index) => naive(role, index),
    );
  yield broadcast("hub_to_executions", idsOf("execution"), ["BAR"]);
  yield broadcast("hub_to_portfolios", idsOf("portfolio"), ["BAR"]);
  for (const i of combinations)
    yield portfoliosTo(naive("risk", i), listOf([naive("portfolio", i)]));
}

type Chosen = readonly CombinationIndex[];

function isListed({ roles }: Plan): boolean {
  return roles.risk.listed && roles.execution.listed;
}

function toStrategies(plan: Plan, chosen: Chosen | undefined): Adapter {
  const ids = strategiesOf(() => indicesOf(plan, chosen));
  return broadcast("hub_to_strategies", ids, ["BAR", "TICK", "FEATURE"]);
}

function broadcast(name: string, ids: ContainerIds, events: readonly EventType[]): Adapter {
  return { name, type: "broadcast", from: hub, to: many(ids), events, routingKey: undefined };
}

function strategiesTo(id: ContainerId, ids: ContainerIds): Adapter {
  const to = { many: false, id } as const;
  const name = `strategies_to_${id}`;
  return { name, type: "selective", from: many(ids), to, events: ["SIGNAL"], routingKey };
}

function riskTo(id: ContainerId, risks: readonly ContainerId[], routed: boolean): Adapter {
  return {
    name: `risk_to_${id}`,
    type: "pipeline",
    from: many(listOf(risks)),
    to: { many: false, id },
    events: ["ORDER"],
    routingKey: routed ? routingKey : undefined,
  };
}

function toPortfolios(id: ContainerId, ids: ContainerIds): Adapter {
  const from = { many: false, id } as const;
  const name = `${id}_to_portfolios`;
  return { name, type: "selective", from, to: many(ids), events: ["FILL"], routingKey };
}

function portfoliosTo(id: ContainerId, ids: ContainerIds): Adapter {
  const to = { many: false, id } as const;
  const name = `portfolios_to_${id}`;
  return { name, type: "selective", from: many(ids), to, events: ["PORTFOLIO"], routingKey };
}

function many(ids: ContainerIds): AdapterEnd {
  return { many: true, ids };
}

function listOf(ids: readonly ContainerId[]): ContainerIds {
  return { count: BigInt(ids.length), [Symbol.iterator]: () => ids.values() };
}

function strategiesOf(serves: () => Indices): ContainerIds {
  return mapIds(serves, (index) => naive("strategy", index));
}

function portfoliosOf(serves: () => Indices): ContainerIds {
  return mapIds(serves, (index) => naive("portfolio", index));
}

function mapIds(indices: () => Indices, idOf: (index: bigint) => ContainerId): ContainerIds {
  return {
    get count() {
      return indices().count;
    },
    *[Symbol.iterator]() {
      for (const index of indices()) yield idOf(index);
    },
  };
}

/** The id of the container that one combination has for itself. */
function naive(role: string, index: bigint): ContainerId {
  return containerId(`${role}_combo_${index}`);
}
