import type { AdapterView, PlanView } from "../planner/answer/view.ts";
import { countOf } from "../text/count-text.ts";
import type { Asked } from "./asked.ts";
import type { Gap, Link, Pill, Tie } from "./card.ts";
import type { Placeable } from "./combination-lanes.ts";
import { roomyLane } from "./measures.ts";

export type Wiring = { readonly pills: readonly Pill[]; readonly links: readonly Link[] };
/** What pills connect: the ids of the cards that are drawn. */
export type Ends = {
  readonly hub: string;
  readonly groups: readonly Placeable[];
  readonly risk: ReadonlyMap<number, string>;
  readonly execution: ReadonlyMap<number, string>;
};

/** A pill for every adapter, or one for each gap where the containers are not drawn one by one. */
export function adapterPills(view: PlanView, ends: Ends, { topology, opened }: Asked): Wiring {
  if (view.combinations === 0n || ends.groups.length === 0) return { pills: [], links: [] };
  // with folded classes the links of single adapters could not be told apart
  if (topology === "naive" || view.adapters.length === 0 || view.classFold)
    return foldedPills(view, ends, topology);

  const shown = view.adapters.filter(
    ({ role, container }) =>
      !opened || role === undefined || (container !== undefined && ends[role].has(container)),
  );
  const dense = Math.max(ends.risk.size, ends.execution.size) > roomyLane;
  const wired = shown.map((adapter) => {
    const pill = pillOf(adapter, ends, dense);
    const { sources, targets } = endsOf(adapter, ends);
    return { pill, links: linksThrough(pill.id, sources, targets) };
  });
  return { pills: wired.map(({ pill }) => pill), links: wired.flatMap(({ links }) => links) };
}

function pillOf(adapter: AdapterView, ends: Ends, dense: boolean): Pill {
  const { name, type, events, routingKey, role, container } = adapter;
  const routed = routingKey ? `, routed by ${routingKey}` : "";
  const card = role && container !== undefined ? ends[role].get(container) : undefined;
  return {
    // an adapter is that of its container, whatever number the plan gives it
    id: `pill-${gapOf(adapter)}-${card ?? "all"}`,
    card: {
      kind: "adapter",
      name,
      type,
      events,
      routingKey,
      count: 1n,
      dense: dense && type !== "broadcast",
      sentence: `Adapter ${name}, ${type}, carries ${events.join(", ")} from ${countOf(adapter.sources, "container")} to ${countOf(adapter.targets, "container")}${routed}`,
    },
    tie: role && container !== undefined ? { of: "shared", role, number: container } : everything,
    sources: [],
    gap: gapOf(adapter),
    beside: card,
  };
}

const everything: Tie = { of: "all" };

function gapOf({ type, role }: AdapterView): Gap {
  if (type === "broadcast") return "strategy";
  if (type === "pipeline") return "execution";
  return role === "risk" ? "risk" : "portfolio";
}

function endsOf(
  adapter: AdapterView,
  { hub, groups, risk, execution }: Ends,
): { readonly sources: readonly string[]; readonly targets: readonly string[] } {
  const { role, container = -1 } = adapter;
  const own = role ? [ends(role === "risk" ? risk : execution, [container])].flat() : [];
  const served = groups.filter(
    ({ group }) => !role || !group.cards[role] || group.cards[role].includes(container),
  );
  switch (gapOf(adapter)) {
    case "strategy":
      return { sources: [hub], targets: groups.map(({ strategy }) => strategy) };
    case "risk":
      return { sources: served.map(({ strategy }) => strategy), targets: own };
    case "execution":
      return { sources: ends(risk, adapter.sourceRisks), targets: own };
    case "portfolio":
      return { sources: own, targets: served.map(({ portfolio }) => portfolio) };
  }
}

const ends = (cards: ReadonlyMap<number, string>, numbers: readonly number[]): string[] =>
  numbers.flatMap((number) => cards.get(number) ?? []);

function foldedPills(
  { counts }: PlanView,
  { hub, groups, risk, execution }: Ends,
  topology: Asked["topology"],
): Wiring {
  const count = counts[topology];
  const strategies = groups.map(({ strategy }) => strategy);
  const portfolios = groups.map(({ portfolio }) => portfolio);
  const [risks, executions] = [[...risk.values()], [...execution.values()]];
  const gaps = [
    ["strategy", "broadcast", ["BAR", "TICK", "FEATURE"], 1n, [hub], strategies],
    ["risk", "selective", ["SIGNAL"], count.risk, strategies, risks],
    ["execution", "pipeline", ["ORDER"], count.execution, risks, executions],
    ["portfolio", "selective", ["FILL"], count.execution, executions, portfolios],
  ] as const;
  const pills = gaps.map(([gap, type, events, n]): Pill => ({
    id: `pills-${gap}`,
    card: {
      kind: "adapter",
      name: gap === "strategy" ? "hub_to_strategies" : `adapters to ${gap}`,
      type,
      events,
      // whether a pipeline is routed is told of each, never of a fold
      routingKey: type === "selective" ? "target_portfolio" : undefined,
      count: n,
      dense: false,
      sentence: `${countOf(n, `${type} adapter`)}, carrying ${events.join(", ")}`,
    },
    tie: everything,
    sources: [],
    gap,
    beside: undefined,
  }));
  const links = gaps.flatMap(([gap, , , , sources, targets]) =>
    linksThrough(`pills-${gap}`, sources, targets),
  );
  return { pills, links };
}

/** Links from every source to a pill and from there to every target. */
export function linksThrough(
  pill: string,
  sources: readonly string[],
  targets: readonly string[],
): Link[] {
  return [
    ...sources.map((source) => ({ id: `${source}>${pill}`, source, target: pill })),
    ...targets.map((target) => ({ id: `${pill}>${target}`, source: pill, target })),
  ];
}
