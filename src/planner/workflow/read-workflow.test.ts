import { describe, expect, it } from "vitest";
import { readYaml } from "../../yaml/read-yaml.ts";
import { planText } from "../plan-text.ts";
import { plainOf, valueOf, type Literal } from "../test-support/literal.ts";
import { readWithAdvice } from "../test-support/read-with-advice.ts";
import type { AxisValues, WorkflowReading } from "./workflow.ts";

const momentum: Literal = { type: "momentum", parameters: { lookback_period: [10n, 20n] } };

function read(document: Literal): WorkflowReading {
  return readWithAdvice(valueOf(document));
}

function valuesIn({ count, at }: AxisValues): readonly unknown[] {
  return Array.from({ length: count }, (_, position) => plainOf(at(position)));
}

/** What a reading says: severity and code of everything above a hint, `*` marks what blocks. */
function said({ diagnostics }: WorkflowReading): readonly string[] {
  return diagnostics.map(
    ({ severity, code, blocking }) => `${severity}${blocking ? "*" : ""} ${code}`,
  );
}

describe("sections", () => {
  it("reads the seed's example without a word", () => {
    const reading = read({
      type: "optimization",
      strategies: [
        {
          type: "momentum",
          parameters: { lookback_period: [10n, 20n], signal_threshold: [0.01, 0.02] },
        },
      ],
      optimization: { parameter_grids: { initial_capital: [10000n, 50000n] } },
      risk: { max_position_size: 1000n, commission: 0.001 },
      execution: { commission: 0.001, slippage: 0.0005 },
    });
    expect(said(reading)).toEqual([]);
    const { strategies, grid, base } = reading.workflow;
    expect(strategies.map(({ type }) => type)).toEqual(["momentum"]);
    expect(strategies[0]?.parameters.map(({ values }) => valuesIn(values))).toEqual([
      [10n, 20n],
      [0.01, 0.02],
    ]);
    expect(grid.map(({ values }) => valuesIn(values))).toEqual([[10000n, 50000n]]);
    expect(plainOf(base.execution)).toEqual(
      new Map([
        ["commission", 0.001],
        ["slippage", 0.0005],
      ]),
    );
  });

  it("treats a null section as absent, with a warning", () => {
    const reading = read({ strategies: [momentum], risk: null, optimization: null });
    expect(said(reading)).toEqual(["warning section-null", "warning section-null"]);
    expect(reading.workflow.base.risk.entries.size).toBe(0);
  });

  it("counts a section that is no mapping as {}, with a blocking error", () => {
    const reading = read({ strategies: [momentum], risk: [1n, 2n], execution: "fast" });
    expect(said(reading)).toEqual(["error* section-not-mapping", "error* section-not-mapping"]);
    expect(reading.diagnostics.map(({ path }) => path)).toEqual(["risk", "execution"]);
    expect(reading.workflow.base.risk.entries.size).toBe(0);
  });

  it.each([
    ["SPY_5m", '"SPY_5m"'],
    ["[SPY, QQQ]", '["SPY", "QQQ"]'],
    ["[{symbol: SPY}, {symbol: QQQ}]", '[{symbol: "SPY"}, {symbol: "QQQ"}]'],
    ["[]", "[]"],
    ["5", "5"],
    ["0.5", "0.5"],
    ["true", "true"],
    ["2024-01-10", "2024-01-10"],
    ["2024-01-10 14:30:00", "2024-01-10T14:30:00"],
    ["!!set {SPY}", '["SPY"]'],
  ])("plans whatever `data: %s` is, and tells that no backtest reads it", (written, found) => {
    const text = `strategies: [{type: momentum}]\ndata: ${written}\n`;
    const { plan, blocked, diagnostics } = planText(text, "pyyaml");
    expect({ blocked, n: plan.combinations }).toEqual({ blocked: false, n: 1n });
    // YAML 1.2 has no dates, of which the reading of YAML warns first
    expect(diagnostics.at(-1)).toMatchObject({
      code: "data-not-mapping",
      severity: "info",
      path: "data",
      range: { end: text.length - 1 },
      message: expect.stringContaining(`\`data\` is ${found}, and`),
    });
  });

  it.each(["", "null", "{}", "{source: csv}"])("says nothing of the kind of `data: %s`", (data) => {
    const { diagnostics } = planText(`strategies: [{type: momentum}]\ndata: ${data}\n`, "pyyaml");
    expect(diagnostics.map(({ code }) => code)).not.toContain("data-not-mapping");
  });

  it("takes the top-level capital for the portfolio's, which wins where both are written", () => {
    const alone = read({
      strategies: [momentum],
      initial_capital: 5n,
      portfolio: { currency: "€" },
    });
    expect(said(alone)).toEqual([]);
    expect(plainOf(alone.workflow.base.portfolio)).toEqual(
      new Map<string, unknown>([
        ["currency", "€"],
        ["initial_capital", 5n],
      ]),
    );
    const both = read({
      strategies: [momentum],
      initial_capital: 5n,
      portfolio: { initial_capital: 7n },
    });
    expect(said(both)).toEqual(["warning capital-written-twice"]);
    expect(plainOf(both.workflow.base.portfolio)).toEqual(new Map([["initial_capital", 7n]]));
  });

  it.each([
    ["empty", null],
    ["text", "strategies"],
    ["a list", [momentum]],
    ["a number", 1n],
  ])("answers a document that is %s with an example", (found, root) => {
    const { diagnostics, workflow } = read(root);
    expect(workflow.strategies).toEqual([]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: "root-not-mapping", blocking: true });
    expect(diagnostics[0]?.message).toContain(`the document is ${found};`);
    expect(diagnostics[0]?.message).toContain("strategies:\n  - type: momentum");
  });

  it("says nothing of its own about a text that could not be read", () => {
    expect(readWithAdvice(undefined)).toMatchObject({
      diagnostics: [],
      workflow: { strategies: [] },
    });
  });
});

describe("strategies", () => {
  it.each([
    ["missing", {}, "no-strategies"],
    ["null", { strategies: null }, "no-strategies"],
    ["empty", { strategies: [] }, "no-strategies"],
    ["a mapping", { strategies: momentum }, "strategies-not-list"],
    ["text", { strategies: "momentum" }, "strategies-not-list"],
  ] satisfies readonly [string, Literal, string][])(
    "blocks when `strategies` is %s",
    (_, document, code) => {
      const { diagnostics, workflow } = read(document);
      expect(diagnostics.map((each) => [each.code, each.blocking])).toEqual([[code, true]]);
      expect(diagnostics[0]?.message).toContain("strategies");
      expect(workflow.strategies).toEqual([]);
    },
  );

  it("skips what is no mapping and numbers the others", () => {
    const reading = read({ strategies: ["momentum", momentum, null, momentum] });
    expect(said(reading)).toEqual(["error* strategy-not-mapping", "error* strategy-not-mapping"]);
    expect(reading.workflow.strategies.map(({ index, path }) => [index, path])).toEqual([
      [0, "strategies[1]"],
      [1, "strategies[3]"],
    ]);
  });

  it("counts a strategy without type, with an error that does not block", () => {
    const reading = read({ strategies: [{ parameters: { a: [1n, 2n] } }] });
    expect(said(reading)).toEqual(["error strategy-without-type"]);
    expect(reading.workflow.strategies).toHaveLength(1);
  });

  it("keeps the entry without overrides, and `parameters` in its place", () => {
    const [strategy] = read({
      strategies: [
        {
          name: "a",
          params: { x: 1n },
          risk: { r: 1n },
          type: "t",
          execution_config: { e: 1n },
          note: [1n],
        },
      ],
    }).workflow.strategies;
    expect(strategy && [...(plainOf(strategy.entry) as Map<string, unknown>).keys()]).toEqual([
      "name",
      "parameters",
      "type",
      "note",
    ]);
    expect(strategy && plainOf(strategy.overrides.risk)).toEqual(new Map([["r", 1n]]));
    expect(strategy && plainOf(strategy.overrides.execution)).toEqual(new Map([["e", 1n]]));
  });

  it("puts absent `parameters` last", () => {
    const [strategy] = read({ strategies: [{ type: "t", note: 1n }] }).workflow.strategies;
    expect(strategy && [...strategy.entry.entries.keys()]).toEqual([
      "t:type",
      "t:note",
      "t:parameters",
    ]);
  });

  it("merges both spellings in written order, with a warning", () => {
    const reading = read({
      strategies: [
        {
          type: "t",
          params: { x: 1n, y: 2n },
          parameters: { x: 3n },
          risk: { limits: { a: 1n, b: 1n } },
          risk_config: { limits: { b: 2n } },
        },
      ],
    });
    expect(said(reading)).toEqual(["warning both-spellings", "warning both-spellings"]);
    const [strategy] = reading.workflow.strategies;
    expect(strategy?.parameters.map(({ key, values }) => [plainOf(key), valuesIn(values)])).toEqual(
      [
        ["x", [3n]],
        ["y", [2n]],
      ],
    );
    expect(strategy && [...strategy.entry.entries.keys()]).toEqual(["t:type", "t:parameters"]);
    expect(strategy && plainOf(strategy.overrides.risk)).toEqual(
      new Map([
        [
          "limits",
          new Map([
            ["a", 1n],
            ["b", 2n],
          ]),
        ],
      ]),
    );
  });
});

it("says what is wrong in an aliased section once", () => {
  const text = [
    "strategies:",
    "  - {type: momentum, parameters: &p {lookback_period: [10, 10]}}",
    "  - {type: momentum, parameters: *p}",
  ].join("\n");
  const { value } = readYaml(text, "pyyaml");
  const reading = readWithAdvice(value, { text, reading: "pyyaml" });
  expect(said(reading)).toEqual(["warning axis-value-twice"]);
  expect(reading.workflow.strategies.map(({ parameters }) => parameters.length)).toEqual([1, 1]);
});
