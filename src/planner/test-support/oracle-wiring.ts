import type { Group } from "./oracle-groups.ts";
import type { Built } from "./oracle.ts";

/** An adapter as the seed prints it. */
export type SeedAdapter = {
  readonly name: string;
  readonly type: string;
  readonly source?: string;
  readonly sources?: readonly string[];
  readonly target?: string;
  readonly targets?: readonly string[];
  readonly event_types: readonly string[];
  readonly routing_key?: string;
};

const combos = (role: string, indexes: readonly number[]) =>
  indexes.map((i) => `${role}_combo_${i}`);

/** The seed's `_get_multi_parameter_communication_optimized`, its loops as they are. */
export function wireAsTheSeed(
  n: number,
  risks: readonly Group[],
  executions: readonly Group[],
): readonly SeedAdapter[] {
  const indices = Array.from({ length: n }, (_, i) => i);
  const sourcesOf = executions.map(({ serves }) =>
    risks.filter((risk) => risk.serves.some((i) => serves.includes(i))).map(({ id }) => id),
  );
  const feeds = (id: string) => sourcesOf.filter((sources) => sources.includes(id)).length;
  return [
    {
      name: "hub_to_strategies",
      type: "broadcast",
      source: "hub_container",
      targets: combos("strategy", indices),
      event_types: ["BAR", "TICK", "FEATURE"],
    },
    ...risks.map(({ id, serves }) => ({
      name: `strategies_to_${id}`,
      type: "selective",
      sources: combos("strategy", serves),
      target: id,
      event_types: ["SIGNAL"],
      routing_key: "target_portfolio",
    })),
    ...executions.map(({ id }, i) => {
      const sources = sourcesOf[i] ?? [];
      const pipeline = {
        name: `risk_to_${id}`,
        type: "pipeline",
        sources,
        target: id,
        event_types: ["ORDER"],
      };
      return sources.some((source) => feeds(source) > 1)
        ? { ...pipeline, routing_key: "target_portfolio" }
        : pipeline;
    }),
    ...executions.map(({ id, serves }) => ({
      name: `${id}_to_portfolios`,
      type: "selective",
      source: id,
      targets: combos("portfolio", serves),
      event_types: ["FILL"],
      routing_key: "target_portfolio",
    })),
  ];
}

/** What the seed's wiring lacks for a simulation (spec page 2). */
export function completeAsTheSpec(
  n: number,
  risks: readonly Group[],
  executions: readonly Group[],
): readonly SeedAdapter[] {
  const indices = Array.from({ length: n }, (_, i) => i);
  const bars = { type: "broadcast", source: "hub_container", event_types: ["BAR"] };
  return [
    { name: "hub_to_executions", ...bars, targets: executions.map(({ id }) => id) },
    { name: "hub_to_portfolios", ...bars, targets: combos("portfolio", indices) },
    ...risks.map(({ id, serves }) => ({
      name: `portfolios_to_${id}`,
      type: "selective",
      sources: combos("portfolio", serves),
      target: id,
      event_types: ["PORTFOLIO"],
      routing_key: "target_portfolio",
    })),
  ];
}

/** One risk and one execution container per combination: the naive plan's containers. */
export function naiveGroups(built: readonly Built[], role: "risk" | "execution"): readonly Group[] {
  return built.map(({ configs }, i) => ({
    id: `${role}_combo_${i}`,
    config: configs[role],
    canonical: "",
    hash: "",
    serves: [i],
  }));
}

export type CountedTopology = {
  readonly hub: bigint;
  readonly strategy: bigint;
  readonly risk: bigint;
  readonly execution: bigint;
  readonly portfolio: bigint;
  readonly containers: bigint;
  readonly adapters: bigint;
  readonly links: bigint;
};

/** Counts by counting: containers, adapters, and the source → target pairs of every adapter. */
export function countAll(n: number, risks: readonly Group[], executions: readonly Group[]) {
  const adapters = wireAsTheSeed(n, risks, executions);
  const ends = (many: readonly string[] | undefined) => (many ? many.length : 1);
  const links = adapters
    .map(({ sources, targets }) => ends(sources) * ends(targets))
    .reduce((sum, count) => sum + count, 0);
  const counted = {
    hub: 1,
    strategy: n,
    risk: risks.length,
    execution: executions.length,
    portfolio: n,
    containers: 1 + n + risks.length + executions.length + n,
    // without combinations there is nothing to connect but the hub's own broadcast
    adapters: adapters.length,
    links,
  };
  return counted satisfies Record<keyof CountedTopology, number>;
}

/** 100 × (naive − optimized) / naive with one decimal, half up, by long division. */
export function savedAsText(naive: bigint, optimized: bigint): string {
  const thousandths = (1000n * (naive - optimized)) / naive;
  const rest = (1000n * (naive - optimized)) % naive;
  const rounded = String(rest + rest >= naive ? thousandths + 1n : thousandths).padStart(2, "0");
  return `${rounded.slice(0, -1)}.${rounded.slice(-1)}`;
}
