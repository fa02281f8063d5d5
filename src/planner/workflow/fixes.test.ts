import { describe, expect, it } from "vitest";
import type { Fix } from "../../text/diagnostic.ts";
import { parseYaml12 } from "../../yaml/parse/parse-yaml12.ts";
import { readYaml } from "../../yaml/read-yaml.ts";
import type { Diagnostic } from "../diagnostic.ts";
import { plainOf } from "../test-support/literal.ts";
import { readWithAdvice } from "../test-support/read-with-advice.ts";

function diagnose(text: string): readonly Diagnostic[] {
  const yaml = readYaml(text, "pyyaml");
  expect(yaml.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return readWithAdvice(yaml.value, { text, reading: "pyyaml" }).diagnostics;
}

function fixesOf(text: string, code: Diagnostic["code"]): readonly Fix[] {
  return diagnose(text)
    .filter((each) => each.code === code)
    .flatMap(({ fixes }) => fixes);
}

/** The text after a fix; edits refer to the text before. */
function applied(text: string, { edits }: Fix): string {
  let result = text;
  let last = Infinity;
  for (const { range, text: inserted } of edits.toSorted((a, b) => b.range.start - a.range.start)) {
    expect(range.end).toBeLessThanOrEqual(last);
    last = range.start;
    result = result.slice(0, range.start) + inserted + result.slice(range.end);
  }
  return result;
}

/** Applies the only fix of the only diagnostic with a code. */
function fixed(text: string, code: Diagnostic["code"]): string | undefined {
  const fixes = fixesOf(text, code);
  expect(fixes.length).toBeLessThanOrEqual(1);
  return fixes[0] && applied(text, fixes[0]);
}

const strategies = "strategies:\n  - type: momentum\n";

describe("moving a literal list to the grid", () => {
  it.each([
    [
      "with its comment, making the sections that are absent",
      `${strategies}# fees\nrisk:\n  commission: [0.001, 0.002]  # sweep\n  max_position_size: 10 # keep\n`,
      `${strategies}# fees\noptimization:\n  parameter_grids:\n    risk.commission: [0.001, 0.002]  # sweep\nrisk:\n  max_position_size: 10 # keep\n`,
    ],
    [
      "after the last axis of the grid",
      `${strategies}optimization:\n  method: grid\n  parameter_grids:  # all\n    a: [1]\n    b:\n      - 1\n      - 2 # two\n\n  x: 1\nrisk:\n  a: 1\n  commission: [0.001, 0.002]`,
      `${strategies}optimization:\n  method: grid\n  parameter_grids:  # all\n    a: [1]\n    b:\n      - 1\n      - 2 # two\n    risk.commission: [0.001, 0.002]\n\n  x: 1\nrisk:\n  a: 1`,
    ],
    [
      "into an optimization without a grid",
      `optimization:\n  method: grid\n${strategies}risk:\n  commission: [0.001, 0.002]\n  a: 1\n`,
      `optimization:\n  parameter_grids:\n    risk.commission: [0.001, 0.002]\n  method: grid\n${strategies}risk:\n  a: 1\n`,
    ],
    [
      "leaving {} where nothing else is",
      `${strategies}risk:\n  size: [1, 2]\nexecution:\n  a: 1\n`,
      `${strategies}optimization:\n  parameter_grids:\n    risk.size: [1, 2]\nrisk: {}\nexecution:\n  a: 1\n`,
    ],
    [
      "from deeper mappings",
      `${strategies}risk:\n  a: 1\n  limits:\n    max: [1, 2]\n    min: 0\n`,
      `${strategies}optimization:\n  parameter_grids:\n    risk.limits.max: [1, 2]\nrisk:\n  a: 1\n  limits:\n    min: 0\n`,
    ],
    [
      "in one line where it has several",
      `${strategies}risk:\n  size:\n    - 1000\n    - 2000\n  a: 1\n`,
      `${strategies}optimization:\n  parameter_grids:\n    risk.size: [1000, 2000]\nrisk:\n  a: 1\n`,
    ],
    [
      "with the line ends of the text",
      "strategies:\r\n  - type: momentum\r\nrisk:\r\n  size: [1, 2]\r\n  a: 1\r\n",
      "strategies:\r\n  - type: momentum\r\noptimization:\r\n  parameter_grids:\r\n    risk.size: [1, 2]\r\nrisk:\r\n  a: 1\r\n",
    ],
    [
      "from the capital at the top",
      `${strategies}initial_capital: [1, 2]\n`,
      `${strategies}optimization:\n  parameter_grids:\n    portfolio.initial_capital: [1, 2]\n`,
    ],
    [
      "and other forms of an axis",
      `${strategies}risk:\n  size: {min: 1, max: 3, step: 1}\n  a: 1\n`,
      `${strategies}optimization:\n  parameter_grids:\n    risk.size: {min: 1, max: 3, step: 1}\nrisk:\n  a: 1\n`,
    ],
  ])("works %s", (_, before, after) => {
    expect(fixed(before, "literal-in-section")).toBe(after);
    // what is there now is an axis with the list's values
    const { value } = readYaml(after, "pyyaml");
    const { workflow, diagnostics } = readWithAdvice(value, { text: after, reading: "pyyaml" });
    // that only the grid names the field is a warning of its own
    const others = diagnostics.filter(
      ({ code }) => code !== "did-you-mean" && code !== "creates-field",
    );
    expect(others).toEqual([]);
    const moved = workflow.grid.at(-1);
    expect(moved?.values.count).toBeGreaterThan(1);
    expect(moved?.key.type === "text" && /^(?:risk|portfolio)\./.test(moved.key.value)).toBe(true);
  });

  it.each([
    ["flow style", `${strategies}risk: {commission: [1, 2], a: 1}\n`],
    ["JSON", '{"strategies": [{"type": "m"}],\n"risk": {\n"a": [1, 2]\n}}'],
    ["anchors", `${strategies}risk: &r\n  size: [1, 2]\n  a: 1\nexecution: *r\n`],
    [
      "a grid in flow style",
      `${strategies}optimization: {parameter_grids: {}}\nrisk:\n  a: 1\n  size: [1, 2]\n`,
    ],
    ["a key with dots", `${strategies}risk:\n  a.b: [1, 2]\n  a: 1\n`],
    ["a key that is a number", `${strategies}risk:\n  1: [1, 2]\n  a: 1\n`],
    ["comments inside", `${strategies}risk:\n  size:\n    - 1 # one\n    - 2\n  a: 1\n`],
    [
      "a grid key that is there already",
      `${strategies}optimization:\n  parameter_grids:\n    risk.size: [3]\nrisk:\n  size: [1, 2]\n  a: 1\n`,
    ],
    [
      "a strategy's own section",
      "strategies:\n  - type: momentum\n    risk:\n      size: [1, 2]\n      a: 1\n",
    ],
  ])("is left out where it is not safe: %s", (_, text) => {
    const codes = diagnose(text).map(({ code }) => code);
    expect(codes).toContain("literal-in-section");
    expect(fixesOf(text, "literal-in-section")).toEqual([]);
  });

  it.each([
    ["execution: {commission: {values: [0.1, 0.2]}}", "as `execution.commission`"],
    ["execution: {commission: {choices: [0.1, 0.2], type: float}}", "as `execution.commission`"],
    [
      "execution: {fees: {commission: {values: [1, 2], note: x}}}",
      "as `execution.fees.commission`",
    ],
    ["execution: {commission: {value: [0.1, 0.2]}}", "as `execution.commission`"],
    ["execution: {commission: {min: 1, max: 2, step: 1}}", "as `execution.commission`"],
    ["execution: {limits: {max: [1, 2]}}", "as `execution.limits.max`"],
    ["execution: {value: [1, 2]}", "as `execution.value`"],
    ["execution: {a.b: [1, 2]}", "no grid key can name it"],
    ["execution: {1: {max: [1, 2]}}", "no grid key can name it"],
    ["initial_capital: {values: [1, 2]}", "as `portfolio.initial_capital`"],
  ])("names the grid key that sweeps the field of %s", (section, words) => {
    const hints = diagnose(`${strategies}${section}\n`).filter(
      ({ code }) => code !== "field-value",
    );
    expect(hints.map(({ code }) => code)).toEqual(["literal-in-section"]);
    expect(hints[0]?.message).toMatch(new RegExp(`${words}(?:$|:)`));
  });

  it("says that a grid key sweeps an override for every strategy", () => {
    const [hint] = diagnose("strategies:\n  - {type: m, risk: {size: [1, 2]}}\n");
    expect(hint?.message).toMatch(/as `risk\.size`, for every strategy$/);
  });

  it("is left out where a grid key of the same name reaches the section by the entry", () => {
    const grid = "optimization:\n  parameter_grids:\n    size: [3, 4]\n";
    const text = `${strategies}${grid}risk:\n  a: 1\n  size: [1, 2]\n`;
    expect(fixesOf(text, "literal-in-section")).toEqual([]);
  });

  it("has no hint at an empty list", () => {
    expect(diagnose(`${strategies}risk:\n  a: []\n`)).toEqual([]);
  });
});

describe("renaming", () => {
  it.each([
    [`${strategies}risk:\n  comission: 0.001\n`, `${strategies}risk:\n  commission: 0.001\n`],
    [`${strategies}risk: {"comission":0.001}\n`, `${strategies}risk: {"commission":0.001}\n`],
    [`${strategies}exection:\n  a: 1\n`, `${strategies}execution:\n  a: 1\n`],
    [`${strategies}risk_config:\n  a: 1\n`, `${strategies}risk:\n  a: 1\n`],
    [
      `${strategies}optimization:\n  parameter_grid:\n    a: 1\n`,
      `${strategies}optimization:\n  parameter_grids:\n    a: 1\n`,
    ],
    [
      `${strategies}optimization:\n  parameter_grids:\n    slipage: [1]\n`,
      `${strategies}optimization:\n  parameter_grids:\n    slippage: [1]\n`,
    ],
    [`${strategies}    paramters: {a: 1}\n`, `${strategies}    parameters: {a: 1}\n`],
    [
      `${strategies}    parameters: {lookback_perid: 1}\n`,
      `${strategies}    parameters: {lookback_period: 1}\n`,
    ],
  ])("mends %j", (before, after) => {
    expect(fixed(before, "did-you-mean")).toBe(after);
  });

  it("is not offered where the right key is there too", () => {
    const text = `${strategies}risk:\n  comission: 0.001\n  commission: 0.001\n`;
    expect(diagnose(text).map(({ code }) => code)).toEqual(["did-you-mean"]);
    expect(fixesOf(text, "did-you-mean")).toEqual([]);
  });

  it.each([
    `${strategies}    parameters: {lookback_period2: 1, p0: 1}\n`,
    `${strategies}risk:\n  bias: 1\n  toString: 1\n  __proto__: 1\n  constructor: 1\n`,
    `${strategies}optimization:\n  parameter_grids:\n    comission: [1]\nrisk:\n  x: 1\n  comissions: 1\n`,
  ])("leaves names alone that only look a little alike: %j", (text) => {
    const hints = diagnose(text).filter(({ message }) =>
      /lookback|bias|toString|proto|constr/.test(message),
    );
    expect(hints).toEqual([]);
  });
});

describe("mending sections", () => {
  it.each(["", "# nothing yet\n", "# nothing yet", "\uFEFF"])(
    "starts %j with an example",
    (text) => {
      const after = fixed(text, "root-not-mapping");
      expect(after?.startsWith(text)).toBe(true);
      expect(after && diagnose(after)).toEqual([]);
    },
  );

  it("adds a strategy where there is none", () => {
    const after = fixed("# top\nrisk:\n  a: 1\n", "no-strategies") ?? "";
    expect(after).toMatch(/^# top\nstrategies:\n {2}- type: momentum\n[^]*\nrisk:\n {2}a: 1\n$/);
    expect(diagnose(after)).toEqual([]);
  });

  it.each([
    [
      "strategies:\n  type: momentum\n\n  parameters:\n    # two\n    lookback_period: [10, 20]\nrisk: {}\n",
      "strategies:\n  - type: momentum\n\n    parameters:\n      # two\n      lookback_period: [10, 20]\nrisk: {}\n",
    ],
    ["strategies: {type: momentum}\n", "strategies: [{type: momentum}]\n"],
  ])("makes a list of a single strategy: %j", (before, after) => {
    expect(fixed(before, "strategies-not-list")).toBe(after);
    expect(diagnose(after)).toEqual([]);
  });

  it("writes {} for a section without a value", () => {
    expect(fixed(`${strategies}risk: # none\n`, "section-null")).toBe(
      `${strategies}risk: {} # none\n`,
    );
  });
});

it("gives every diagnostic its path and the range of what it speaks of", () => {
  const text = [
    "strategies:",
    "  - type: momentum",
    "    params:",
    "      lookback_period: [10, ten]",
    "      signal_threshold: {min: 1, max: 0, step: 1}",
    "    parameters: {}",
    "    risk: 5",
    "optimization:",
    "  parameter_grids:",
    "    risk.commission: [-1, 0.1, 0.1]",
    "risk:",
    "  commission: free",
    "",
  ].join("\n");
  const told = diagnose(text).map(({ code, path, range }) => [
    code,
    path,
    text.slice(range.start, range.end),
  ]);
  expect(told).toEqual([
    ["field-value", "risk.commission", "free"],
    ["both-spellings", "strategies[0].parameters", "parameters"],
    ["field-value", "strategies[0].parameters.lookback_period", "ten"],
    ["axis-max-below-min", "strategies[0].parameters.signal_threshold", "0"],
    ["section-not-mapping", "strategies[0].risk", "5"],
    ["field-value", "optimization.parameter_grids.risk.commission", "-1"],
    ["axis-value-twice", "optimization.parameter_grids.risk.commission", "0.1"],
  ]);
});

it("types the numbers of range(…) as the document's reading does", () => {
  const text = `${strategies}    parameters: {a: "range(08, 010, 1)", b: "range(1e-1, 0.3, 1e-1)"}\n`;
  const { value } = readYaml(text, "1.2", parseYaml12);
  const { workflow, diagnostics } = readWithAdvice(value, { text, reading: "1.2" });
  expect(diagnostics.map(({ code }) => code)).toEqual(["range-expanded", "range-expanded"]);
  const values = workflow.strategies[0]?.parameters.map(({ values: { count, at } }) =>
    Array.from({ length: count }, (_, i) => plainOf(at(i))),
  );
  expect(values).toEqual([
    [8n, 9n, 10n],
    [0.1, 0.2, 0.3],
  ]);
});
