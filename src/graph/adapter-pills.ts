import type { AdapterView, PlanView } from "../planner/view.ts";
import { countOf } from "./count-text.ts";
import { classId, stackId, type Gap, type Link, type Pill } from "./card.ts";

type Wiring = { readonly pills: readonly Pill[]; readonly links: readonly Link[] };
type Ends = {
  readonly strategies: readonly string[] | undefined;
  readonly portfolios: readonly string[] | undefined;
};

/** A pill for every adapter, or one for each gap where the containers are not drawn one by one. */
export function adapterPills(view: PlanView, ends: Ends): Wiring {
  if (view.combinations === 0n) return { pills: [], links: [] };
  const strategies = ends.strategies ?? [stackId("strategy")];
  const portfolios = ends.portfolios ?? [stackId("portfolio")];
  if (view.adapters.length === 0) return foldedPills(view, strategies, portfolios);

  const wired = view.adapters.map((adapter) => {
    const pill = pillOf(adapter);
    const { sources, targets } = endsOf(adapter, view, strategies, portfolios);
    return { pill, links: linksThrough(pill.id, sources, targets) };
  });
  return { pills: wired.map(({ pill }) => pill), links: wired.flatMap(({ links }) => links) };
}

function pillOf(adapter: AdapterView): Pill {
  const { name, type, events, routingKey, role, container } = adapter;
  const routed = routingKey ? `, routed by ${routingKey}` : "";
  return {
    id: `adapter-${name}`,
    card: {
      kind: "adapter",
      name,
      type,
      events,
      routingKey,
      count: 1n,
      sentence: `Adapter ${name}, ${type}, carries ${events.join(", ")} from ${countOf(adapter.sources, "container")} to ${countOf(adapter.targets, "container")}${routed}`,
    },
    gap: gapOf(adapter),
    beside: role && container !== undefined ? `${role}_${container}` : undefined,
  };
}

function gapOf({ type, role }: AdapterView): Gap {
  if (type === "broadcast") return "strategy";
  if (type === "pipeline") return "execution";
  return role === "risk" ? "risk" : "portfolio";
}

function endsOf(
  adapter: AdapterView,
  { classes }: PlanView,
  strategies: readonly string[],
  portfolios: readonly string[],
): { readonly sources: readonly string[]; readonly targets: readonly string[] } {
  const own = `${adapter.role}_${adapter.container}`;
  const among = (all: readonly string[], role: "strategy" | "portfolio"): readonly string[] => {
    const served = classes.filter((shown) =>
      adapter.role === "risk"
        ? shown.risk === adapter.container
        : shown.execution === adapter.container,
    );
    return served.length > 0 ? served.map((shown) => classId(role, shown)) : all;
  };
  switch (gapOf(adapter)) {
    case "strategy":
      return { sources: ["hub"], targets: strategies };
    case "risk":
      return { sources: among(strategies, "strategy"), targets: [own] };
    case "execution":
      return { sources: adapter.sourceRisks.map((number) => `risk_${number}`), targets: [own] };
    case "portfolio":
      return { sources: [own], targets: among(portfolios, "portfolio") };
  }
}

function foldedPills(
  view: PlanView,
  strategies: readonly string[],
  portfolios: readonly string[],
): Wiring {
  const { risk, execution } = view.counts.optimized;
  const shared = (role: "risk" | "execution"): readonly string[] => {
    const { containers, count } = view.roles[role];
    return BigInt(containers.length) < count ? [stackId(role)] : containers.map(({ id }) => id);
  };
  const gaps = [
    {
      gap: "strategy",
      type: "broadcast",
      events: ["BAR", "TICK", "FEATURE"],
      count: 1n,
      sources: ["hub"],
      targets: strategies,
    },
    {
      gap: "risk",
      type: "selective",
      events: ["SIGNAL"],
      count: risk,
      sources: strategies,
      targets: shared("risk"),
    },
    {
      gap: "execution",
      type: "pipeline",
      events: ["ORDER"],
      count: execution,
      sources: shared("risk"),
      targets: shared("execution"),
    },
    {
      gap: "portfolio",
      type: "selective",
      events: ["FILL"],
      count: execution,
      sources: shared("execution"),
      targets: portfolios,
    },
  ] as const;
  const pills = gaps.map(({ gap, type, events, count }): Pill => ({
    id: `pills-${gap}`,
    card: {
      kind: "adapter",
      name: `adapters to ${gap}`,
      type,
      events,
      // whether a pipeline is routed is told of each, never of a fold
      routingKey: type === "selective" ? "target_portfolio" : undefined,
      count,
      sentence: `${countOf(count, `${type} adapter`)}, carrying ${events.join(", ")}`,
    },
    gap,
    beside: undefined,
  }));
  const links = gaps.flatMap(({ gap, sources, targets }) =>
    linksThrough(`pills-${gap}`, sources, targets),
  );
  return { pills, links };
}

function linksThrough(
  pill: string,
  sources: readonly string[],
  targets: readonly string[],
): Link[] {
  return [
    ...sources.map((source) => ({ id: `${source}>${pill}`, source, target: pill })),
    ...targets.map((target) => ({ id: `${pill}>${target}`, source: pill, target })),
  ];
}
