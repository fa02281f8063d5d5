import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits } from "../../text/source-range.ts";
import { combinationIndex, sharedRoles, type Plan } from "../model.ts";
import { planText } from "../plan-text.ts";
import { configText } from "../sharing/canonical/config-text.ts";
import { arbitraryAnyConfig } from "../test-support/arbitrary-rules.ts";
import type { ConfigModel } from "../test-support/oracle.ts";
import { printYaml } from "../test-support/print-yaml.ts";

const plan = (text: string) => planText(text, "pyyaml");

/** What each rule drops, and how many combinations stay. */
function dropped(text: string) {
  const { plan: planned } = plan(text);
  const drops = planned.rules.map(({ text: rule, drops: all, only }) => [rule, all, only]);
  return { stay: planned.combinations, drops };
}

/** How many combinations one rule leaves. */
const left = (text: string, rule: string) => dropped(`${text}constraints: ["${rule}"]\n`).stay;

const codesOf = (text: string) => plan(text).diagnostics.map(({ code }) => code);

const strategies = `strategies:
  - {type: momentum, name: mine, parameters: {fast: [1, 2, 3], slow: [2, 3], a.b: [1, 9], window: 5}}
`;

describe("a name of a rule", () => {
  it.each([
    ["a parameter", "fast < slow", 6n],
    ["a parameter with its dots", "a.b < 5", 6n],
    ["a fixed parameter", "fast < window", 12n],
    ["a parameter of all strategies", "strategy.fast == 1", 4n],
    ["a parameter by the strategy's type", "momentum.fast == 1", 4n],
    ["a parameter by the strategy's name", "mine.params.fast == 1", 4n],
    ["a key in backquotes", "`a.b` == 9", 6n],
  ])("is %s: %s", (_, rule, stay) => {
    expect(left(strategies, rule)).toBe(stay);
  });

  const grid = `strategies: [{type: a, name: b, risk: {own: 3}}]
risk: {limits: {max: 5}, fee: 1}
execution: {fee: 1}
optimization:
  parameter_grids: {risk.limits.max: [1, 2, 3], execution.slippage: [1, 2], stop_loss: [1, 4], initial_capital: [1, 2]}
`;
  it.each([
    ["a key of the grid as written", "risk.limits.max == 2", 8n],
    ["a bare key of the grid", "stop_loss == 4", 12n],
    ["a field by its path", "risk.stop_loss == 4", 12n],
    ["a field below an axis", "risk.limits.max < execution.slippage", 4n],
    ["a field that one role has", "slippage == 1 and own == 3", 12n],
    ["a field of the portfolio", "portfolio.initial_capital == 1", 12n],
    ["nothing, which lets pass", "risk.nowhere == 1", 24n],
    ["ambiguous, which lets pass", "fee == 9", 24n],
  ])("is %s: %s", (_, rule, stay) => {
    expect(left(`${grid}  `, rule)).toBe(stay);
  });

  it("is a member of paired axes", () => {
    const text = `${strategies.replace("}}", "}, zip: [slow, a.b]}")}constraints: ["a.b == 9"]\n`;
    expect(dropped(text)).toEqual({ stay: 3n, drops: [["a.b == 9", 3n, 3n]] });
  });

  it("is told where it is nothing anywhere, or two things", () => {
    expect(codesOf(`${grid}  constraints: ["risk.nowhere == 1", "fee == 9"]\n`)).toEqual(
      expect.arrayContaining(["rule-reaches-nothing", "rule-ambiguous"]),
    );
  });
});

describe("rules", () => {
  it("count what they drop, and what no other does", () => {
    const text = `${strategies}constraints: ["fast < slow", "slow == 3", "a.b == 1"]\n`;
    // of (fast, slow): 12 13 22 23 32 33; each twice for a.b
    expect(dropped(text)).toEqual({
      stay: 2n,
      drops: [
        ["fast < slow", 6n, 1n],
        ["slow == 3", 6n, 1n],
        ["a.b == 1", 6n, 2n],
      ],
    });
  });

  it("drop whole strategies by what they have fixed", () => {
    const two =
      "strategies: [{type: a, parameters: {x: [1, 2], w: 5}}, {type: b, parameters: {x: [1, 2, 3], w: 6}}]\n";
    expect(dropped(`${two}constraints: ["w == 6"]\n`)).toEqual({
      stay: 3n,
      drops: [["w == 6", 2n, 2n]],
    });
    const { plan: planned, blocked } = plan(`${two}constraints: ["w == 7"]\n`);
    expect([planned.combinations, planned.dropped, blocked]).toEqual([0n, 5n, true]);
  });

  it("that always hold couple nothing", () => {
    const { factored, plan: planned } = plan(`${strategies}constraints: ["fast < 100"]\n`);
    expect(factored.numbering.coupling).toBeUndefined();
    expect(planned.rules).toMatchObject([{ drops: 0n, axes: ["fast"], tuples: 3 }]);
  });

  it("of a strategy's entry are told, and moved by one click", () => {
    const text = `strategies:
  - type: a
    constraints: ["x > 1"]
    parameters: {x: [1, 2]}
`;
    const { diagnostics, plan: before } = plan(text);
    expect(before.combinations).toBe(2n);
    const [misplaced] = diagnostics.filter(({ code }) => code === "rule-not-read");
    const [fix] = misplaced?.fixes ?? [];
    const moved = plan(applyEdits(text, fix?.edits ?? []));
    expect(moved.plan.combinations).toBe(1n);
    expect(moved.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  });
});

describe("limits", () => {
  const range = (count: number): string => `{min: 1, max: ${count}, step: 1}`;
  const couple = (first: number, second: number): string =>
    `strategies: [{type: a, parameters: {x: ${range(first)}, y: ${range(second)}}}]\nconstraints: ["x <= y"]\n`;

  it.each([
    [1000, 1000],
    [1000, 1001],
  ])("of 1,000,000 tuples a group: %i × %i", (first, second) => {
    const { plan: planned, diagnostics, blocked } = plan(couple(first, second));
    const all = BigInt(first * second);
    expect(blocked).toBe(all > 1_000_000n);
    expect(planned.combinations).toBe(blocked ? all : 500_500n);
    const told = diagnostics.filter(({ code }) => code === "rule-too-large");
    const words = told.map(({ message }) => message.replace(/^.*couples (.*);.*$/, "$1"));
    expect(words).toEqual(blocked ? ["x 1,000 × y 1,001 = 1,001,000"] : []);
  });

  it("of 5,000,000 tuples of all groups: no 6 × 1,000,000", () => {
    const lists = Array.from({ length: 6 }, (_, i) => {
      const x = `{min: ${i}, max: ${i + 999}, step: 1}`;
      return `{type: a, parameters: {x: ${x}, y: ${range(1000)}}}`;
    });
    const text = `strategies: [${lists.join(", ")}]\nconstraints: ["x <= y"]\n`;
    expect(codesOf(text)).toContain("rule-too-large");
  });
});

/** Everything that a plan decides. */
function decided({ combinations, roles, classCount, combinationAt, configOf }: Plan) {
  const configs = Array.from({ length: Number(combinations) }, (_, i) => {
    const combination = combinationAt(combinationIndex(BigInt(i)));
    return (["strategy", "portfolio", ...sharedRoles] as const).map((role) =>
      configText(configOf(role, combination)),
    );
  });
  return { configs, classCount, counts: sharedRoles.map((role) => roles[role].count) };
}

describe("of random configurations", () => {
  const print = (config: ConfigModel) => printYaml(config, { seed: 3, shuffle: false });

  it("a rule that always holds changes nothing", () => {
    fc.assert(
      fc.property(arbitraryAnyConfig, (config) => {
        const rules = config.rules ?? [];
        const more: ConfigModel = {
          ...config,
          rules: [
            ...rules,
            {
              rule: "compare",
              left: ["type"],
              comparator: "==",
              right: ["type"],
              nullPasses: true,
            },
          ],
        };
        expect(decided(plan(print(more)).plan)).toEqual(decided(plan(print(config)).plan));
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it("excluding a value of an axis is deleting it", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(9), { minLength: 2, maxLength: 6 }),
        fc.nat(5),
        (values, n) => {
          const value = values[n % values.length] ?? 0;
          const text = (list: readonly number[], more: string): string =>
            `strategies: [{type: a, parameters: {x: [1, 2]}}, {type: b}]
optimization:
  parameter_grids: {risk.limit: [${list.join(", ")}], execution.fee: [1, 2]}
${more}`;
          const excluded = plan(text(values, `  exclude: [{risk.limit: ${value}}]\n`)).plan;
          const deleted = plan(
            text(
              values.filter((one) => one !== value),
              "",
            ),
          ).plan;
          expect(decided(excluded)).toEqual(decided(deleted));
        },
      ),
      { numRuns: 100, endOnFailure: true },
    );
  });

  it("numbers are dense: rank and select are inverse", () => {
    fc.assert(
      fc.property(arbitraryAnyConfig, (config) => {
        const { numbering, space } = plan(print(config)).factored;
        let last = -1n;
        for (let i = 0n; i < numbering.count; i++) {
          const place = numbering.placeOf(combinationIndex(i));
          expect(numbering.indexOf(place)).toBe(i);
          expect(place > last && place < space.count).toBe(true);
          last = place;
        }
        expect(() => numbering.placeOf(combinationIndex(numbering.count))).toThrow(RangeError);
      }),
      { numRuns: 150, endOnFailure: true },
    );
  });
});
