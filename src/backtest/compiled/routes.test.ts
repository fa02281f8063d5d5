import { describe, expect, it } from "vitest";
import { containerId } from "../../planner/model.ts";
import { planText } from "../../planner/plan-text.ts";
import {
  completeAdapters,
  completeNaively,
  wireAdapters,
  wireNaively,
} from "../../planner/wiring/wire.ts";
import type { Adapter, AdapterEnd } from "../../planner/wiring/wire.ts";
import { compileRoutes, type RunAdapter } from "./routes.ts";

const text = `strategies:
  - type: momentum
    parameters: {lookback_period: [10, 20]}
optimization:
  parameter_grids: {commission: [0.001, 0.002], slippage: [0, 0.1]}
risk: {commission: 0.001}
execution: {commission: 0.001}
`;
const { plan } = planText(text, "pyyaml");
const idsOf = (end: AdapterEnd) => (end.many ? [...end.ids] : [end.id]);
const written = (adapter: Adapter): RunAdapter => ({
  ...adapter,
  from: idsOf(adapter.from),
  to: idsOf(adapter.to),
});
const shared = [...(wireAdapters(plan) ?? []), ...(completeAdapters(plan) ?? [])].map(written);
const naive = [...wireNaively(plan), ...completeNaively(plan)].map(written);
const stations = Array.from({ length: Number(plan.combinations) }, (_, i) => ({
  strategy: containerId(`strategy_combo_${i}`),
  portfolio: containerId(`portfolio_combo_${i}`),
}));
const routesOf = (adapters: readonly RunAdapter[]) => {
  const routing = compileRoutes(adapters, stations);
  if (routing.status === "refused") throw new Error(routing.reason);
  const { risks, executions, riskOf, executionOf } = routing.routes;
  return {
    risk: Array.from(riskOf, (place) => risks[place]),
    execution: Array.from(executionOf, (place) => executions[place]),
  };
};

describe("routes", () => {
  it("lead every combination through the containers that serve it", () => {
    const { risk, execution } = routesOf(shared);
    expect(risk).toEqual([0, 0, 0, 0, 1, 1, 1, 1].map((number) => `risk_${number}`));
    expect(execution).toEqual([0, 0, 1, 1, 2, 2, 3, 3].map((number) => `execution_${number}`));
  });

  it("lead it through its own containers in the naive wiring", () => {
    const { risk, execution } = routesOf(naive);
    expect(risk).toEqual(stations.map((_, i) => `risk_combo_${i}`));
    expect(execution).toEqual(stations.map((_, i) => `execution_combo_${i}`));
  });
});

describe("a wiring that leads events astray is refused", () => {
  const without = (name: string) => shared.filter((adapter) => !adapter.name.startsWith(name));
  const unkeyed = (name: string) =>
    shared.map((adapter) =>
      adapter.name === name ? { ...adapter, routingKey: undefined } : adapter,
    );
  const reasonOf = (adapters: readonly RunAdapter[]) => {
    const routing = compileRoutes(adapters, stations);
    return routing.status === "refused" ? routing.reason : "";
  };

  it.each([
    ["hub_to_strategies", "no BAR reaches strategy_combo_0"],
    ["hub_to_executions", "no BAR reaches execution_0"],
    ["hub_to_portfolios", "no BAR reaches portfolio_combo_0"],
    ["strategies_to_risk_0", "SIGNAL of strategy_combo_0"],
    ["risk_to_execution_0", "ORDER of risk_0 for portfolio_combo_0"],
    ["execution_1_to_portfolios", "ORDER of risk_0 for portfolio_combo_2"],
    ["portfolios_to_risk_1", "PORTFOLIO of portfolio_combo_4"],
  ])("without %s", (name, reason) => {
    expect(reasonOf(without(name))).toContain(reason);
  });

  it("where ORDERs of one risk container go to several executions without a key", () => {
    expect(reasonOf(unkeyed("risk_to_execution_1"))).toContain("ORDER of risk_0");
  });

  it("where FILLs go to all portfolios", () => {
    expect(reasonOf(unkeyed("execution_0_to_portfolios"))).toContain("FILL of execution_0");
  });
});
