import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { combinationIndex, type Plan } from "../model.ts";
import { planText } from "../plan-text.ts";
import { arbitraryAnyConfig } from "../test-support/arbitrary-rules.ts";
import { fixture } from "../test-support/fixtures.ts";
import { printYaml } from "../test-support/print-yaml.ts";
import {
  completeAdapters,
  completeNaively,
  wireAdapters,
  wireNaively,
  type Adapter,
} from "./wire.ts";

const written = (adapters: Iterable<Adapter> | undefined) =>
  Array.from(adapters ?? [], ({ from, to, ...adapter }) => ({
    ...adapter,
    from: from.many ? [...from.ids] : from.id,
    to: to.many ? [...to.ids] : to.id,
  }));

const allIndices = (plan: Plan) =>
  Array.from({ length: Number(plan.combinations) }, (_, i) => combinationIndex(BigInt(i)));

describe("the wiring of chosen combinations", () => {
  it("is the plan's own where all of them are chosen", () => {
    fc.assert(
      fc.property(arbitraryAnyConfig, (config) => {
        const { plan } = planText(printYaml(config, { seed: 1, shuffle: false }), "pyyaml");
        const chosen = allIndices(plan);
        expect(written(wireAdapters(plan, chosen))).toEqual(written(wireAdapters(plan)));
        expect(written(completeAdapters(plan, chosen))).toEqual(written(completeAdapters(plan)));
        expect(written(wireNaively(plan, chosen))).toEqual(written(wireNaively(plan)));
        expect(written(completeNaively(plan, chosen))).toEqual(written(completeNaively(plan)));
      }),
      { numRuns: 150 },
    );
  });

  it("leaves out containers that serve none of them", () => {
    const { plan } = planText(fixture("../../examples/fee-grid.yaml"), "pyyaml");
    const adapters = written(wireAdapters(plan, [combinationIndex(5n), combinationIndex(6n)]));
    expect(adapters.map(({ name, from, to }) => [name, from, to])).toEqual([
      ["hub_to_strategies", "hub_container", ["strategy_combo_5", "strategy_combo_6"]],
      ["strategies_to_risk_0", ["strategy_combo_5", "strategy_combo_6"], "risk_0"],
      ["risk_to_execution_1", ["risk_0"], "execution_1"],
      ["execution_1_to_portfolios", "execution_1", ["portfolio_combo_5", "portfolio_combo_6"]],
    ]);
  });
});
