import { expect, it } from "vitest";
import { explainPlan } from "../explain/explanation.ts";
import { combinationIndex } from "../model.ts";
import { planText } from "../plan-text.ts";
import { buildView, viewCombination, viewContainers } from "./build-view.ts";
import { cellText, columnsOf } from "./table/columns.ts";

const text = [
  "strategies:",
  "  - {type: mo\u202emtum, parameters: {mode: [x\u202ey, x\u2066y]}, risk: {note: n\u202dm}}",
  "  - {type: b, name: n\u2067m, risk: {note: o}}",
  "optimization: {parameter_grids: {execution.venue: [a\u202eb, a\u202eb, {c: d\u2069}]}}",
  "risk: {max_position_size: 9\u202e0, limits: {max: [p\u2068q]}}",
  "execution: {venue: c}",
  "portfolio: {initial_capital: i\u202ej}",
].join("\n");

/** Controls that would turn what stands around them. */
const turning = /[\u202a-\u202e\u2066-\u2069]/;

function shown(part: unknown): string {
  return JSON.stringify(part, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

it("shows no value whose controls turn what stands around it", () => {
  const { plan, factored, diagnostics } = planText(text, "pyyaml");
  const lists = columnsOf(plan.workflow).flatMap((column) =>
    plan.workflow.grid.map(({ values }) => cellText(column, values.at(0))),
  );
  const parts = {
    view: buildView(plan, "pyyaml"),
    combinations: [0n, 7n].map((index) => viewCombination(plan, combinationIndex(index))),
    containers: viewContainers([plan.roles.risk.container(0), plan.roles.execution.container(0)]),
    explanation: explainPlan(plan, factored, text),
    messages: diagnostics.map(({ message }) => message),
    lists,
  };
  for (const [part, content] of Object.entries(parts)) {
    expect({ part, shown: shown(content) }).not.toMatchObject({
      shown: expect.stringMatching(turning),
    });
  }
  expect(shown(parts.containers)).toContain("\\\\u202e");
  expect(diagnostics.filter(({ code }) => code === "bidi-in-value").length).toBeGreaterThan(7);
});
