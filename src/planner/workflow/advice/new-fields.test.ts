import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../text/source-range.ts";
import { planText } from "../../plan-text.ts";

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
    ["execution.mode", "mode: 1, "],
    ["risk.limits.other", "other: 1, "],
    ["portfolio.base.currency", "portfolio:\n  base: {currency: 1}\n"],
  ])("%s creates a field that is nowhere, which the base section can declare", (key, declared) => {
    expect(verdictOf(key)).toEqual(["creates-field", declared]);
  });

  it.each(["strategy.colour", "momentum.own.other", "mine.risk", "mine.risk.mode"])(
    "%s creates a field that is nowhere",
    (key) => {
      expect(verdictOf(key)).toEqual(["creates-field"]);
    },
  );

  it("differs from its neighbours in a number on purpose", () => {
    const text = textOf("execution.fee1").replace("fee_model: flat", "fee10: 1, fee_model: flat");
    const found = planText(text, "pyyaml").diagnostics.filter(({ code }) => codes.includes(code));
    expect(found.map(({ code }) => code)).toEqual(["creates-field"]);
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
    for (const key of [
      "execution.comission",
      "'risk.risk.cap'",
      "strategy.stop_loss",
      "execution.mode",
      "portfolio.base.currency",
    ]) {
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

describe("declaring a field that a grid key makes", () => {
  const grid = "strategies: [{type: a}]\noptimization:\n  parameter_grids:\n";
  const fixed = (text: string): string | undefined => {
    const { diagnostics } = planText(text, "pyyaml");
    const [fix] = diagnostics.find(({ code }) => code === "creates-field")?.fixes ?? [];
    return fix && applyEdits(text, fix.edits);
  };

  it("stands before the fields of the section, with the axis' first value", () => {
    const section = "risk:\r\n  cap: 7\r\n";
    expect(fixed(`${grid}    risk.mode: {min: 0.5, max: 1, step: 0.5}\n${section}`)).toBe(
      `${grid}    risk.mode: {min: 0.5, max: 1, step: 0.5}\nrisk:\r\n  mode: 0.5\n  cap: 7\r\n`,
    );
    expect(fixed(`${grid}    risk.mode: [a, b]\nrisk: {}\n`)).toBe(
      `${grid}    risk.mode: [a, b]\nrisk: {mode: a}\n`,
    );
    expect(fixed(`${grid}    risk.mode: [a, b]`)).toBe(
      `${grid}    risk.mode: [a, b]\nrisk:\n  mode: a\n`,
    );
  });

  it.each([
    ["a value that is more than a word", "    risk.mode: [{x: 1}]\n"],
    ["a name that YAML 1.1 reads as a boolean", "    risk.on: [1]\n"],
    ["a bare key that would reach the section then", "    risk.mode: [1]\n    mode: [2]\n"],
    ["a section without a value", "    risk.mode: [1]\nrisk:\n"],
    ["a document that ends before its text", "    risk.mode: [1]\n...\n"],
  ])("is not offered for %s", (_, lines) => {
    expect(fixed(grid + lines)).toBeUndefined();
  });
});
