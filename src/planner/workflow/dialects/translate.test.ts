import { describe, expect, it } from "vitest";
import { combinationIndex } from "../../model.ts";
import { planText } from "../../plan-text.ts";
import { configText } from "../../sharing/canonical/config-text.ts";

const planned = (text: string) => planText(text, "pyyaml");
const counted = (text: string): readonly number[] => {
  const { plan } = planned(text);
  const { risk, execution } = plan.roles;
  return [plan.combinations, risk.count, execution.count].map(Number);
};
const codesIn = (text: string): readonly string[] =>
  planned(text).diagnostics.map(({ code }) => code);
const told = (text: string, code: string): readonly string[] =>
  planned(text).diagnostics.flatMap((one) => (one.code === code ? one.path : []));
/** The configuration of a strategy at a combination. */
const strategyAt = (text: string, index: number): unknown => {
  const { plan } = planned(text);
  const combination = plan.combinationAt(combinationIndex(BigInt(index)));
  return JSON.parse(configText(plan.configOf("strategy", combination)));
};

describe("a document in the dialect of its users", () => {
  it.each([
    // parameters under other names, merged; an own filter
    ["strategies: [{type: a, params: {x: [1, 2], y: 5}, param_grid: {y: [1, 2, 3]}}]", [6, 1, 1]],
    ["strategies: [{type: a, parameter_sweep: {x: 'range(1, 4, 1)'}}]", [4, 1, 1]],
    ["strategies: [{type: a, param_grid: {x: [1, 2]}, filter_params: {x: [1, 2]}}]", [4, 1, 1]],
    ["strategies: [{type: a, param_grid: [{x: [1, 2]}, {x: 3, y: [1, 2, 3]}]}]", [5, 1, 1]],
    [
      "strategies: [{type: a, param_overrides: {x: [1, 2], y: [3, 4]}, zip: [x, y], risk: {b: 1}}, {type: b}]",
      [3, 2, 1],
    ],
    // the space of parameters
    ["parameter_space: {strategies: [{type: a, params: {x: [1, 2]}}, {type: b}]}", [3, 1, 1]],
    ["parameter_space: {a: {x: [1, 2], y: [1, 2]}, b: {x: {min: 1, max: 3, step: 1}}}", [7, 1, 1]],
    ["parameter_space: {a: {x: [1, 2]}}\nstrategy: [{a: {x: 7, y: 8}}, {c: {z: 1}}]", [2, 1, 1]],
    ["parameter_space: {a: {x: [1, 2]}, n_trials: 3}", [2, 1, 1]],
    ["parameter_space: {stop_loss: [1, 2], x: [1, 2, 3]}\nstrategy: a", [6, 2, 1]],
    // the clean syntax
    ["strategy: {rsi: {period: [7, 14], oversold: [20, 30]}}", [4, 1, 1]],
    ["strategy: {rsi: {filter: [null, 'a > 1'], period: [7, 14]}, execution: {fee: 1}}", [4, 1, 1]],
    ["strategy: [{rsi: {params: {period: [7, 14]}, filter: [a, b, c]}}]", [6, 1, 1]],
    ["strategy: {rsi: {filter: [{f: {x: [1, 2], y: [1, 2, 3]}}, [a, b]]}}", [7, 1, 1]],
    ["strategy: {rsi: {filter: {f: {x: [1, 2]}}}}", [2, 1, 1]],
    ["strategy: {a: {x: [1, 2]}, b: {x: [1, 2, 3]}}", [6, 1, 1]],
    ["strategy: [{a: {x: [1, 2]}}, {a: {x: [1, 2, 3]}}]", [6, 1, 1]],
    [
      "strategy: [{a: {params: [{x: 1}, {x: 2}]}}, {b: {params: [{y: [1, 2]}, {y: 3}]}}]",
      [6, 1, 1],
    ],
    ["strategy: {rsi:}", [1, 1, 1]],
    // one strategy
    ["strategy: a\nparams: {x: [1, 2, 3]}", [3, 1, 1]],
    ["strategy: a\nstrategy_params: {x: 1}\nparams: {x: [1, 2], y: [1, 2]}", [4, 1, 1]],
    ["strategy: {name: a, params: {x: [1, 2]}, risk: {b: 1}}", [2, 1, 1]],
    // a wrapper
    [
      "config: {strategies: [{type: a}], risk: [{b: 1}, {b: 2}]}\nexecution: {fee: 1}\nrisk: {b: 3}",
      [2, 2, 1],
    ],
    [
      "base_config:\n  strategies: [{type: a, params: {x: [1, 2]}}]\n  optimization: {parameter_grids: {commission: [1, 2]}}\n",
      [4, 1, 2],
    ],
    // flat grids and named axes
    ["strategy: a\nparam_grid: {x: [1, 2], commission: [1, 2, 3]}", [6, 1, 3]],
    ["strategy: a\nsweep: {x.y: [1, 2], risk.z: [1, 2]}", [4, 2, 1]],
    ["strategies: [{type: a}]\noptimization: {search_space: {x: [1, 2]}, method: grid}", [2, 1, 1]],
    ["strategies: [{type: a}]\noptimization: {grid: [{name: x, values: [1, 2, 3]}]}", [3, 1, 1]],
    ["grid: {x: [1, 2]}", [2, 1, 1]],
    ["strategy: a\nparam_grid: {x: [1, 2], y: [3, 4], z: [5, 6]}\nzip: [x, y]", [4, 1, 1]],
    ["strategies: [{type: a}]\ngrid: {x: [5], columns: 3}", [1, 1, 1]],
    [
      "strategies: [{type: a}, {type: b}]\noptimize: {parameters: 3, x: {low: 1, high: 3, type: int}}",
      [6, 1, 1],
    ],
    // a house dialect
    [
      "sharing_planner: {strategies: 'my.list[0]', risk: my.limits, grids: [my.grid]}\nmy: {list: [{rsi: {x: [1, 2]}}], limits: [{a: 1}, {a: 2}], grid: {y: [1, 2, 3]}}",
      [12, 2, 1],
    ],
  ])("is counted: %s", (text, counts) => {
    expect(counted(text)).toEqual(counts);
    expect(planned(text).blocked).toBe(false);
    expect(told(text, "sweep-not-read")).toEqual([]);
  });

  it.each([
    ["strategy: {a: {x: 1}, b: {x: 2}}", { type: "ensemble", parameters: { "a.x": 1, "b.x": 2 } }],
    [
      "strategy: [{a: {x: 1}, constraints: [b > 1], threshold: 2, risk: {c: 1}}]",
      { type: "a", constraints: ["b > 1"], threshold: 2, parameters: { x: 1 } },
    ],
    [
      "strategies: [{type: a, filter_params: {z: 1}, params: {x: 1, y: 2}, param_grid: {x: [3]}}]",
      { type: "a", parameters: { x: 3, y: 2, "filter_params.z": 1 } },
    ],
    [
      "parameter_space: {a: {x: [1]}}\nstrategy: [{a: {x: 7, y: 8}}]",
      { type: "a", parameters: { x: 1, y: 8 } },
    ],
    [
      "optimize: [{parameter: x, min_value: 1, max_value: 2, step: 1}]\nstrategy: s",
      { type: "s", parameters: { x: 1 } },
    ],
  ])("has the configuration of its first strategy: %s", (text, config) => {
    expect(strategyAt(text, 0)).toEqual(config);
  });

  it("has the filter as the fastest axis", () => {
    const text = "strategy: {rsi: {filter: [a, b], period: [7, 14]}}";
    const parameters = [0, 1, 2, 3].map((index) => strategyAt(text, index));
    expect(parameters).toEqual(
      [
        [7, "a"],
        [7, "b"],
        [14, "a"],
        [14, "b"],
      ].map(([period, filter]) => ({ type: "rsi", parameters: { period, filter } })),
    );
  });

  it("has grids in the order of the root's keys, before its strategies' own axes", () => {
    const text = `sweep: {x: [1, 2]}
strategy: {type: a, params: {w: [1, 2]}}
optimization: {grid: {y: [1, 2]}, parameter_grids: {strategy.z: [1, 2]}}
`;
    const { grid, strategies } = planned(text).plan.workflow;
    const keys = [...grid, ...(strategies[0]?.parameters ?? [])].map(({ key }) =>
      key.type === "text" ? key.value : "",
    );
    expect(keys).toEqual(["x", "y", "strategy.z", "w"]);
  });
});

describe("of several sources of strategies", () => {
  it("the first is read, and the others are sweeps that nobody reads", () => {
    const text = `strategies: [{type: a, params: {x: [1, 2]}}]
strategy: {b: {y: [1, 2, 3]}}
parameter_space: {c: {z: [1, 2]}}
`;
    expect(counted(text)).toEqual([2, 1, 1]);
    expect(told(text, "sweep-not-read")).toEqual(["strategy.b.y", "parameter_space.c.z"]);
  });

  it("what is wrong with `strategies` is told, and nothing is read in its stead", () => {
    expect(codesIn("strategies: 5\nstrategy: {b: {y: 1}}")).toContain("strategies-not-list");
  });
});

describe("lists that an engine takes as they are", () => {
  it("are one value in an ensemble, and an axis where that is written", () => {
    const text = "strategies: [{type: my_ensemble, params: {x: [1, 2], y: {values: [1, 2]}}}]";
    expect(counted(text)).toEqual([2, 1, 1]);
    expect(told(text, "list-kept")).toEqual(["strategies[0].params.x"]);
  });

  it("become an axis by one fix", () => {
    const text = "strategies: [{type: my_ensemble, params: {x: [1, 2]}}]";
    const kept = planned(text).diagnostics.find(({ code }) => code === "list-kept");
    const edits = kept?.fixes[0]?.edits ?? [];
    const edited = edits.reduceRight(
      (before, { range, text: written }) =>
        before.slice(0, range.start) + written + before.slice(range.end),
      text,
    );
    expect(counted(edited)).toEqual([2, 1, 1]);
    expect(codesIn(edited)).not.toContain("list-kept");
  });

  it("stand below regimes, beside parameters and in them", () => {
    const text =
      "strategies: [{type: a, regime_boosters: {b: {x: [1, 2]}}, params: {baseline_strategies: [{y: [1, 2]}]}}]";
    expect(counted(text)).toEqual([1, 1, 1]);
    expect(told(text, "list-kept")).toEqual([
      "strategies[0].regime_boosters.b.x",
      "strategies[0].params.baseline_strategies[0].y",
    ]);
    expect(told(text, "sweep-not-read")).toEqual([]);
  });
});

describe("what is said of a dialect", () => {
  it.each([
    ["parameter_space: {classifiers: [x], indicators: '*'}", "needs-registry", 2],
    ["parameter_space: {'*': {x: [1, 2]}}", "needs-registry", 1],
    ["grid: {x: [1, 2]}", "strategy-implied", 1],
    [
      "strategies: [{type: a}]\noptimization: {grid: {x: [1, 2]}, n_trials: 50}",
      "search-is-sampled",
      1,
    ],
    ["strategy: a\nsearch_space: {x: [1, 2]}\nn_trials: 50", "search-is-sampled", 1],
    ["strategy: a\nsweep: {method: random, x: [1, 2]}", "search-is-sampled", 1],
    [
      "strategies: [{type: a}]\noptimization: {method: grid, parameter_grids: {x: [1]}}",
      "search-is-sampled",
      0,
    ],
    ["optimization: {parameter_grids: {x: [1, 2]}}", "no-strategies", 1],
    [
      "strategies: [{type: a}]\noptimize: [{name: x, values: [1]}, {name: x, values: [1, 2]}]",
      "sweep-not-read",
      1,
    ],
    [
      "sharing_planner: {risk: nowhere, execution: [a]}\nstrategies: [{type: a}]",
      "not-read-setting",
      2,
    ],
    ["strategy: {ensemble: {x: {a: [1, 2]}}}", "sweep-not-read", 1],
    ["backtest: {strategies: [{type: a}], risk_profiles: [{b: 1}, {b: 2}]}", "order-differs", 1],
  ])("%s: %s", (text, code, times) => {
    expect(codesIn(text).filter((one) => one === code)).toHaveLength(times);
  });
});
