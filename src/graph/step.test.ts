import { expect, it } from "vitest";
import { createAnalyzer } from "../planner/analyze.ts";
import { containerId } from "../planner/model.ts";
import { fixture } from "../planner/test-support/fixtures.ts";
import { store } from "../store/store.ts";
import { lightStep } from "../store/view/view-options.ts";
import { chainOf, stepIn } from "./emphasis.ts";
import { flowOf } from "./flow.ts";
import { layOut } from "./layout.ts";

it("brings out an event's adapter and both its ends, and nothing else of the chain", () => {
  const { view } = createAnalyzer().analyze(fixture("../../examples/seed.yaml"), "pyyaml");
  const picture = layOut(flowOf(view));
  const [combination] = view.combinationViews;
  if (!combination) throw new Error("the seed's combinations are drawn");
  const [risk, execution] = [view.roles.risk.containers[0], view.roles.execution.containers[0]];
  const stacks = { risk: undefined, execution: undefined, classes: undefined };
  const chain = chainOf(view, picture, { combination, risk, execution, stacks });
  lightStep({
    adapter: "strategies_to_risk_0",
    from: containerId("strategy_combo_0"),
    to: containerId("risk_0"),
  });
  const { step } = store.getState().view;
  if (!step) throw new Error("the step is kept");
  const bright = stepIn(chain, picture, step);
  const kinds = picture.placed.filter(({ id }) => bright.cards.has(id)).map(({ card }) => card);
  const lit = kinds.flatMap((card) => ("role" in card && card.kind !== "lane" ? [card.role] : []));
  expect(new Set(lit)).toEqual(new Set(["strategy", "risk"]));
  expect(kinds.filter(({ kind }) => kind === "adapter")).toMatchObject([{ name: step.adapter }]);
  expect(bright.links.size).toBeGreaterThan(0);
  expect([...bright.links].every((id) => chain.links.has(id))).toBe(true);
});
