import { describe, expect, it } from "vitest";
import { applyEdits } from "../../text/source-range.ts";
import { planText } from "../plan-text.ts";

const toldIn = (text: string) =>
  planText(text, "pyyaml").diagnostics.filter(({ code }) => code === "engine-drops");
const messagesIn = (text: string): readonly string[] =>
  toldIn(text).map(({ message }) => message.slice(0, message.indexOf(" by itself")));

const periods = "fast_period: [5, 10, 20], slow_period: [5, 10, 20]";

describe("what an engine drops by itself", () => {
  it.each([
    [`strategies: [{type: ma_crossover, params: {${periods}}}]`, ["6 of 9"]],
    [`strategy: {macd: {${periods}}}`, ["6 of 9"]],
    [
      `strategies: [{type: macd, params: {${periods}}}, {type: macd, params: {${periods}}}]`,
      ["12 of 18"],
    ],
    [
      `strategy: {ma_crossover: {${periods}}}\nconstraints: [fast_period != slow_period]`,
      ["3 of 6"],
    ],
    [
      "parameter_space: {bollinger_bands: {period: [1, 2, 3], std_dev: [0, 5, 5.5, 6]}}",
      ["4 of 12", "9 of 12"],
    ],
    ["strategy: {type: rsi, params: {rsi_period: [1, 2, 100, 101]}}", ["2 of 4"]],
    // nothing is dropped
    ["strategy: {ma_crossover: {fast_period: [5], slow_period: [10, 20]}}", []],
    // the seed's own section, and types that the engine does not look at
    [`strategies: [{type: ma_crossover, parameters: {${periods}}}]`, []],
    [`strategy: {other: {${periods}}}`, []],
  ])("is counted: %s", (text, counts) => {
    expect(messagesIn(text)).toEqual(counts.map((count) => `your engine will drop ${count}`));
  });

  it("is dropped by the rule that its fix writes", () => {
    const text = `strategy:\n  ma_crossover: {${periods}}\n`;
    const [diagnostic] = toldIn(text);
    const fixed = applyEdits(text, diagnostic?.fixes[0]?.edits ?? []);
    const { plan, blocked } = planText(fixed, "pyyaml");
    expect([plan.combinations, plan.dropped, blocked]).toEqual([3n, 6n, false]);
    expect(toldIn(fixed)).toEqual([]);
  });
});
