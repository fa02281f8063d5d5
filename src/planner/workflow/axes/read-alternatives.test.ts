import { describe, expect, it } from "vitest";
import { combinationIndex } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { configText } from "../../sharing/canonical/config-text.ts";

const base =
  "strategies: [{type: momentum, parameters: {lookback_period: 10}}]\nexecution: {commission: 0.001}\n";
const grid = (axes: string): string => `optimization: {parameter_grids: {${axes}}}`;
const plan = (lines: string) => planText(`${base}${lines}\n`, "pyyaml");

/** N, R and E, and what was told of errors. */
function counted(lines: string): readonly unknown[] {
  const { plan: planned, diagnostics } = plan(lines);
  const codes = diagnostics.flatMap(({ code, severity }) =>
    severity === "error" || severity === "warning" ? code : [],
  );
  const { risk, execution } = planned.roles;
  return [planned.combinations, risk.count, execution.count, ...codes].map(String);
}

function configs(lines: string, role: "risk" | "execution" | "portfolio"): readonly string[] {
  const { plan: planned } = plan(lines);
  return Array.from({ length: Number(planned.combinations) }, (_, i) =>
    configText(planned.configOf(role, planned.combinationAt(combinationIndex(BigInt(i))))),
  );
}

describe("alternatives of a section", () => {
  it.each([
    ["risk_profiles: [{a: 1}, {a: 2}, {a: 3}]", ["3", "3", "1"]],
    ["execution_models: {cheap: {fee: 1}, dear: {fee: 2}}", ["2", "1", "2"]],
    ["risk: [{a: 1}, {a: 2}]\nrisk_profiles: [{b: 1}, {b: 2}]", ["4", "4", "1"]],
    ["portfolio: [{cash: 1}, {cash: 2}]", ["2", "1", "1"]],
    [grid("risk: {low: {a: 1}, high: {a: 2}}"), ["2", "2", "1"]],
    [grid("risk: {values: [{a: 1}, {a: 2}]}"), ["2", "2", "1"]],
    [grid("risk: {a: 1}"), ["1", "1", "1"]],
    ["risk: [{a: 1}]", ["1", "1", "1"]],
    // an equal one is a combination more, and no container
    ["risk: [{a: 1}, {b: 1}, {a: 1}]", ["3", "2", "1", "axis-value-twice"]],
    // a mapping of mappings is a section like any other
    ["risk: {limits: {a: 1}, stops: {a: 2}}", ["1", "1", "1"]],
    // what a section holds in any alternative is declared
    [`risk: [{odd: 1}, {}]\n${grid("odd: [1, 2]")}`, ["4", "2", "1", "axis-overwritten"]],
    // rows of a profile with its fees
    [
      `risk_profiles: [{a: 1}, {a: 2}]\noptimization: {zip: [risk_profiles, commission], parameter_grids: {commission: [0.1, 0.2]}}`,
      ["2", "2", "2"],
    ],
  ])("are counted in %s", (lines, figures) => {
    expect(counted(lines)).toEqual(figures);
  });

  it.each([
    ["risk_profiles: []", "axis-empty"],
    ["risk_profiles: 5", "alternatives-shape"],
    ["risk_profiles: {low: 1}", "alternatives-shape"],
    ["risk: []", "section-not-mapping"],
    ["risk: [1, 2]", "section-not-mapping"],
    ["risk: [{a: 1}, 2]", "alternatives-shape"],
    ["execution_models: [{fee: 1}, [2]]", "alternatives-shape"],
    ["risk_profiles: ~", "section-null"],
  ])("are one where %s says no more", (lines, code) => {
    expect(counted(lines)).toEqual(["1", "1", "1", code]);
  });

  it("are told by their place, or their name, where one is no mapping", () => {
    const messages = ["risk: [{}, 2]", "risk_profiles: {low: {}, default: low}"].flatMap((lines) =>
      plan(lines).diagnostics.flatMap(({ code, message }) =>
        code === "alternatives-shape" ? message.slice(0, message.indexOf(";")) : [],
      ),
    );
    expect(messages).toEqual(["`risk[1]` is a number", "`risk_profiles.default` is text"]);
  });

  it("are merged deeply over the section, before the keys of the grid", () => {
    const lines = `risk: {limits: {a: 1, b: 1}}\nrisk_profiles: [{limits: {b: 2}}, {limits: {b: 3, c: 3}}]\n${grid("risk.limits.c: [4]")}`;
    expect(configs(lines, "risk")).toEqual([
      '{"limits": {"a": 1, "b": 2, "c": 4}}',
      '{"limits": {"a": 1, "b": 3, "c": 4}}',
    ]);
  });

  it("stand before the grid in written order, and a key of the grid at its place", () => {
    const lines = `portfolio: [{p: 1}, {p: 2}]\nrisk: [{r: 1}, {r: 2}]\n${grid("commission: [1, 2], risk: [{s: 1}, {s: 2}], slippage: [1, 2]")}`;
    const { workflow } = plan(lines).plan;
    const keys = workflow.grid.map(({ key }) => (key.type === "text" ? key.value : ""));
    expect(keys).toEqual(["portfolio", "risk", "commission", "risk", "slippage"]);
  });

  it("take the portfolio's capital before the one of the root", () => {
    const lines = "initial_capital: 5\nportfolio: [{cash: 1}, {initial_capital: 6}]";
    expect(configs(lines, "portfolio")).toEqual([
      '{"initial_capital": 5, "cash": 1}',
      '{"initial_capital": 6}',
    ]);
  });

  it("are checked as the section is, each at its place", () => {
    const lines = "risk_profiles: [{stop_loss: 2}, {levels: [1, 2]}]\nrisk: [{stop_los: 0.1}, {}]";
    const told = plan(lines).diagnostics.flatMap(({ code, path }) =>
      code === "field-not-simulated" ? [] : [[code, path]],
    );
    expect(told).toEqual([
      ["field-value", "risk_profiles[0].stop_loss"],
      ["literal-in-section", "risk_profiles[1].levels"],
      ["did-you-mean", "risk[0].stop_los"],
    ]);
  });

  it.each([
    ["risk: [{a: 1}, {b: 2}]\nrisk_profiles: [{a: 3}, {c: 4}]", ["axis-overwritten risk"]],
    ["risk: [{a: 1}, {b: 2}]\nrisk_profiles: [{c: 3}, {d: 4}]", []],
    [
      `risk_profiles: [{a: 1}, {a: 2}]\n${grid("risk.a: [1, 2]")}`,
      ["axis-overwritten risk_profiles"],
    ],
    [`risk: [{}, {}]`, ["axis-value-twice risk"]],
    [
      `risk: [{a: 1}, {a: {b: 2}}]\n${grid("risk.a.c: [3]")}`,
      ["value-on-the-way-replaced optimization.parameter_grids.risk.a.c"],
    ],
    [
      "risk_profiles: [{a: 1}, {b: {c: 1}}]\nstrategies: [{type: x, risk: {b: {c: 2, d: 3}}, parameters: [{}, {}]}]",
      ["override-overwritten risk_profiles"],
    ],
  ])("are told where fields of %s meet", (lines, told) => {
    const text = lines.includes("strategies") ? lines : base + lines;
    const warnings = planText(`${text}\n`, "pyyaml").diagnostics.filter(
      ({ severity }) => severity === "warning",
    );
    expect(warnings.map(({ code, path }) => `${code} ${path}`)).toEqual(told);
  });

  it("stay a field where a grid key has other values", () => {
    const parameters = "strategies: [{type: x, parameters: {risk: 1}}]";
    const { plan: planned } = planText(`${parameters}\n${grid("risk: [1, 2]")}\n`, "pyyaml");
    expect(planned.combinations).toBe(2n);
    expect(planned.roles.risk.count).toBe(1n);
    expect(counted(grid("risk: [{a: 1}, 2]"))).toContain("axis-reaches-nothing");
  });
});

describe("parameters as a list of mappings", () => {
  const strategy = (members: string) =>
    planText(`strategies: [{type: momentum, ${members}}, {type: x}]\n`, "pyyaml");

  it.each([
    ["parameters: [{a: 1, b: 2}, {a: 3}]", 3n],
    ["params: [{a: [1, 2], b: [1, 2, 3]}, {c: [1, 2]}]", 9n],
    ["parameters: [{}]", 2n],
    ["parameters: [{a: [1, 2], b: [3, 4]}, {b: [5, 6], a: [7, 8]}], zip: [a, b]", 5n],
  ])("are a grid each, one after the other, in %s", (members, n) => {
    const { plan: planned, diagnostics } = strategy(members);
    expect(planned.combinations).toBe(n);
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("share the entry's overrides, and the rest of the entry", () => {
    const { plan: planned } = strategy("note: n, risk: {a: 1}, parameters: [{a: 1}, {b: 2}]");
    const texts = ["strategy", "risk"].map((role) =>
      Array.from({ length: 3 }, (_, i) =>
        configText(
          planned.configOf(
            role === "risk" ? "risk" : "strategy",
            planned.combinationAt(combinationIndex(BigInt(i))),
          ),
        ),
      ),
    );
    expect(texts).toEqual([
      [
        '{"type": "momentum", "note": "n", "parameters": {"a": 1}}',
        '{"type": "momentum", "note": "n", "parameters": {"b": 2}}',
        '{"type": "x", "parameters": {}}',
      ],
      ['{"a": 1}', '{"a": 1}', "{}"],
    ]);
  });

  it.each([
    ["parameters: [{a: 1}, 5]", "alternatives-shape", "strategies[0].parameters[1]"],
    ["parameters: [a, 2]", "section-not-mapping", "strategies[0].parameters"],
    ["parameters: [{a: 1}], params: {b: 1}", "section-not-mapping", "strategies[0].parameters"],
    ["parameters: [{a: 1}, {a: []}]", "axis-empty", "strategies[0].parameters[1].a"],
    ["parameters: [{a: 1}, {b: '1, 2'}]", "sweep-not-read", "strategies[0].parameters[1].b"],
    ["parameters: [{a: [1], b: [1]}, {a: 1}], zip: [a, b]", "zip-unknown-key", "strategies[0].zip"],
  ])("are told at their place in %s", (members, code, path) => {
    const errors = strategy(members).diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map((one) => [one.code, one.path])).toEqual([[code, path]]);
  });

  it("stay where they were when an entry before them is edited", () => {
    const text = (n: number): string =>
      `strategies:\n  - {type: a, parameters: [${Array.from({ length: n }, () => "{p: 1}").join(", ")}]}\n  - {type: b, parameters: [{q: 1}, {q: 2}]}\n`;
    for (const n of [1, 3, 2]) {
      const { strategies } = planText(text(n), "pyyaml").plan.workflow;
      expect(strategies.map(({ index }) => index)).toEqual([...strategies.keys()]);
      expect(strategies.map(({ alternative }) => alternative)).toEqual([
        ...Array.from({ length: n }, (_, i) => i),
        0,
        1,
      ]);
    }
  });
});
