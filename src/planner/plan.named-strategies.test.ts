import { describe, expect, it } from "vitest";
import { blameOf } from "./explain/blame/blame.ts";
import { comparePlans } from "./explain/compare/comparison.ts";
import { explainPlan } from "./explain/explanation.ts";
import { createFolds } from "./fold/folds.ts";
import { combinationIndex } from "./model.ts";
import { planText } from "./plan-text.ts";
import { fixture } from "./test-support/fixtures.ts";

/** Two strategies, of which the second is of type `my_own` and named `mine`. */
const textOf = (key: string, values = "[0.1, 0.2]"): string => `strategies:
  - {type: momentum, parameters: {lookback_period: 10}, risk: {stop_loss: 0.1}}
  - {type: my_own, name: mine, parameters: {window: [14, 21]}}
risk: {max_position_size: 5, limits: {max_loss: 1}, cap: 7}
execution: {commission: 0.1}
optimization: {parameter_grids: {${key}: ${values}}}
`;

describe("a grid key with a strategy's name before a section", () => {
  const counts = (text: string) => {
    const { combinations, counts: all } = planText(text, "pyyaml").plan;
    return [combinations, all.optimized.risk, all.optimized.execution].map(Number);
  };

  it("writes the override of those strategies alone", () => {
    // momentum has one configuration, which no value of mine's is, and mine two
    expect(counts(textOf("mine.risk.cap"))).toEqual([6, 3, 1]);
    // two of its own, of which one is what momentum has
    expect(counts(textOf("mine.risk.stop_loss"))).toEqual([6, 2, 1]);
    expect(counts(textOf("my_own.risk_config.stop_loss"))).toEqual([6, 2, 1]);
    expect(counts(textOf("momentum.execution.commission"))).toEqual([6, 2, 2]);
    expect(counts(textOf("mine.portfolio.initial_capital", "[1, 2]"))).toEqual([6, 2, 1]);
  });

  it("writes a parameter of that name, where there is one", () => {
    const text = textOf("mine.risk.x").replace("window: [14, 21]", "risk: {value: {x: 1}}");
    const { plan } = planText(text, "pyyaml");
    const { strategies } = plan.workflow;
    expect(strategies[1]?.parameters.map(({ values }) => values.count)).toEqual([1]);
    expect(counts(text)).toEqual([4, 2, 1]);
  });

  it("writes that of all where all have the name", () => {
    const text = textOf("same.risk.cap").replaceAll(/type: \w+/g, "type: same");
    expect(counts(text)).toEqual([6, 4, 1]);
    const { diagnostics } = planText(text, "pyyaml");
    expect(diagnostics.filter(({ severity }) => severity !== "info")).toEqual([]);
  });
});

it("reads `strategy.parameters.x` as the strategies' parameter x", () => {
  const { plan, diagnostics } = planText(
    fixture("silent/05-strategy-parameters-key.yaml"),
    "pyyaml",
  );
  expect(plan.combinations).toBe(4n);
  expect(diagnostics.map(({ code }) => code)).toEqual(["parameter-only-repeats"]);
  const first = plan.configOf("strategy", plan.combinationAt(combinationIndex(2n)));
  expect(first.entries.size).toBe(2);
});

/** Strategies that have each an axis of their own, on one field of their override. */
function ownAxes(
  strategies: number,
  values: number,
  valueAt = (s: number, v: number) => s * values + v,
) {
  const lines = Array.from({ length: strategies }, (_, s) => `  - {type: s${s}}\n`);
  const axes = Array.from({ length: strategies }, (_, s) => {
    const list = Array.from({ length: values }, (_unused, v) => valueAt(s, v));
    return `    s${s}.risk.stop_loss: [${list.join(", ")}]\n`;
  });
  return `strategies:\n${lines.join("")}optimization:\n  parameter_grids:\n${axes.join("")}`;
}

describe.each([
  [6, 10],
  [20, 50],
])("%i strategies that sweep their own override over %i values", (strategies, values) => {
  const text = ownAxes(strategies, values);
  const { plan, factored, diagnostics } = planText(text, "pyyaml");
  const all = strategies * values;
  const n = BigInt(values) ** BigInt(strategies) * BigInt(strategies);

  it("have a container for every value", () => {
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan.combinations).toBe(n);
    const { count, exact, container, servedBy } = plan.roles.risk;
    expect([count, exact, plan.classCount]).toEqual([BigInt(all), true, BigInt(all)]);
    for (const number of [0, values, all - 1]) {
      const { serves } = container(number);
      expect(serves.count).toBe(n / BigInt(all));
      expect([0n, serves.count - 1n].map((i) => servedBy(serves.at(i)))).toEqual([number, number]);
    }
  });

  it("decide each by its own axis", () => {
    const decidedBy = plan.classes()?.map((one) => [one.strategies, one.decidedBy]);
    const expected = new Set(Array.from({ length: strategies }, (_, s) => `[[${s}],[${s}]]`));
    expect(new Set(decidedBy?.map((one) => JSON.stringify(one)))).toEqual(expected);
  });

  it("are explained, folded and compared", () => {
    const { blame, axes, blameCount } = explainPlan(plan, factored, text);
    expect([blameCount, blame[0]?.field, blame[0]?.removes]).toEqual([
      1,
      "stop_loss",
      BigInt(all - 1),
    ]);
    expect(blame[0]?.valuesCount).toBe(all);
    expect(blame[0]?.values[0]?.text).toBe("0");
    // one more value of one axis is one more container
    expect(axes.map(({ oneMore }) => oneMore?.optimized)).toEqual(
      axes.map(() => (2n * n) / BigInt(values) + 1n),
    );
    const risk = createFolds({ plan, factored }).fold("risk");
    expect(risk?.stacks.map(({ count }) => Number(count))).toEqual([
      ...Array.from({ length: 23 }, () => 1),
      all - 23,
    ]);
    expect(risk?.stacks.reduce((sum, { combinations }) => sum + combinations, 0n)).toBe(n);
    const changed = planText(text.replace(": [0, ", ": [9999, "), "pyyaml");
    const [role] = comparePlans({ plan, factored }, changed).roles;
    expect([role?.limit, role?.fates]).toEqual([
      undefined,
      { added: 1, removed: 1, split: 0, merged: 0, changed: 0, unchanged: all - 1 },
    ]);
  });
});

it("counts values that strategies have in common once", () => {
  // each has ten, of which it shares five with the next one
  const { plan } = planText(
    ownAxes(6, 10, (s, v) => 5 * s + v),
    "pyyaml",
  );
  expect(plan.roles.risk.count).toBe(35n);
  expect(plan.roles.risk.container(5).serves.count).toBe(2n * 10n ** 5n);
});

it("enumerates an axis for all beside one that overwrites it for some", () => {
  const range = (most: number): string => `{min: 1, max: ${most}, step: 1}`;
  const { plan } = planText(
    `strategies: [{type: a}, {type: b}]
optimization: {parameter_grids: {stop_loss: ${range(2000)}, a.risk.stop_loss: ${range(3000)}}}
`,
    "pyyaml",
  );
  expect(plan.roles.risk).toMatchObject({ count: 3000n, exact: true });
  expect(plan.roles.risk.container(0).serves.count).toBe(2000n + 3000n);
});

it("names of a place with too many values only the axes that make them", () => {
  const maps = (key: string): string =>
    `[${Array.from({ length: 1001 }, (_, i) => `{${key}: ${i}}`).join(", ")}]`;
  const { plan, diagnostics } = planText(
    `strategies: [{type: a}, {type: b}]
optimization:
  parameter_grids:
    a.risk.limits: ${maps("x")}
    b.risk.limits: [{x: 1}, {x: 2}]
    risk.limits: ${maps("y")}
`,
    "pyyaml",
  );
  const large = diagnostics.find(({ code }) => code === "factor-too-large");
  expect(large?.message).toMatch(/`a\.risk\.limits`, `risk\.limits` write to one place of risk/);
  expect(large?.message).not.toMatch(/b\.risk/);
  expect(plan.roles.risk).toMatchObject({ count: 1001n * 1001n + 2n * 1001n, exact: false });
});

it("plans a million values of one strategy beside another", () => {
  const { plan, factored } = planText(
    `strategies: [{type: a}, {type: b}]
optimization: {parameter_grids: {a.risk.x: {min: 1, max: 1000000, step: 1}}}
`,
    "pyyaml",
  );
  expect(plan.roles.risk).toMatchObject({ count: 1_000_001n, exact: true, listed: false });
  expect(blameOf(factored, plan.counts.optimized).notComputed).toHaveLength(1);
});

it("bounds strategies that are reached in too many ways", () => {
  const names = Array.from({ length: 1100 }, (_, i) => i);
  const { plan, diagnostics } = planText(
    `strategies: [${names.map((i) => `{type: s${i}}`).join(", ")}]
optimization: {parameter_grids: {${names.map((i) => `s${i}.risk.f${i}: [1, 2]`).join(", ")}}}
`,
    "pyyaml",
  );
  expect(diagnostics.filter(({ code }) => code === "factor-too-large")).toHaveLength(1);
  expect(plan.roles.risk).toMatchObject({ count: 2200n, exact: false });
});
