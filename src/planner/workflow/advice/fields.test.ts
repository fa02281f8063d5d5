import { describe, expect, it } from "vitest";
import { valueOf, type Literal } from "../../test-support/literal.ts";
import { readWithAdvice } from "../../test-support/read-with-advice.ts";
import { fieldInfo, fieldsOf, knownStrategyTypes, type FieldSection } from "./fields.ts";

const sections: readonly FieldSection[] = [
  "workflow",
  "optimization",
  "strategy",
  "parameters",
  "risk",
  "execution",
  "portfolio",
  "data",
  "expect",
];

describe("known fields", () => {
  it("have a sentence, what is expected and what they do to sharing", () => {
    for (const section of sections) {
      const infos = [...fieldsOf(section).values()];
      expect(infos.length).toBeGreaterThan(0);
      for (const info of infos) {
        expect(info.description).toMatch(/^[A-Z].*\.$/);
        expect(info.expects).not.toBe("");
        expect(info.sharing).not.toBe("");
      }
    }
  });

  it("write their unit wherever they are numbers", () => {
    expect(fieldInfo("risk", "commission")).toMatchObject({
      unit: "fraction of notional",
      expects: "a fraction from 0 to 1",
    });
    expect(fieldInfo("execution", "slippage_bps")?.unit).toBe("basis points of price");
    expect(fieldInfo("parameters", "lookback_period", "momentum")?.unit).toBe("bars");
  });

  it("are those of the strategy's type", () => {
    expect(knownStrategyTypes).toContain("ma_crossover");
    expect([...fieldsOf("parameters", "ma_crossover").keys()]).toEqual([
      "fast_period",
      "slow_period",
    ]);
    expect(fieldInfo("parameters", "lookback_period", "ma_crossover")).toBeUndefined();
    expect(fieldInfo("parameters", "lookback_period", "my_own")).toBeUndefined();
  });

  it.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
    "do not include %s",
    (name) => {
      for (const section of sections) expect(fieldInfo(section, name)).toBeUndefined();
    },
  );
});

const momentum: Literal = { type: "momentum", parameters: { lookback_period: [10n, 20n] } };

function warningsOf(document: { readonly [key: string]: Literal }): readonly string[] {
  const { diagnostics } = readWithAdvice(valueOf({ strategies: [momentum], ...document }));
  return diagnostics.flatMap(({ severity, code, path, message }) => {
    expect([severity, code]).toEqual(["warning", "field-value"]);
    return `${path}: ${message}`;
  });
}

const as = "; it is planned as it is";

it("are not complained of twice where an axis has lists or nulls", () => {
  for (const commission of [[[1n, 2n], 0.1], [null, 0.1], null] satisfies Literal[]) {
    const grid = { parameter_grids: { commission } };
    const { diagnostics } = readWithAdvice(valueOf({ strategies: [momentum], optimization: grid }));
    expect(diagnostics.map(({ code }) => code)).toEqual(["axis-of-nested"]);
  }
});

describe("wrong values of known fields", () => {
  it.each<[{ readonly [key: string]: Literal }, string]>([
    [
      { risk: { commission: "low" } },
      `risk.commission: \`commission\` should be a fraction from 0 to 1, found "low"${as}`,
    ],
    [
      { execution: { commission: -0.001 } },
      `execution.commission: \`commission\` should be a fraction from 0 to 1, found -0.001${as}`,
    ],
    [
      { risk: { max_position_size: true } },
      `risk.max_position_size: \`max_position_size\` should be a number, 0 or more, found true${as}`,
    ],
    [
      { initial_capital: "a lot" },
      `initial_capital: \`initial_capital\` should be a number above 0, found "a lot"${as}`,
    ],
    [
      { execution: { fill: "open" } },
      `execution.fill: \`fill\` should be "close" or "next_open", found "open"${as}`,
    ],
    [
      { optimization: { parameter_grids: { "risk.stop_loss": [0.1, -0.1] } } },
      `optimization.parameter_grids.risk.stop_loss: \`risk.stop_loss\` should be a fraction from 0 to 1, or null for none, found -0.1${as}`,
    ],
    [
      { optimization: { parameter_grids: { commission: { min: -0.2, max: 0.2, step: 0.1 } } } },
      `optimization.parameter_grids.commission: \`commission\` should be a fraction from 0 to 1, found -0.2${as}`,
    ],
    [
      { strategies: [{ type: "momentum", parameters: { lookback_period: "long" } }] },
      `strategies[0].parameters.lookback_period: \`lookback_period\` should be a whole number of bars, 1 or more, found "long"${as}`,
    ],
    [{ strategies: [{ type: 5n }] }, `strategies[0].type: \`type\` should be text, found 5${as}`],
  ])("are warnings (case %#)", (document, warning) => {
    expect(warningsOf(document)).toEqual([warning]);
  });

  it("include an unknown type of the workflow, never one of a strategy", () => {
    expect(warningsOf({ type: "optimisation" })).toHaveLength(1);
    expect(warningsOf({ type: "backtest", strategies: [{ type: "<b>my own</b>" }] })).toEqual([]);
  });

  it.each<{ readonly [key: string]: Literal }>([
    { risk: { commission: 0n, stop_loss: null, max_position_size: 10n ** 30n, allow_short: true } },
    { risk: { unknown: "x", limits: { commission: "deep" } } },
    { portfolio: { initial_capital: 100000.5, currency: "EUR" } },
    { expect: { containers: 19n, risk: { max: 2n } }, data: { source: "nowhere", seed: 0n } },
    { name: null, description: null },
    { strategies: [{ type: "my_own", parameters: { lookback_period: "long" } }] },
  ])("are not seen where there are none (case %#)", (document) => {
    expect(warningsOf(document)).toEqual([]);
  });
});
