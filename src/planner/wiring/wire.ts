import {
  combinationIndex,
  containerId,
  type ContainerId,
  type IndexSet,
  type Plan,
  type SharedRole,
} from "../model.ts";
import { at } from "../element.ts";

/** Many containers at one end of an adapter, made when asked for. */
export type ContainerIds = { readonly count: bigint } & Iterable<ContainerId>;
/** One end of an adapter: a single container, or a list. */
export type End =
  | { readonly many: false; readonly id: ContainerId }
  | { readonly many: true; readonly ids: ContainerIds };

export type EventType = "BAR" | "TICK" | "FEATURE" | "SIGNAL" | "ORDER" | "FILL" | "PORTFOLIO";

/** An event adapter between containers, as the seed's wiring configures it (spec page 2, "Adapters"). */
export type Adapter = {
  readonly name: string;
  readonly type: "broadcast" | "selective" | "pipeline";
  readonly from: End;
  readonly to: End;
  readonly events: readonly EventType[];
  /** Events are delivered only to the container that serves the portfolio they are stamped with. */
  readonly routingKey: "target_portfolio" | undefined;
};

const hub: End = { many: false, id: containerId("hub_container") };
const routingKey = "target_portfolio";

/**
 * The adapters of the optimised plan in the seed's order, or `undefined` where the containers are
 * not listed. Linear in containers and (risk, execution) pairs, never in combinations: lists of
 * strategies and portfolios are made when somebody iterates them.
 *
 * The seed leaves a hole: one risk container that feeds several execution containers would deliver
 * every ORDER to each of them. A pipeline with such a source carries the routing key.
 */
export function wireAdapters(plan: Plan): readonly Adapter[] | undefined {
  const classes = plan.classes();
  if (!classes) return undefined;
  const risks = shared(plan, "risk");
  const executions = shared(plan, "execution");
  const sources = executions.map((): number[] => []);
  const feeds = risks.map(() => 0);
  for (const { risk, execution } of classes) {
    at(sources, execution).push(risk);
    feeds[risk] = at(feeds, risk) + 1;
  }
  return [
    broadcast(
      "hub_to_strategies",
      strategiesOf(() => everyone(plan)),
      ["BAR", "TICK", "FEATURE"],
    ),
    ...risks.map(({ id, serves }) => strategiesTo(id, strategiesOf(serves))),
    ...executions.map(({ id }, number): Adapter => {
      const from = at(sources, number).toSorted((a, b) => a - b);
      const routed = from.some((risk) => at(feeds, risk) > 1);
      return riskTo(
        id,
        from.map((risk) => containerId(`risk_${risk}`)),
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
export function completeAdapters(plan: Plan): readonly Adapter[] | undefined {
  if (!plan.roles.risk.listed || !plan.roles.execution.listed) return undefined;
  const executions = shared(plan, "execution").map(({ id }) => id);
  return [
    broadcast("hub_to_executions", listOf(executions), ["BAR"]),
    broadcast(
      "hub_to_portfolios",
      portfoliosOf(() => everyone(plan)),
      ["BAR"],
    ),
    ...shared(plan, "risk").map(({ id, serves }) => portfoliosTo(id, portfoliosOf(serves))),
  ];
}

/** The naive wiring, one risk and one execution container per combination; made while iterated. */
export function* wireNaively(plan: Plan): Generator<Adapter> {
  const n = plan.combinations;
  yield broadcast(
    "hub_to_strategies",
    strategiesOf(() => everyone(plan)),
    ["BAR", "TICK", "FEATURE"],
  );
  for (let i = 0n; i < n; i++) {
    yield strategiesTo(naive("risk", i), listOf([naive("strategy", i)]));
  }
  for (let i = 0n; i < n; i++) yield riskTo(naive("execution", i), [naive("risk", i)], false);
  for (let i = 0n; i < n; i++) {
    yield toPortfolios(naive("execution", i), listOf([naive("portfolio", i)]));
  }
}

/** What the naive wiring lacks for a simulation, as `completeAdapters` for the shared one. */
export function* completeNaively(plan: Plan): Generator<Adapter> {
  const n = plan.combinations;
  yield broadcast("hub_to_executions", naiveIds("execution", n), ["BAR"]);
  yield broadcast("hub_to_portfolios", naiveIds("portfolio", n), ["BAR"]);
  for (let i = 0n; i < n; i++) {
    yield portfoliosTo(naive("risk", i), listOf([naive("portfolio", i)]));
  }
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

function many(ids: ContainerIds): End {
  return { many: true, ids };
}

/** The containers of a role: whom they serve is looked up when somebody asks. */
function shared({ roles }: Plan, role: SharedRole) {
  const { count, container } = roles[role];
  return Array.from({ length: Number(count) }, (_, number) => ({
    id: containerId(`${role}_${number}`),
    serves: () => container(number).serves,
  }));
}

function listOf(ids: readonly ContainerId[]): ContainerIds {
  return { count: BigInt(ids.length), [Symbol.iterator]: () => ids.values() };
}

type Indices = Pick<IndexSet, "count"> & Iterable<bigint>;

function everyone({ combinations: count }: Plan): Indices {
  return {
    count,
    *[Symbol.iterator]() {
      for (let i = 0n; i < count; i++) yield combinationIndex(i);
    },
  };
}

function strategiesOf(serves: () => Indices): ContainerIds {
  return mapIds(serves, (index) => naive("strategy", index));
}

function portfoliosOf(serves: () => Indices): ContainerIds {
  return mapIds(serves, (index) => naive("portfolio", index));
}

function naiveIds(role: string, count: bigint): ContainerIds {
  return {
    count,
    *[Symbol.iterator]() {
      for (let i = 0n; i < count; i++) yield naive(role, i);
    },
  };
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
