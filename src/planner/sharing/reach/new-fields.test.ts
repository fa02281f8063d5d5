import { describe, expect, it } from "vitest";
import { planText } from "../../plan-text.ts";
import { fixture } from "../../test-support/fixtures.ts";

const codes: readonly string[] = ["misspelt-field", "creates-field"];

function textOf(key: string): string {
  return `strategies:
  - {type: momentum, parameters: {lookback_period: 10, own: {deep: 1}}, risk: {stop_loss: 0.1}}
  - {type: my_own, name: mine, parameters: {window: [14, 21]}}
risk: {max_position_size: 5, limits: {max_loss: 1}, cap: 7}
execution: {commission: 0.1, fee_model: flat}
optimization:
  parameter_grids:
    ${key}: [1, 2]
`;
}

/** What is said of one grid key, and what its fix makes of it. */
function said(key: string) {
  const text = textOf(key);
  const found = planText(text, "pyyaml").diagnostics.filter(({ code }) => codes.includes(code));
  return found.map(({ code, severity, blocking, message, fixes }) => {
    expect([severity, blocking]).toEqual([code === "misspelt-field" ? "error" : "warning", false]);
    const [edit] = fixes[0]?.edits ?? [];
    return { code, message, fix: edit?.text };
  });
}

function verdictOf(key: string) {
  const [first, ...more] = said(key);
  expect(more).toEqual([]);
  return first && (first.fix === undefined ? [first.code] : [first.code, first.fix]);
}

describe("a dotted grid key", () => {
  it.each([
    "risk.stop_loss",
    "risk.max_position_size",
    "risk.max_drawdown",
    "risk.limits",
    "risk.limits.max_loss",
    "execution.fee_model",
    "portfolio.initial_capital",
    "strategy.lookback_period",
    "strategy.parameters.lookback_period",
    "momentum.own.deep",
    "momentum.params.own.deep",
    "momentum.signal_threshold",
    "mine.window",
    "my_own.parameters.window",
    "mine.risk.stop_loss",
    "mine.risk_config.limits.max_loss",
    "my_own.execution.slippage",
  ])("%s writes a field that is there", (key) => {
    expect(verdictOf(key)).toBeUndefined();
  });

  it.each([
    ["execution.comission", "execution.commission"],
    ["execution.fee_modle", "execution.fee_model"],
    ["risk.maxPositionSize", "risk.max_position_size"],
    ["risk.stop_los", "risk.stop_loss"],
    ["mine.risk.stop_los", "mine.risk.stop_loss"],
    ["risk.limits.max_los", "risk.limits.max_loss"],
    ["strategy.lookback_perod", "strategy.lookback_period"],
    ["momentum.parameters.lookback_perod", "momentum.parameters.lookback_period"],
    ["mine.windw", "mine.window"],
    ["risk.risk.stop_loss", "risk.stop_loss"],
    ["risk.risk_config.stop_loss", "risk.stop_loss"],
    ["mine.risk.risk.cap", "mine.risk.cap"],
    ["strategy.strategy.window", "strategy.window"],
    ["momentum.momentum.lookback_period", "momentum.lookback_period"],
    ["momentum.params.params.lookback_period", "momentum.params.lookback_period"],
    ["execution..commission", "execution.commission"],
  ])("%s is misspelt for %s", (key, meant) => {
    expect(verdictOf(key)).toEqual(["misspelt-field", meant]);
  });

  it.each(["execution.", "strategy.", "mine.risk.", "risk.risk.x", "execution..comission"])(
    "%s is misspelt, and no fix leads to a field that is there",
    (key) => {
      expect(verdictOf(key)).toEqual(["misspelt-field"]);
    },
  );

  it.each([
    ["strategy.stop_loss", "risk.stop_loss"],
    ["strategy.risk.stop_loss", "risk.stop_loss"],
    ["momentum.commission", "momentum.execution.commission"],
    ["execution.stop_loss", "risk.stop_loss"],
    ["risk.execution.commission", "execution.commission"],
    ["risk.mine.stop_loss", "mine.risk.stop_loss"],
    ["strategy.mine.window", "mine.window"],
    ["execution.window", "strategy.window"],
    ["mine.execution.window", "mine.window"],
  ])("%s creates a field beside %s", (key, meant) => {
    expect(verdictOf(key)).toEqual(["creates-field", meant]);
  });

  it.each([
    "execution.mode",
    "risk.limits.other",
    "strategy.colour",
    "momentum.own.other",
    "mine.risk",
  ])("%s creates a field that is nowhere", (key) => {
    expect(verdictOf(key)).toEqual(["creates-field"]);
  });

  it("says it once where a value on the way is replaced", () => {
    expect(said("risk.cap.deep")).toEqual([]);
  });

  it("names the field and what would be right", () => {
    expect(said("execution.comission")[0]?.message).toBe(
      "the grid's `execution.comission` makes a field `comission` beside `commission`, so it varies nothing that is there; did you mean `execution.commission`?",
    );
    expect(said("execution.")[0]?.message).toBe(
      "the grid's `execution.` has a dot with no name after it, so it varies nothing that is there",
    );
    expect(said("strategy.risk.stop_loss")[0]?.message).toBe(
      "the grid's `strategy.risk.stop_loss` creates a field `risk.stop_loss` of the strategies' parameters, which nothing declares; to sweep the one that is there, write `risk.stop_loss`",
    );
  });

  it("is renamed by a fix that removes the diagnostic and makes no error", () => {
    for (const key of ["execution.comission", "'risk.risk.cap'", "strategy.stop_loss"]) {
      const text = textOf(key);
      const { diagnostics } = planText(text, "pyyaml");
      const edit = diagnostics.find(({ code }) => codes.includes(code))?.fixes[0]?.edits[0];
      if (!edit) throw new Error(`no fix for ${key}`);
      const fixed = text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
      const left = planText(fixed, "pyyaml").diagnostics;
      expect(
        left.filter(({ code, severity }) => codes.includes(code) || severity === "error"),
      ).toEqual([]);
    }
  });

  it("offers no key that the grid has already", () => {
    const text = `${textOf("execution.comission")}    execution.commission: [0.1]\n`;
    const { diagnostics } = planText(text, "pyyaml");
    expect(diagnostics.find(({ code }) => code === "misspelt-field")?.fixes).toEqual([]);
  });
});

describe("a strategy's name before a section", () => {
  const counts = (key: string, values = "[0.1, 0.2]") => {
    const { plan } = planText(textOf(key).replace("[1, 2]", values), "pyyaml");
    const { risk, execution } = plan.counts.optimized;
    return { n: plan.combinations, risk, execution };
  };

  it("writes the override of those strategies alone", () => {
    // momentum has one risk configuration, which no value of mine's is, and mine two
    expect(counts("mine.risk.cap")).toEqual({ n: 6n, risk: 3n, execution: 1n });
    // two of its own, of which one is what momentum has
    expect(counts("mine.risk.stop_loss")).toEqual({ n: 6n, risk: 2n, execution: 1n });
    expect(counts("momentum.execution.commission")).toEqual({ n: 6n, risk: 2n, execution: 2n });
  });

  it("writes a parameter of that name, where there is one", () => {
    const text = textOf("mine.risk.x").replace("window: [14, 21]", "risk: {value: {x: 1}}");
    const { plan, diagnostics } = planText(text, "pyyaml");
    expect([plan.combinations, plan.counts.optimized.risk]).toEqual([4n, 2n]);
    expect(diagnostics.filter(({ code }) => codes.includes(code))).toEqual([]);
  });
});

it("reads `strategy.parameters.x` as the strategies' parameter x", () => {
  const { plan, diagnostics } = planText(
    fixture("silent/05-strategy-parameters-key.yaml"),
    "pyyaml",
  );
  expect(plan.combinations).toBe(4n);
  expect(diagnostics.map(({ code }) => code)).toEqual(["parameter-only-repeats"]);
});
