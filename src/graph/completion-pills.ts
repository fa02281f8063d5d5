import type { AdapterView, PlanView } from "../planner/answer/view.ts";
import { countOf } from "../text/count-text.ts";
import { linksThrough, type Ends, type Wiring } from "./adapter-pills.ts";
import type { Asked } from "./asked.ts";
import type { Gap, Pill } from "./card.ts";

/**
 * The adapters that the seed leaves out and a simulation needs (prices for execution and portfolios,
 * the portfolios' state for risk), each kind on a line of its own below the lanes.
 */
export function completionPills(
  { counts, combinations }: PlanView,
  { hub, groups, risk, execution }: Ends,
  { topology }: Asked,
): Wiring {
  if (combinations === 0n) return { pills: [], links: [] };
  const portfolios = groups.map(({ portfolio }) => portfolio);
  const { risk: risks, execution: executions } = counts[topology];
  const rows = [
    ["execution", "hub_to_executions", "broadcast", "BAR", 1n, executions],
    ["portfolio", "hub_to_portfolios", "broadcast", "BAR", 1n, combinations],
    ["risk", "portfolios_to_risk", "selective", "PORTFOLIO", risks, combinations],
  ] as const;
  const pills = rows.map(([gap, name, type, event, count, ends], n) =>
    pillOf(gap, { name, type, event, count, ends }, n),
  );
  return {
    pills,
    links: [
      ...linksThrough("completion-execution", [hub], [...execution.values()]),
      ...linksThrough("completion-portfolio", [hub], portfolios),
      ...linksThrough("completion-risk", portfolios, [...risk.values()]),
    ],
  };
}

function pillOf(
  gap: Gap,
  adapter: {
    readonly name: string;
    readonly type: AdapterView["type"];
    readonly event: string;
    readonly count: bigint;
    readonly ends: bigint;
  },
  below: number,
): Pill {
  const { name, type, event, count, ends } = adapter;
  const selective = type === "selective";
  const route = selective
    ? `from ${countOf(ends, "portfolio")} to risk, routed by target_portfolio`
    : `from the hub to ${countOf(ends, "container")}`;
  return {
    id: `completion-${gap}`,
    card: {
      kind: "adapter",
      name: count === 1n && selective ? "portfolios_to_risk_0" : name,
      type,
      events: [event],
      routingKey: selective ? "target_portfolio" : undefined,
      count,
      dense: true,
      sentence: `Completion ${name}, ${countOf(count, `${type} adapter`)}, not in the counts: carries ${event} ${route}`,
    },
    tie: { of: "all" },
    sources: [],
    gap,
    beside: undefined,
    below,
  };
}
